import Images
import Lanes
import Prompting
import Synchronization

/// The images of an engine, as tokens of its own: in a history each vector of an image is a negative number, the same for
/// all vectors of a stretch, which no token of the vocabulary has.
///
/// The same pixels always get the same number, so that kept rows and prefixes are found by what the image shows.
final class ImageTable: Sendable {
    /// A stretch of vectors.
    struct Stretch: Sendable {
        let image: ProjectedImage
        /// The number of the part in the image.
        let part: Int

        var count: Int { image.parts[part].count }
    }

    /// An image of a prompt.
    struct Entry: Sendable {
        /// The image with what its file holds and the tokens that it takes.
        var file: ImageFile
        /// Tokens and vectors, as a history has them.
        var tokens: [Int32]
        /// What must be kept as long as the history is evaluated.
        var image: ProjectedImage
    }

    /// How long a stretch is, in vectors and in positions of the model.
    struct Extent: Sendable {
        var count: Int
        var positions: Int
    }

    private struct Key: Hashable {
        var pixels: UInt64
        var part: Int
    }

    private struct State {
        var numbers: [Key: Int32] = [:]
        var extents: [Int32: Extent] = [:]
        var parts: [Int32: Int] = [:]
        var images: [UInt64: Weak] = [:]
        var pixels: [Int32: UInt64] = [:]
        /// The images that were used last, the latest at the end, with the hashes of their files.
        var latest: [(hash: String, image: ProjectedImage)] = []
        /// The vectors that were computed last.
        var vectors: [(number: Int32, vectors: [Float])] = []
    }

    private struct Weak {
        weak var image: ProjectedImage?
    }

    /// The number of images that are kept for later prompts.
    private static let mostImages = 16
    /// The number of stretches whose vectors are kept.
    private static let mostVectors = 32

    let projector: Projector
    private let state = Mutex(State())

    init(projector: Projector) {
        self.projector = projector
    }

    /// Returns an image as a history has it. Its file is read each time, so that a changed one is noticed.
    func entry(of file: ImageFile) throws(EngineError) -> Entry {
        do throws(ImageFileError) {
            var (bytes, read) = try file.whole()
            let hash = read.contents?.hash ?? ""
            let known = state.withLock { state in state.latest.first { $0.hash == hash }?.image }
            let image: ProjectedImage = if let known { known } else { try projector.read(read, bytes) }
            read.tokens = image.vectorCount
            let (tokens, kept) = register(image, hash)
            return Entry(file: read, tokens: tokens, image: kept)
        } catch {
            throw .image(error)
        }
    }

    /// Gives an image its numbers. Returns the tokens, and the image that the numbers stand for: the one with the same
    /// pixels that is in memory already, if there is one.
    private func register(_ image: ProjectedImage, _ hash: String) -> (tokens: [Int32], kept: ProjectedImage) {
        state.withLock { state in
            let image = state.images[image.pixels]?.image ?? image
            state.images[image.pixels] = Weak(image: image)
            state.latest.removeAll { $0.hash == hash }
            state.latest.append((hash, image))
            if state.latest.count > Self.mostImages { state.latest.removeFirst() }
            let tokens = image.parts.indices.flatMap { index -> [Int32] in
                let part = image.parts[index]
                if let tokens = part.tokens { return tokens }
                let key = Key(pixels: image.pixels, part: index)
                // -1 means no token in many places.
                let number = state.numbers[key] ?? -2 - Int32(state.numbers.count)
                state.numbers[key] = number
                state.extents[number] = Extent(count: part.count, positions: part.positions)
                (state.parts[number], state.pixels[number]) = (index, image.pixels)
                return Array(repeating: number, count: part.count)
            }
            return (tokens, image)
        }
    }

    /// Returns the stretch that a number in a history stands for.
    ///
    /// - Throws: ``EngineError/decodeFailed(reason:)`` if its image isn't in memory any more.
    func stretch(_ number: Int32) throws(EngineError) -> Stretch {
        let found = state.withLock { state -> Stretch? in
            guard let pixels = state.pixels[number], let part = state.parts[number],
                let image = state.images[pixels]?.image
            else { return nil }
            return Stretch(image: image, part: part)
        }
        guard let found else { throw .decodeFailed(reason: "an image of the text isn't in memory any more") }
        return found
    }

    /// Returns the length of the stretch that a number in a history stands for; nil if it was never one.
    func extent(_ number: Int32) -> Extent? { state.withLock { $0.extents[number] } }

    /// Returns the vectors of a stretch, computed if they aren't kept.
    func vectors(_ number: Int32, _ stretch: Stretch) throws(EngineError) -> [Float] {
        if let kept = state.withLock({ state in state.vectors.first { $0.number == number }?.vectors }) { return kept }
        let vectors = try projector.vectors(of: stretch.part, in: stretch.image)
        state.withLock { state in
            state.vectors.append((number, vectors))
            if state.vectors.count > Self.mostVectors { state.vectors.removeFirst() }
        }
        return vectors
    }
}
