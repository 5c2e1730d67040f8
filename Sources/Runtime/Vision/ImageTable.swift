import Images
import Lanes
import Prompting
import Synchronization

/// The images of an engine, as tokens of its own: in a history each vector of an image is a negative number, the same for
/// all vectors of a stretch, which no token of the vocabulary has.
///
/// The same pixels always get the same number from a projector, so that kept rows and prefixes are found by what the image
/// shows.
final class ImageTable: Sendable {
    /// A stretch of vectors.
    struct Stretch: Sendable {
        let image: ProjectedImage
        /// The number of the part in the image.
        let part: Int
        /// The projector that read the image.
        let projector: Projector

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

    /// An image as one projector reads it.
    private struct ImageKey: Hashable {
        var pixels: UInt64
        /// The path of the projector.
        var projector: String
    }

    private struct Key: Hashable {
        var image: ImageKey
        var part: Int
    }

    private struct State {
        var numbers: [Key: Int32] = [:]
        var extents: [Int32: Extent] = [:]
        var keys: [Int32: Key] = [:]
        var images: [ImageKey: Weak] = [:]
        /// The projectors that have read an image, by their paths.
        var projectors: [String: Projector] = [:]
        /// True if an image may take fewer positions than it has vectors.
        var shortens = false
        /// The images that were used last, the latest at the end, with the hashes of their files.
        var latest: [(hash: String, projector: String, image: ProjectedImage)] = []
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

    /// The projector of prompts that name none; nil if there is none.
    let usual: Projector?
    /// The number of rows that a batch has room for.
    let rows: Int
    private let open: @Sendable (String) -> Result<Projector, EngineError>
    private let named = Mutex<[String: Projector]>([:])
    private let state = Mutex(State())

    /// Creates a table without images. `open` opens the projector at a path.
    init(usual: Projector?, rows: Int, open: @escaping @Sendable (String) -> Result<Projector, EngineError>) {
        self.usual = usual
        self.rows = rows
        self.open = open
    }

    /// True if an image may take fewer positions than it has vectors.
    var shortens: Bool { state.withLock { $0.shortens } }

    /// Returns the projector at a path, opened at its first use; nil stands for the usual one.
    ///
    /// - Throws: ``EngineError/projector(path:reason:)`` if it can't be used, or
    ///   ``EngineError/cannotReadImages(model:)`` if there is no usual one.
    func projector(named path: String?) throws(EngineError) -> Projector {
        guard let path else {
            guard let usual else { throw .cannotReadImages(model: "The model") }
            return usual
        }
        if let usual, usual.path == path { return usual }
        let opened = named.withLock { named -> Result<Projector, EngineError> in
            if let known = named[path] { return .success(known) }
            let opened = open(path)
            if case .success(let projector) = opened { named[path] = projector }
            return opened
        }
        let projector = try opened.get()
        let needed = projector.mostVectorsAtOnce
        guard needed <= rows else {
            throw .projector(
                path: path,
                reason: "it takes \(needed) vectors at once, and the model was loaded with room for \(rows)")
        }
        return projector
    }

    /// Returns an image as a history has it, read by a projector. Its file is read each time, so that a changed one is
    /// noticed.
    func entry(of file: ImageFile, by projector: Projector) throws(EngineError) -> Entry {
        do throws(ImageFileError) {
            var (bytes, read) = try file.whole()
            let hash = read.contents?.hash ?? ""
            let known = state.withLock { state in
                state.latest.first { $0.hash == hash && $0.projector == projector.path }?.image
            }
            let image: ProjectedImage = if let known { known } else { try projector.read(read, bytes) }
            read.tokens = image.vectorCount
            let (tokens, kept) = register(image, hash, projector)
            return Entry(file: read, tokens: tokens, image: kept)
        } catch {
            throw .image(error)
        }
    }

    /// Gives an image its numbers. Returns the tokens, and the image that the numbers stand for: the one with the same
    /// pixels that is in memory already, if there is one.
    private func register(
        _ image: ProjectedImage, _ hash: String, _ projector: Projector
    ) -> (tokens: [Int32], kept: ProjectedImage) {
        state.withLock { state in
            let own = ImageKey(pixels: image.pixels, projector: projector.path)
            let image = state.images[own]?.image ?? image
            state.images[own] = Weak(image: image)
            state.projectors[projector.path] = projector
            if projector.sections > 1 { state.shortens = true }
            state.latest.removeAll { $0.hash == hash && $0.projector == projector.path }
            state.latest.append((hash, projector.path, image))
            if state.latest.count > Self.mostImages { state.latest.removeFirst() }
            let tokens = image.parts.indices.flatMap { index -> [Int32] in
                let part = image.parts[index]
                if let tokens = part.tokens { return tokens }
                let key = Key(image: own, part: index)
                // -1 means no token in many places.
                let number = state.numbers[key] ?? -2 - Int32(state.numbers.count)
                state.numbers[key] = number
                state.extents[number] = Extent(count: part.count, positions: part.positions)
                state.keys[number] = key
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
            guard let key = state.keys[number], let image = state.images[key.image]?.image,
                let projector = state.projectors[key.image.projector]
            else { return nil }
            return Stretch(image: image, part: key.part, projector: projector)
        }
        guard let found else { throw .decodeFailed(reason: "an image of the text isn't in memory any more") }
        return found
    }

    /// Returns the length of the stretch that a number in a history stands for; nil if it was never one.
    func extent(_ number: Int32) -> Extent? { state.withLock { $0.extents[number] } }

    /// Returns the vectors of a stretch, computed if they aren't kept.
    func vectors(_ number: Int32, _ stretch: Stretch) throws(EngineError) -> [Float] {
        if let kept = state.withLock({ state in state.vectors.first { $0.number == number }?.vectors }) { return kept }
        let vectors = try stretch.projector.vectors(of: stretch.part, in: stretch.image)
        state.withLock { state in
            state.vectors.append((number, vectors))
            if state.vectors.count > Self.mostVectors { state.vectors.removeFirst() }
        }
        return vectors
    }
}
