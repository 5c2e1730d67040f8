import CLlama
import CVision
import Lanes
import Prompting
import Synchronization

/// A projector (mmproj), which makes vectors of images for a model, by llama.cpp's libmtmd.
///
/// Unchecked Sendable: the pointer is set once, never escapes, and is freed with the last reference. Any thread may read
/// images ("this function is thread-safe", mtmd.h); encoding has a lock.
final class Projector: @unchecked Sendable {
    /// The path of its file.
    let path: String
    /// True if the vectors of an image attend to each other, so that they must be evaluated in one batch.
    let seesAll: Bool
    /// The numbers of a vector's position: 1, or 4 with M-RoPE.
    let sections: Int
    private let width: Int
    private let pointer: OpaquePointer
    /// The model that it was opened for, which must live as long.
    private let model: LlamaModel
    private let encoding = Mutex(())

    /// Opens a projector for a model.
    ///
    /// - Throws: ``EngineError/projector(path:reason:)`` if the file can't be loaded or is another model's.
    init(path: String, model: LlamaModel, threads: Int, usesGPU: Bool) throws(EngineError) {
        var problem = cvision_problem()
        guard let opened = cvision_open(path, cllama_model_handle(model.pointer), Int32(threads), usesGPU, &problem)
        else {
            throw .projector(path: path, reason: Self.reason(problem))
        }
        let facts = cvision_describe(opened)
        (self.path, self.model, pointer) = (path, model, opened)
        (seesAll, sections, width) = (facts.sees_all, Int(facts.sections), Int(facts.width))
    }

    deinit {
        cvision_close(pointer)
    }

    /// Decodes an image and fits it to the model.
    ///
    /// - Throws: ``ImageFileError`` if its pixels can't be decoded.
    func read(_ image: ImageFile, _ bytes: [UInt8]) throws(ImageFileError) -> ProjectedImage {
        var problem = cvision_problem()
        guard let input = cvision_read(pointer, bytes, bytes.count, &problem) else {
            throw ImageFileError(path: image.path, reason: "can't be read: \(Self.reason(problem))")
        }
        return ProjectedImage(input)
    }

    /// Returns the number of vectors of an image of this size; nil if it can't be told.
    func vectorCount(width: Int, height: Int) -> Int? {
        var problem = cvision_problem()
        guard let input = cvision_measure(pointer, UInt32(width), UInt32(height), &problem) else { return nil }
        return ProjectedImage(input).parts.filter { $0.tokens == nil }.map(\.count).max()
    }

    /// Computes the vectors of a part.
    func vectors(of part: Int, in image: ProjectedImage) throws(EngineError) -> [Float] {
        var problem = cvision_problem()
        var isDone = false
        let vectors = [Float](unsafeUninitializedCapacity: image.parts[part].count * width) { buffer, count in
            isDone = encoding.withLock { _ in
                cvision_encode(pointer, image.pointer, part, buffer.baseAddress, &problem)
            }
            count = isDone ? buffer.count : 0
        }
        guard isDone else { throw .decodeFailed(reason: "an image can't be encoded: \(Self.reason(problem))") }
        return vectors
    }

    /// Returns the positions of a part's vectors, section after section, if the first one stands at `first`.
    func positions(of part: Int, in image: ProjectedImage, from first: Int) -> [Int32] {
        let capacity = image.parts[part].count * sections
        return [Int32](unsafeUninitializedCapacity: capacity) { buffer, count in
            cvision_positions(pointer, image.pointer, part, Int32(first), buffer.baseAddress)
            count = capacity
        }
    }

    private static func reason(_ problem: cvision_problem) -> String {
        var text = problem.text
        return withUnsafeBytes(of: &text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

/// An image as a model reads it: stretches of tokens and of vectors.
///
/// Unchecked Sendable: the pointer is set once, and what it points to doesn't change.
final class ProjectedImage: @unchecked Sendable {
    /// A stretch.
    struct Part {
        /// The tokens of a text around the image; nil for vectors.
        var tokens: [Int32]?
        /// The number of tokens or vectors.
        var count: Int
        /// The number of positions that they take.
        var positions: Int
    }

    /// A hash of the decoded pixels.
    let pixels: UInt64
    let parts: [Part]
    fileprivate let pointer: OpaquePointer

    fileprivate init(_ input: OpaquePointer) {
        pointer = input
        pixels = cvision_pixels(input)
        parts = (0..<cvision_part_count(input)).map { index in
            let part = cvision_part_at(input, index)
            return Part(
                tokens: part.tokens.map { Array(UnsafeBufferPointer(start: $0, count: part.count)) },
                count: part.count, positions: Int(part.positions))
        }
    }

    /// Takes over chunks that libmtmd has made elsewhere (`mtmd_input_chunks`), as it does for its own tests.
    convenience init(chunks: UnsafeMutableRawPointer) {
        self.init(cvision_take(chunks))
    }

    deinit {
        cvision_input_free(pointer)
    }

    /// The number of vectors, without the tokens of texts around them.
    var vectorCount: Int { parts.reduce(0) { $0 + ($1.tokens == nil ? $1.count : 0) } }
}
