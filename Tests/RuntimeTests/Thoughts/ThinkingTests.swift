import Prompting
import Sampling
import Testing

@testable import Lanes
@testable import Runtime

/// A real model under a template that opens thoughts, as those of models that think do.
@Suite(.serialized) struct ThinkingTests {
    private static let template = """
        {% for m in messages %}<|im_start|>{{ m.role }}
        {{ m.content }}<|im_end|>
        {% endfor %}<|im_start|>assistant
        {% if enable_thinking is defined and not enable_thinking %}<think>

        </think>

        {% else %}<think>
        {% endif %}
        """

    private func lane(
        _ thinking: Int, maxTokens: Int = 40, opening: String = "", trigger: String? = nil
    ) -> LaneRequest {
        var settings = Settings()
        settings.temperature = 0
        settings.maxTokens = maxTokens
        settings.answerTokens = 8
        settings.thinking = thinking
        let prompt = CompiledPrompt(
            technique: trigger == nil ? .zeroShot : .zeroShotChainOfThought,
            body: .chat(
                messages: [Message(role: .user, content: "Tell me a long story about a fox and a crow.")],
                opening: opening),
            steps: [.first] + (trigger.map { [Step(opening: $0, limit: .answerTokens, isAnswer: true)] } ?? []),
            chat: ChatOptions(template: Self.template, thinks: settings.thinks))
        return LaneRequest(name: "A", prompt: prompt, settings: settings)
    }

    private func result(_ lane: LaneRequest) async throws -> LaneResult {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let summary = await engine.start(RunRequest(lanes: [lane])).summary()
        return try #require(summary.lanes.first)
    }

    @Test func `a budget ends the thoughts, and the answer follows`() async throws {
        let result = try await result(lane(12))
        let stage = try #require(result.samples.first?.stages.first)
        #expect(!stage.thoughts.isEmpty)
        #expect(!stage.thoughts.contains("</think>"))
        #expect(stage.thoughtTokens >= 12 && stage.thoughtTokens <= 20)
        #expect(!stage.text.isEmpty)
        #expect(!stage.text.contains("think>"))
    }

    @Test(.timeLimit(.minutes(1)), arguments: [RunMode.fast, .strict])
    func `a budget ends the thoughts of each beam, and those that end them at other steps wait`(
        mode: RunMode
    ) async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        // Tokens cut these characters, so that the beams reach whole ones at different steps.
        let begun = try engine.render(
            CompiledPrompt(
                technique: .zeroShot, body: .completion([Fragment("🦊🐦🦊🐦🦊🐦", isField: false)]))
        ).tokens.map(\.id)
        var request = lane(begun.count + 5, maxTokens: begun.count + 30)
        (request.settings.decoding, request.settings.beams, request.settings.keep) = (.beam, 4, 4)
        request.openings = [begun]
        let summary = await engine.start(RunRequest(lanes: [request], mode: mode)).summary()
        let result = try #require(summary.lanes.first)
        #expect(result.error == nil && !result.samples.isEmpty)
        for stage in result.samples.compactMap(\.stages.first) {
            #expect(!stage.thoughts.contains("</think>"))
            #expect(stage.thoughtTokens <= begun.count + 17)
        }
    }

    @Test func `a branch behind thoughts that the budget cut off cuts them off once`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        var request = lane(12)
        var drawn: [Int32] = []
        var result: LaneResult?
        for await event in engine.start(RunRequest(lanes: [request])).events {
            switch event {
            case .thoughts(_, _, _, _, let tokens), .text(_, _, _, _, let tokens): drawn += tokens.map(\.id)
            case .laneFinished(_, let lane): result = lane
            default: break
            }
        }
        let whole = try #require(result?.samples.first?.stages.first)
        try #require(whole.thoughtTokens >= 12 && !whole.text.isEmpty)
        // In the answer, right behind the thoughts, and where the budget is used up.
        for count in [whole.thoughtTokens + 2, whole.thoughtTokens, 12] {
            request.openings = [Array(drawn.prefix(count))]
            let summary = await engine.start(RunRequest(lanes: [request])).summary()
            let branch = try #require(summary.lanes.first?.samples.first?.stages.first)
            #expect(branch.text == whole.text && branch.thoughts == whole.thoughts, "\(count)")
            #expect(branch.thoughtTokens == whole.thoughtTokens, "\(count)")
        }
        // A tree of beams doesn't have the tokens that cut thoughts off.
        request.openings = [Array(drawn.prefix(12) + drawn.dropFirst(whole.thoughtTokens).prefix(2))]
        let summary = await engine.start(RunRequest(lanes: [request])).summary()
        let branch = try #require(summary.lanes.first?.samples.first?.stages.first)
        #expect(branch.thoughts == whole.thoughts && !branch.text.contains("think>"))
    }

    @Test func `thoughts without an answer are told, and no answer is made of them`() async throws {
        let result = try await result(lane(1_000_000, maxTokens: 10))
        let stage = try #require(result.samples.first?.stages.first)
        #expect(stage.text.isEmpty)
        #expect(stage.thoughtTokens == 10)
        #expect(result.answer.isEmpty)
        #expect(result.notices.contains { $0.contains("thoughts without an answer") })
    }

    @Test func `no thinking closes the thoughts before they begin`() async throws {
        let result = try await result(lane(0))
        let stage = try #require(result.samples.first?.stages.first)
        #expect(stage.prompt.hasSuffix("<think>\n\n</think>\n\n"))
        #expect(stage.thoughts.isEmpty)
        #expect(!stage.text.isEmpty)
    }

    @Test func `an opening ends thoughts that the template opens, and that is told`() throws {
        let model = try LlamaModel(path: StarterModel.smolLM2) { _ in true }
        let rendered = try PromptRenderer(model: model).render(lane(-1, opening: "Well,").prompt, seconds: 0)
        #expect(rendered.text.hasSuffix("<think>\n\n</think>\n\nWell,"))
        #expect(rendered.notices.contains { $0.contains("without thinking") })
    }

    @Test func `a second step closes thoughts that are still open`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let request = lane(1_000_000, maxTokens: 6, trigger: "\nTherefore, the answer is")
        var histories: [[Int32]] = []
        for await event in engine.start(RunRequest(lanes: [request])).events {
            if case .stageStarted(_, _, _, _, let history) = event { histories.append(history) }
        }
        let text = engine.texts(of: try #require(histories.last)).joined()
        #expect(text.contains("</think>\n\n\nTherefore, the answer is"))
    }

    @Test func `events of thoughts and text add up to the result, in one process and another`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        var thoughts = ""
        var text = ""
        var tokens = 0
        var result: LaneResult?
        for await event in engine.start(RunRequest(lanes: [lane(9)])).events {
            switch event {
            case .thoughts(_, _, _, let more, let drawn):
                thoughts += more
                tokens += drawn.count
            case .text(_, _, _, let more, _): text += more
            case .laneFinished(_, let lane): result = lane
            default: break
            }
        }
        let stage = try #require(result?.samples.first?.stages.first)
        #expect(stage.thoughts == thoughts)
        #expect(stage.text == text)
        #expect(stage.thoughtTokens == tokens)
    }

    @Test func `the same run gives the same thoughts and answer again, drawn from kept rows`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let first = await engine.start(RunRequest(lanes: [lane(12)])).summary()
        let again = await engine.start(RunRequest(lanes: [lane(12)])).summary()
        #expect(first.lanes.first?.samples == again.lanes.first?.samples)
        #expect(again.lanes.first?.usage.decodedRows == 0)
    }

    @Test func `chain of thought on a model that thinks is told about, and only there`() throws {
        try withFolder { folder in
            let path = folder + "/model.gguf"
            try TemplatedModel.write(template: Self.template, to: path)
            let thinking = PromptRenderer(model: try LlamaModel(path: path) { _ in true })
            let plain = PromptRenderer(model: try LlamaModel(path: StarterModel.smolLM2) { _ in true })
            #expect(thinking.thinks)
            #expect(!plain.thinks)
            func isTold(
                _ renderer: PromptRenderer, _ technique: Technique, thinks: Bool? = nil, template: String? = nil,
                _ words: String = "by itself"
            ) throws -> Bool {
                let prompt = CompiledPrompt(
                    technique: technique, body: .chat(messages: [Message(role: .user, content: "Hi")], opening: ""),
                    chat: ChatOptions(template: template, thinks: thinks))
                return try renderer.render(prompt, seconds: 0).notices.contains { $0.contains(words) }
            }
            #expect(try isTold(thinking, .zeroShotChainOfThought))
            #expect(try !isTold(thinking, .zeroShotChainOfThought, thinks: false))
            #expect(try !isTold(thinking, .zeroShot))
            #expect(try !isTold(plain, .chainOfThought))
            #expect(try isTold(plain, .chainOfThought, template: Self.template))
            // The setting has nothing to say to a template without thoughts.
            let nothing = "knows of no thoughts: the setting thinking changes nothing"
            #expect(try isTold(plain, .zeroShot, thinks: true, nothing))
            #expect(try !isTold(plain, .zeroShot, nothing))
            #expect(try !isTold(plain, .zeroShot, thinks: true, template: Self.template, nothing))
            #expect(try !isTold(thinking, .zeroShot, thinks: false, nothing))
        }
    }
}
