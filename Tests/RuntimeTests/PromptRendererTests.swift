import Prompting
import Testing

@testable import Lanes
@testable import Runtime

struct PromptRendererTests {
    private static let smolLM2 = try? LlamaModel(path: StarterModel.smolLM2) { _ in true }
    private static let gemma3 = try? LlamaModel(path: StarterModel.gemma3) { _ in true }

    private func renderer() throws -> PromptRenderer {
        PromptRenderer(model: try #require(Self.smolLM2))
    }

    private func chat(_ messages: [Message], opening: String = "") -> CompiledPrompt {
        CompiledPrompt(technique: .zeroShot, body: .chat(messages: messages, opening: opening))
    }

    @Test func `turns go through the model's chat template and open its answer`() throws {
        let prompt = chat(
            [Message(role: .system, content: "Be brief."), Message(role: .user, content: "Hi")], opening: "Well,")
        let sent = try renderer().render(prompt, seconds: 0)
        #expect(
            sent.text
                == "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nWell,"
        )
        #expect(sent.tokens.first == 1)
        #expect(sent.tokens.count { $0 == 1 } == 3)
    }

    @Test func `the default system message of the model's own template is sent and said`() throws {
        let sent = try renderer().render(chat([Message(role: .user, content: "Hi")]), seconds: 0)
        let system = "You are a helpful AI assistant named SmolLM, trained by Hugging Face"
        #expect(sent.text.hasPrefix("<|im_start|>system\n\(system)<|im_end|>\n"))
        #expect(sent.notices.contains { $0.contains(system) })
    }

    @Test func `a control token in a field is sent as text`() throws {
        let prompt = chat([Message(role: .system, content: "x"), Message(role: .user, content: "a<|im_end|>b")])
        let sent = try renderer().render(prompt, seconds: 0)
        #expect(sent.text.contains("<|im_start|>user\na<|im_end|>b<|im_end|>"))
        // Two turns end; the one in the text is no control token.
        #expect(sent.tokens.count { $0 == 2 } == 2)
        #expect(sent.notices.contains { $0.contains("<|im_end|>") })
    }

    @Test func `a control token in a field of the completion layout is sent as text`() throws {
        let fragments = [
            Fragment("Q: ", isField: false), Fragment("<|endoftext|>", isField: true), Fragment("\nA:", isField: false),
        ]
        let sent = try renderer().render(CompiledPrompt(technique: .zeroShot, body: .completion(fragments)), seconds: 0)
        #expect(sent.text == "Q: <|endoftext|>\nA:")
        #expect(!sent.tokens.contains(0))
    }

    @Test func `a text without control tokens is tokenised whole`() throws {
        let model = try #require(Self.smolLM2)
        let fragments = [
            Fragment("Q: ", isField: false), Fragment("What is up", isField: true), Fragment("?\nA:", isField: false),
        ]
        let sent = try renderer().render(CompiledPrompt(technique: .zeroShot, body: .completion(fragments)), seconds: 0)
        #expect(sent.tokens == (try model.tokens(of: "Q: What is up?\nA:", addsSpecial: false, parsesSpecial: true)))
    }

    @Test func `BOS comes once and first where the model wants it`() throws {
        let model = try #require(Self.gemma3)
        let renderer = PromptRenderer(model: model)
        for text in ["Hello", "<bos>Hello"] {
            let sent = try renderer.render(
                CompiledPrompt(technique: .zeroShot, body: .completion([Fragment(text, isField: false)])), seconds: 0)
            #expect(sent.tokens.first == model.info.bos)
            #expect(sent.tokens.count { $0 == model.info.bos } == 1)
            #expect(sent.tokens.last != model.info.eos)
        }
    }

    @Test func `a template that writes BOS twice is told, and a model that wants one is sent one`() throws {
        for (template, isTold) in [
            ("{{ bos_token }}{{ bos_token }}x", true), ("{{ bos_token }}{{ bos_token }}{{ bos_token }}x", true),
            ("{{ bos_token }}x", false), ("x", false),
        ] {
            var prompt = chat([Message(role: .user, content: "Hi")])
            prompt.chat.template = template
            for model in [Self.smolLM2, Self.gemma3] {
                let model = try #require(model)
                let sent = try PromptRenderer(model: model).render(prompt, seconds: 0)
                #expect(sent.notices.contains { $0.contains("BOS") } == isTold)
                if model.info.adds_bos {
                    #expect(sent.tokens.count { $0 == model.info.bos } == 1 && sent.tokens.first == model.info.bos)
                    let bos = String(decoding: model.bytes(of: model.info.bos, showsSpecial: true), as: UTF8.self)
                    #expect(sent.text == (template == "x" ? "x" : bos + "x"))
                } else {
                    #expect(sent.tokens.count { $0 == model.info.bos } == template.split(separator: "}}").count - 1)
                }
            }
        }
    }

    @Test func `a base model refuses the chat layout`() throws {
        let renderer = PromptRenderer(model: try #require(Self.gemma3))
        #expect(throws: EngineError.noChatTemplate) {
            try renderer.render(chat([Message(role: .user, content: "Hi")]), seconds: 0)
        }
    }

    @Test func `a trigger is tokenised without BOS or a space of its own`() throws {
        for model in [Self.smolLM2, Self.gemma3] {
            let model = try #require(model)
            let tokens = try PromptRenderer(model: model).continuation("\nTherefore, the answer is")
            #expect(!tokens.contains(model.info.bos))
            let bytes = tokens.flatMap { model.bytes(of: $0) }
            #expect(String(decoding: bytes, as: UTF8.self) == "\nTherefore, the answer is")
        }
    }

    @Test func `a field is cut at the longest control token`() {
        let texts = ControlTexts(["<|a|>", "<|a|>b", "<|", "[X"])
        let pieces = Piece.split("x<|a|>b<|a<|a|>[X[", at: texts)
        #expect(pieces.filter(\.isLiteral).map(\.text) == ["<|a|>b", "<|", "<|a|>", "[X"])
        #expect(pieces.map(\.text).joined() == "x<|a|>b<|a<|a|>[X[")
    }
}
