import CLlamaReference
import Testing

@testable import Runtime

/// The chunks that llama.cpp tests the C API of libmtmd with (test-mtmd-c-api.c), read as that test reads them, and as Lathe does.
extension VisionTests {
    /// Runs a closure with the chunks, and with the image that Lathe makes of them.
    private func withChunks(_ body: (UnsafeRawPointer, ProjectedImage) throws -> Void) throws {
        let chunks = try #require(reference_chunks_create())
        let image = ProjectedImage(chunks: chunks)
        try withExtendedLifetime(image) { try body(UnsafeRawPointer(chunks), image) }
    }

    @Test func `llama.cpp's own chunks are a text of five tokens, and an image`() throws {
        try withChunks { chunks, _ in
            try #require(reference_chunks_size(chunks) == 2)
            let text = reference_chunks_at(chunks, 0)
            #expect(!text.is_image && text.id == nil)
            #expect(Array(UnsafeBufferPointer(start: text.tokens, count: text.count)) == [1, 2, 3, 4, 5])
            let image = reference_chunks_at(chunks, 1)
            #expect(image.is_image && image.tokens == nil)
            // 4 x 4 in each of 16 parts.
            #expect(image.count == 256)
            #expect(image.id.map { String(cString: $0) } == "image_1")
            #expect(reference_chunks_tokens(chunks) == 261)
        }
    }

    @Test func `Lathe reads the kinds, tokens and positions that llama.cpp's own test reads`() throws {
        try withChunks { chunks, image in
            try #require(image.parts.count == reference_chunks_size(chunks))
            for (index, part) in image.parts.enumerated() {
                let chunk = reference_chunks_at(chunks, index)
                #expect((part.tokens == nil) == chunk.is_image)
                let tokens = chunk.tokens.map { Array(UnsafeBufferPointer(start: $0, count: chunk.count)) }
                #expect(part.tokens == tokens)
                #expect(part.count == chunk.count)
                #expect(part.positions == Int(chunk.positions))
            }
            #expect(image.vectorCount == 256)
        }
    }

    @Test(arguments: [false, true])
    func `Lathe places the vectors of llama.cpp's own image where libmtmd does`(isQwen: Bool) throws {
        if isQwen { try useQwen() }
        let opened = try Projector(
            path: projector, model: try LlamaModel(path: model) { _ in true }, threads: 1, usesGPU: false)
        #expect(opened.sections == (isQwen ? 4 : 1))
        try withChunks { chunks, image in
            let count = image.parts[1].count
            let positions = opened.positions(of: 1, in: image, from: 7)
            try #require(positions.count == opened.sections * count)
            for vector in [0, 5, count - 1] {
                var position = [Int32](repeating: 0, count: 4)
                reference_chunks_position(chunks, 1, 7, vector, &position)
                let own = (0..<opened.sections).map { positions[vector + $0 * count] }
                #expect(own == Array(position.prefix(opened.sections)), "\(vector)")
            }
        }
    }
}
