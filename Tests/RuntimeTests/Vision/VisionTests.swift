import CLlamaReference
import Foundation
import Lanes
import Prompting
import Sampling
import TestImages
import Testing

@testable import Runtime

/// Images with a tiny model and projector of random weights: what they say means nothing, but every number is checked
/// against llama.cpp's own helper.
@Suite(.serialized) struct VisionTests {
    private let folder: String
    private let holder: Holder

    /// Removes the folder with the last test value.
    private final class Holder {
        let path: String
        init(_ path: String) { self.path = path }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/vision-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        holder = Holder(folder)
        try TinyVisionModel.gemma(to: model)
        try TinyVisionModel.projector(to: projector)
    }

    var model: String { folder + "/tiny.gguf" }
    var projector: String { folder + "/mmproj-tiny.gguf" }

    private func image(_ bytes: [UInt8], _ name: String = "photo.png") throws -> ImageFile {
        try ImageFile(path: write(bytes, "\(folder)/\(name)"))
    }

    private func engine(_ change: (inout EngineOptions) -> Void = { _ in }) async throws -> LlamaEngine {
        var options = EngineOptions()
        options.threads = 1
        options.contextLength = 1024
        change(&options)
        return try await LlamaEngine.load(path: model, options: options)
    }

    private func prompt(_ content: [ContentPart]) -> CompiledPrompt {
        CompiledPrompt(
            technique: .zeroShot, body: .chat(messages: [Message(role: .user, content: content)], opening: ""))
    }

    private func lane(_ content: [ContentPart], _ name: String = "a") -> LaneRequest {
        var settings = Settings()
        settings.maxTokens = 6
        settings.temperature = 1
        settings.repeatPenalty = 1.2
        return LaneRequest(name: name, prompt: prompt(content), settings: settings)
    }

    private func result(
        _ engine: LlamaEngine, _ lanes: [LaneRequest], _ mode: RunMode = .fast
    ) async -> [LaneResult] {
        await engine.start(RunRequest(lanes: lanes, mode: mode)).summary().lanes
    }

    private static let photo = SampleImages.png(width: 90, height: 40)

    /// Makes the model one of Qwen2-VL's kind.
    func useQwen() throws {
        try TinyVisionModel.qwen(to: model)
        try TinyVisionModel.qwenProjector(to: projector)
    }

    @Test(arguments: [RunMode.strict, .fast], [false, true])
    func `the row after an image is llama.cpp's own`(mode: RunMode, isQwen: Bool) async throws {
        if isQwen { try useQwen() }
        let engine = try await engine()
        let compiled = prompt([.text("Look: "), .image(try image(Self.photo)), .text("What is it?")])
        let sent = try engine.render(compiled)
        let vectors = sent.tokens.count { $0.id < 0 }
        #expect(isQwen ? vectors > 7 : vectors == TinyVisionModel.vectors)
        let name = "[photo.png 90x40 → \(vectors) tokens]"
        let texts = sent.text.split(separator: name, omittingEmptySubsequences: false)
        try #require(texts.count == 2, "\(sent.text)")
        let next = try await engine.next(compiled, mode: mode)
        var logits = [Float](repeating: 0, count: next.row.vocabularySize)
        let count = reference_vision(
            model, projector, Self.photo, Self.photo.count, String(texts[0]), String(texts[1]), &logits, logits.count)
        #expect(Int(count) == next.history.count)
        #expect(next.history.count { $0 < 0 } == vectors)
        let scale = logits.map(abs).max() ?? 1
        for candidate in next.row.candidates {
            let difference = abs(candidate.logit - logits[Int(candidate.id)])
            if difference > 1e-3 * scale { Issue.record("\(candidate) differs by \(difference) of \(scale)"); return }
        }
        engine.shutDown()
    }

    @Test func `another image gives another row, and the same pixels give the same without computing again`()
        async throws
    {
        let engine = try await engine()
        let first = lane([.image(try image(Self.photo)), .text("What is it?")])
        let renamed = lane([.image(try image(Self.photo, "b.png")), .text("What is it?")])
        let other = lane([
            .image(try image(SampleImages.png(width: 90, height: 40, fill: 99), "c.png")), .text("What is it?"),
        ])
        let results = await result(engine, [first])
        #expect(results[0].error == nil)
        #expect(results[0].images.map(\.summary) == ["photo.png 90x40 → 16 tokens"])
        let again = await result(engine, [renamed])
        #expect(again[0].usage.replayedTokens == again[0].usage.generatedTokens)
        #expect(again[0].samples[0].text == results[0].samples[0].text)
        let changed = await result(engine, [other])
        #expect(changed[0].usage.replayedTokens == 0)
        // The text before the image is shared, nothing behind its beginning.
        let before = try engine.render(first.prompt).tokens.firstIndex { $0.id < 0 } ?? 0
        #expect(changed[0].usage.cachedTokens <= before)
        let rows = try await [first, other].likeliest(engine)
        #expect(rows[0] != rows[1])
        engine.shutDown()
    }

    @Test(arguments: [false, true])
    func `lanes with and without images run together, and strict ones repeat`(isQwen: Bool) async throws {
        if isQwen { try useQwen() }
        let engine = try await engine()
        let photo = try image(Self.photo)
        let lanes = [
            lane([.image(photo), .text("One?")], "a"), lane([.text("One?")], "b"),
            lane([.image(photo), .image(photo), .text("Two?")], "c"),
        ]
        let strict = await result(engine, lanes, .strict).map { $0.samples[0].text }
        await engine.forget()
        #expect(await result(engine, lanes, .strict).map { $0.samples[0].text } == strict)
        let fast = await result(engine, lanes)
        #expect(fast.allSatisfy { $0.error == nil && $0.usage.generatedTokens > 0 })
        #expect(fast.map { $0.images.count } == [1, 0, 2])
        var deeper = lanes[0]
        deeper.samples = 3
        let samples = await result(engine, [deeper])
        #expect(samples[0].samples.count == 3 && samples[0].error == nil)
        engine.shutDown()
    }

    @Test func `a text that looks like a mark for an image stays text`() async throws {
        let engine = try await engine()
        let text = "<__media__> \u{E000} [photo.png 90x40 → 16 tokens]"
        let sent = try engine.render(prompt([.text(text), .image(try image(Self.photo))]))
        #expect(sent.tokens.count { $0.id < 0 } == TinyVisionModel.vectors)
        #expect(sent.text.contains(text + "[photo.png 90x40 → 16 tokens]"))
        #expect(try engine.render(prompt([.text(text)])).tokens.allSatisfy { $0.id >= 0 })
        engine.shutDown()
    }

    @Test func `a file that is gone or changed at the second run fails the lane`() async throws {
        let engine = try await engine()
        let photo = try image(Self.photo)
        let read = await result(engine, [lane([.image(photo)])])[0].images
        try FileManager.default.removeItem(atPath: photo.path)
        let gone = await result(engine, [lane([.image(read[0])])])
        #expect(gone[0].error == .image(ImageFileError(path: photo.path, reason: "isn't there any more")))
        engine.shutDown()
    }

    @Test func `a WebP image is taken for the PNG image that has the same pixels`() async throws {
        let engine = try await engine()
        func ask(_ bytes: [UInt8], _ name: String) async throws -> LaneResult {
            await result(engine, [lane([.image(try image(bytes, name)), .text("What is it?")])])[0]
        }
        let png = try await ask(SampleImages.png.bytes, "a.png")
        let lossless = try await ask(SampleImages.lossless.bytes, "a.webp")
        #expect(lossless.images.map(\.summary) == ["a.webp 7x5 → 16 tokens"])
        #expect(lossless.samples[0].text == png.samples[0].text)
        #expect(lossless.usage.replayedTokens == lossless.usage.generatedTokens)
        for sample in [SampleImages.webp, SampleImages.extended] {
            #expect(try await ask(sample.bytes, "b.webp").error == nil, "\(sample)")
        }
        engine.shutDown()
    }

    @Test func `a WebP image that is animated, or whose pixels are cut off, fails the lane`() async throws {
        let engine = try await engine()
        // The sizes of the file and of its chunk agree with what is left.
        var cut = Array(SampleImages.webp.bytes.dropLast(40))
        cut[4] -= 40
        cut[16] -= 40
        for (bytes, reason) in [
            (SampleImages.animated.bytes, "it is animated, and a model here reads a single picture"),
            (cut, "its pixels can't be decoded"),
        ] {
            let photo = try image(bytes, "a.webp")
            let result = await result(engine, [lane([.image(photo)])])
            #expect(
                result[0].error == .image(ImageFileError(path: photo.path, reason: "can't be read: \(reason)")),
                "\(result[0])")
        }
        engine.shutDown()
    }

    @Test func `a projector of another model is refused, and one beside a model is left alone`() async throws {
        try TinyVisionModel.projector(to: projector, embedding: 64)
        await #expect(throws: EngineError.self) { try await engine { $0.projector = projector } }
        let wide = try await engine()
        #expect(throws: EngineError.cannotReadImages(model: "The model")) {
            try wide.render(prompt([.image(try image(Self.photo))]))
        }
        wide.shutDown()
        try TinyVisionModel.projector(to: projector, kind: "qwen2vl_merger")
        do {
            _ = try await engine { $0.projector = projector }
            Issue.record("was taken")
        } catch {
            #expect("\(error)".contains("it belongs to another model"), "\(error)")
        }
        do {
            _ = try await engine { $0.projector = model }
            Issue.record("was taken")
        } catch {
            #expect("\(error)".contains("it is a model, not a projector"), "\(error)")
            #expect(!"\(error)".contains(".."), "\(error)")
        }
        await #expect(throws: EngineError.self) { try await engine { $0.projector = folder + "/none.gguf" } }
    }

    private func named(_ path: String, _ lane: LaneRequest) -> LaneRequest {
        var lane = lane
        lane.prompt.chat.projector = path
        return lane
    }

    @Test func `a prompt names its projector, which reads as the one beside the model would`() async throws {
        let content: [ContentPart] = [.image(try image(Self.photo)), .text("What is it?")]
        let usual = try await engine()
        let expected = await result(usual, [lane(content)])
        usual.shutDown()
        let elsewhere = folder + "/elsewhere.gguf"
        try FileManager.default.moveItem(atPath: projector, toPath: elsewhere)
        let other = try await engine()
        let found = await result(other, [named(elsewhere, lane(content))])
        #expect(found[0].error == nil && found[0].samples[0].text == expected[0].samples[0].text)
        #expect(throws: EngineError.cannotReadImages(model: "The model")) { try other.render(prompt(content)) }
        other.shutDown()
    }

    @Test func `lanes of one engine have projectors of their own, and an image of one is none of the other`()
        async throws
    {
        let content: [ContentPart] = [.image(try image(Self.photo)), .text("What is it?")]
        let second = folder + "/second.gguf"
        try FileManager.default.copyItem(atPath: projector, toPath: second)
        let engine = try await engine()
        let own = try engine.render(lane(content).prompt).tokens.map(\.id)
        let others = try engine.render(named(second, lane(content)).prompt).tokens.map(\.id)
        #expect(own.count == others.count && Set(own.filter { $0 < 0 }).isDisjoint(with: others))
        let results = await result(engine, [lane(content), named(second, lane(content, "b"))])
        #expect(results.allSatisfy { $0.error == nil })
        #expect(results[0].samples[0].text == results[1].samples[0].text)
        engine.shutDown()
    }

    @Test func `a projector that a prompt names is refused if it is missing or another model's`() async throws {
        let content: [ContentPart] = [.image(try image(Self.photo))]
        let engine = try await engine()
        func refused(_ path: String, _ reason: String) async {
            let results = await result(engine, [named(path, lane(content))])
            #expect(results[0].error?.description.contains(reason) == true, "\(results)")
        }
        await refused(folder + "/none.gguf", "there is no such file")
        await refused(model, "it is a model, not a projector")
        try TinyVisionModel.projector(to: folder + "/qwen.gguf", kind: "qwen2vl_merger")
        await refused(folder + "/qwen.gguf", "it belongs to another model")
        #expect(await result(engine, [lane(content)])[0].error == nil)
        engine.shutDown()
    }

    @Test func `a template that leaves an image out is told`() async throws {
        try TinyVisionModel.gemma(to: model, template: "{% for m in messages %}{{ m['role'] }}{% endfor %}")
        let engine = try await engine()
        #expect(throws: EngineError.chatTemplate("leaves an image of the conversation out, or repeats one")) {
            try engine.render(prompt([.image(try image(Self.photo))]))
        }
        engine.shutDown()
    }
}

extension [LaneRequest] {
    /// Returns the largest logits after each lane's prompt.
    fileprivate func likeliest(_ engine: LlamaEngine) async throws -> [[Float]] {
        var rows: [[Float]] = []
        for lane in self {
            rows.append(try await engine.next(lane.prompt, mode: .fast).row.candidates.prefix(8).map(\.logit))
        }
        return rows
    }
}
