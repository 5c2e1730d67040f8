import Foundation
import Prompting
import Sampling
import TestFolders
import TestImages
import Testing

@testable import Lanes
@testable import Remote

/// What a server is sent of images, recorded by a server of our own.
struct RemoteImageTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func image(_ bytes: [UInt8], _ name: String) throws -> ImageFile {
        let path = "\(folder.path)/\(name)"
        try Data(bytes).write(to: URL(filePath: path))
        return ImageFile(path: path)
    }

    private func lane(_ content: [ContentPart]) -> LaneRequest {
        LaneRequest(
            name: "a",
            prompt: CompiledPrompt(
                technique: .zeroShot, body: .chat(messages: [Message(role: .user, content: content)], opening: "")),
            settings: Settings())
    }

    private func engine(_ change: (inout Server) -> Void = { _ in }) throws -> RemoteEngine {
        RemoteEngine(try Faults.server("ok", change))
    }

    @Test func `an image is sent as a data URL between the texts, and told with its size`() async throws {
        let photo = try image(SampleImages.jpeg.bytes, "photo.png")
        let question = "What is it? \(UUID().uuidString)"
        let result = try await engine().result(of: lane([.text("Look:"), .image(photo), .text(question)]))
        #expect(result.error == nil)
        #expect(result.images.map(\.summary) == ["photo.png 7x5"])
        let content = try Faults.requests("ok").lazy.compactMap { request in
            (request.body["messages"] as? [[String: Any]])?.first?["content"] as? [[String: Any]]
        }.last { $0.last?["text"] as? String == question }
        let parts = try #require(content)
        #expect(parts.map { $0["type"] as? String } == ["text", "image_url", "text"])
        #expect(parts[0]["text"] as? String == "Look:")
        let url = try #require((parts[1]["image_url"] as? [String: Any])?["url"] as? String)
        // The type is the bytes', not the name's.
        #expect(url.hasPrefix("data:image/jpeg;base64,"))
        #expect(Data(base64Encoded: String(url.dropFirst(23))).map { [UInt8]($0) } == SampleImages.jpeg.bytes)
    }

    @Test func `a message without images is sent as a text, as before`() async throws {
        let question = "No image \(UUID().uuidString)"
        _ = try await engine().result(of: lane([.text(question)]))
        let messages = try Faults.requests("ok").compactMap { $0.body["messages"] as? [[String: Any]] }
        #expect(messages.contains { $0.first?["content"] as? String == question })
    }

    @Test func `the text that is shown has a line in an image's place`() throws {
        let photo = try image(SampleImages.png.bytes, "photo.png")
        let shown = try engine().render(lane([.image(photo), .text("Hi")]).prompt).text
        #expect(shown.contains("[image photo.png 7x5]\nHi"))
    }

    @Test func `a file that can't be sent fails the lane before anything is asked`() async throws {
        let before = try Faults.requests("ok").count
        let gone = ImageFile(path: "\(folder.path)/gone.png")
        let engine = try engine()
        let result = try await engine.result(of: lane([.image(gone), .text("Hi")]))
        #expect(result.error == .image(ImageFileError(path: gone.path, reason: "isn't there")))
        #expect(throws: EngineError.image(ImageFileError(path: gone.path, reason: "isn't there"))) {
            try engine.check(lane([.image(gone)]).prompt)
        }
        let mine = try Faults.requests("ok").dropFirst(before).filter { "\($0.body)".contains("gone.png") }
        #expect(mine.isEmpty)
    }

    @Test func `an image that is too large for a server is told with the server's limit`() async throws {
        let wide = try image(SampleImages.png(width: 9000, height: 2), "wide.png")
        let large = try image(SampleImages.png(width: 1300, height: 1100), "large.png")
        let anthropic = try engine { $0.kind = .anthropic }
        #expect(
            throws: EngineError.image(
                ImageFileError(
                    path: wide.path, reason: "has 9000x2 pixels, and box takes at most 8000 in a row or column")
            )
        ) { try anthropic.check(lane([.image(wide)]).prompt) }
        #expect(
            throws: EngineError.image(
                ImageFileError(
                    path: large.path, reason: "is too large for box: encoded it has 6 MB, and an image may have 5 MB"))
        ) { try anthropic.check(lane([.image(large)]).prompt) }
        let google = try engine { $0.kind = .google }
        #expect(
            throws: EngineError.image(
                ImageFileError(
                    path: large.path,
                    reason:
                        "is too much for box: with it the images of the request have 22 MB when encoded, and 20 MB are taken"
                ))
        ) { try google.check(lane(Array(repeating: .image(large), count: 4)).prompt) }
        try google.check(lane([.image(large), .image(wide)]).prompt)
    }

    @Test func `a format that a server can't decode is told`() async throws {
        let picture = try image(SampleImages.webp.bytes, "a.webp")
        let result = try await engine { $0.kind = .llamaServer }.result(of: lane([.image(picture)]))
        #expect(
            result.error == .image(ImageFileError(path: picture.path, reason: "is WebP, and box takes PNG and JPEG")))
        try engine { $0.kind = .openAI }.check(lane([.image(picture)]).prompt)
    }

    @Test func `a second stage and further samples send the image again`() async throws {
        let photo = try image(SampleImages.png.bytes, "photo.png")
        var lane = lane([.image(photo), .text("Two \(UUID().uuidString)")])
        lane.prompt.steps.append(Step(opening: "\nTherefore", limit: .answerTokens, isAnswer: true))
        lane.samples = 2
        let marker = lane.prompt.body
        _ = try await engine().result(of: lane)
        guard case .chat(let messages, _) = marker else { return }
        let mine = try Faults.requests("ok").filter { "\($0.body)".contains(messages[0].text) }
        #expect(mine.count == 4)
        #expect(mine.allSatisfy { "\($0.body)".contains("data:image/png;base64,") })
    }
}
