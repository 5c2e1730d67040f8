import Constraints
import Foundation
import JSONText
import Prompting
import Sampling
import TestRandom
import Testing

@testable import Lanes
@testable import Runtime

/// Outputs of a real model that can't be anything but what their grammar allows.
@Suite(.serialized) struct ConstrainedOutputTests {
    private func lane(
        _ constraint: OutputConstraint?, name: String = "A",
        text: String = "Maria is 34 and lives in Lisbon. As JSON:\n",
        samples: Int = 1, _ change: (inout Settings) -> Void = { _ in }
    ) -> LaneRequest {
        var lane = LaneRequest(name, continuing: text, samples: samples, change)
        lane.prompt.steps[lane.prompt.steps.count - 1].constraint = constraint
        return lane
    }

    private static let schema = OutputConstraint(
        .schema,
        #"{"type":"object","properties":{"name":{"type":"string","maxLength":20},"age":{"type":"integer","minimum":0,"maximum":130},"tags":{"type":"array","items":{"enum":["a","b"]},"maxItems":2}},"required":["name","age","tags"]}"#
    )

    @Test func `a schema holds however hot the sampling is`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let schema = try JSONSchema(try JSONValue(reading: Self.schema.text))
        let hot = lane(Self.schema, name: "hot", samples: 4) {
            ($0.temperature, $0.topK, $0.topP, $0.minP, $0.maxTokens) = (1.8, 0, 1, 0, 150)
        }
        let cold = lane(Self.schema, name: "cold") { ($0.temperature, $0.maxTokens) = (0, 150) }
        let summary = await engine.start(RunRequest(lanes: [hot, cold])).summary()
        for sample in summary.lanes.flatMap(\.samples) {
            #expect(sample.stages.last?.finish == .end)
            let value = try JSONValue(reading: sample.text)
            #expect(schema.validate(value).isEmpty, "\(sample.text)")
        }
    }

    @Test func `under a grammar knob turns give what runs from scratch give`() async throws {
        let turned = try await StarterModel.engine(contextLength: 256)
        let scratch = try await StarterModel.engine(contextLength: 256)
        defer {
            turned.shutDown()
            scratch.shutDown()
        }
        var generator = SplitMix(seed: 77)
        var replayed = 0
        for turn in 0..<8 {
            var settings = Settings.random(using: &generator)
            settings.maxTokens = 20
            let lane = lane(Self.schema) { $0 = settings }
            let one = await turned.start(RunRequest(lanes: [lane], mode: .strict)).summary()
            let other = await scratch.start(RunRequest(lanes: [lane], mode: .strict, keepsRows: false)).summary()
            #expect(one.texts == other.texts, "turn \(turn): \(settings)")
            replayed += one.lanes[0].usage.replayedTokens
        }
        #expect(replayed > 20)
    }

    @Test func `a grammar that allows everything leaves the text as it is, token for token`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let free = lane(nil, name: "free", text: "The sea is") { $0.seed = 4 }
        let everything = lane(OutputConstraint(.grammar, "root ::= .*"), name: "everything", text: "The sea is") {
            $0.seed = 4
        }
        let summary = await engine.start(RunRequest(lanes: [free, everything])).summary()
        #expect(summary.texts[0] == summary.texts[1])
        #expect(!summary.texts[0].isEmpty)
    }

    @Test func `the output ends where the grammar does`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let word = lane(
            OutputConstraint(.grammar, #"root ::= " "? ("Positive" | "Negative")"#), text: "I love it. This is")
        let summary = await engine.start(RunRequest(lanes: [word])).summary()
        #expect(["Positive", "Negative", " Positive", " Negative"].contains(summary.texts[0]))
        #expect(summary.lanes[0].samples[0].stages[0].finish == .end)
    }

    @Test func `behind an answer sentence the grammar holds, before it the model is free`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let constraint = OutputConstraint(.grammar, #"root ::= " 7" [0-9] "!""#, after: "The answer is")
        let text =
            "Q: 2 + 2?\nA: 2 and 2 are 4. The answer is 4.\nQ: 3 + 4?\nA: 3 and 4 are 7. The answer is 7.\nQ: 5 + 1?\nA:"
        let summary = await engine.start(
            RunRequest(lanes: [lane(constraint, text: text) { $0.temperature = 0 }])
        ).summary()
        let output = summary.texts[0]
        #expect(output.contains(#/[tT]he answer is 7[0-9]!$/#), "\(output)")
        #expect(!output.hasPrefix(" 7"))
    }

    @Test func `in two steps only the last one is constrained`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        var request = LaneRequest("A", continuing: "How many legs has a dog?", trigger: "\nThe answer is")
        request.prompt.steps[1].constraint = OutputConstraint(.grammar, "root ::= \" \" [0-9]{1,2}")
        let summary = await engine.start(RunRequest(lanes: [request])).summary()
        #expect(summary.lanes[0].samples[0].stages[0].text.count > 3)
        #expect(summary.lanes[0].samples[0].stages[1].text.wholeMatch(of: #/ [0-9]{1,2}/#) != nil)
    }

    @Test func `thoughts come first, and the grammar holds behind them`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let template =
            "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n{% if enable_thinking is defined and not enable_thinking %}<think>\n\n</think>\n\n{% else %}<think>\n{% endif %}"
        var settings = Settings()
        (settings.temperature, settings.thinking, settings.maxTokens) = (0, 10, 60)
        var prompt = CompiledPrompt(
            technique: .zeroShot,
            body: .chat(messages: [Message(role: .user, content: "Is a whale a fish?")], opening: ""),
            chat: ChatOptions(template: template, thinks: settings.thinks))
        prompt.steps[0].constraint = OutputConstraint(.grammar, #"root ::= "yes" | "no""#)
        let summary = await engine.start(
            RunRequest(lanes: [LaneRequest(name: "A", prompt: prompt, settings: settings)])
        ).summary()
        let stage = try #require(summary.lanes[0].samples.first?.stages.first)
        #expect(stage.thoughts.count > 10)
        #expect(["yes", "no"].contains(stage.text))
    }

    /// A template of a model that thinks. It opens the thoughts, or leaves that to the model.
    private func template(opens: Bool) -> String {
        "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n{% if enable_thinking is defined and not enable_thinking %}<think>\n\n</think>\n\n{% elif \(opens) %}<think>\n{% endif %}"
    }

    /// A prompt that is answered by yes or no, under a template whose model thinks.
    private func thinkingPrompt(opens: Bool, thinks: Bool? = nil) -> CompiledPrompt {
        var prompt = CompiledPrompt(
            technique: .zeroShot,
            body: .chat(messages: [Message(role: .user, content: "Is a whale a fish?")], opening: ""),
            chat: ChatOptions(template: template(opens: opens), thinks: thinks))
        prompt.steps[0].constraint = OutputConstraint(.grammar, #"root ::= "yes" | "no""#)
        return prompt
    }

    @Test func `the first token may be a tag of thoughts where a run may think`() async throws {
        let path = NSTemporaryDirectory() + "lathe-thinks-\(UUID().uuidString).gguf"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try TemplatedModel.write(template: template(opens: false), to: path)
        let engine = try await StarterModel.engine(path: path)
        defer { engine.shutDown() }
        func allowed(_ prompt: CompiledPrompt) async throws -> Set<String>? {
            let next = try await engine.next(prompt)
            return next.allowed.map { mask in
                Set(
                    engine.texts(of: (0..<Int32(next.row.vocabularySize)).filter { mask[$0] }))
            }
        }
        let free = try await allowed(thinkingPrompt(opens: false))
        #expect(free?.contains("<") == true && free?.contains("y") == true && free?.contains("x") == false)
        #expect(try await allowed(thinkingPrompt(opens: true)) == nil)
        let closed = try await allowed(thinkingPrompt(opens: true, thinks: false))
        #expect(closed?.contains("<") == false && closed?.contains("no") == true)
    }

    @Test func `under a template on trial its thoughts are free, whatever the model's own one knows`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        #expect(!engine.thinks)
        let next = try await engine.next(thinkingPrompt(opens: false))
        let mask = try #require(next.allowed)
        let allowed = Set(engine.texts(of: (0..<Int32(next.row.vocabularySize)).filter { mask[$0] }))
        #expect(allowed.contains("<") && allowed.contains("y") && !allowed.contains("x"))
        var request = LaneRequest(name: "A", prompt: thinkingPrompt(opens: false), settings: Settings())
        (request.settings.logitBias, request.settings.temperature) = ([try tag(engine): 100], 0)
        request.settings.maxTokens = 1
        let summary = await engine.start(RunRequest(lanes: [request])).summary()
        let stage = try #require(summary.lanes[0].samples.first?.stages.first)
        #expect(stage.text + stage.thoughts == "<" && summary.lanes[0].error == nil)
    }

    /// Returns the token that begins a tag of thoughts; a bias makes it likelier than any answer.
    private func tag(_ engine: LlamaEngine) throws -> Int32 {
        try #require(try engine.render(LaneRequest("x", continuing: "<").prompt).tokens.last?.id)
    }

    @Test func `behind thoughts the chart's place is under the grammar, within them it is free`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        var settings = Settings()
        (settings.temperature, settings.thinking, settings.maxTokens) = (0, 6, 40)
        let prompt = thinkingPrompt(opens: true, thinks: true)
        let run = engine.start(RunRequest(lanes: [LaneRequest(name: "A", prompt: prompt, settings: settings)]))
        var (history, thoughts, answer): ([Int32], [Int32], [Int32]) = ([], [], [])
        for await event in run.events {
            switch event {
            case .stageStarted(_, _, _, _, let tokens): history = tokens
            case .thoughts(_, _, _, _, let tokens): thoughts += tokens.map(\.id)
            case .text(_, _, _, _, let tokens): answer += tokens.map(\.id)
            default: break
            }
        }
        #expect(!thoughts.isEmpty && !answer.isEmpty)
        func place(_ tokens: Int) -> ConstrainedPlace? {
            ConstrainedPlace(in: prompt, step: 0, outputTokens: tokens, thinking: 6)
        }
        let endless = ConstrainedPlace(in: prompt, step: 0, outputTokens: thoughts.count)
        let within = try await engine.next(after: history + thoughts.prefix(3), at: place(3), isWhole: true)
        #expect(within.allowed == nil)
        let behind = try await engine.next(after: history + thoughts, at: place(thoughts.count), isWhole: true)
        #expect(behind.allowed?[answer[0]] == true)
        #expect(behind.allowed.map { $0.count < 200 } == true)
        // Only thoughts with tokens left may begin again.
        let open = try await engine.next(after: history + thoughts, at: endless, isWhole: true)
        let tag = try tag(engine)
        #expect(behind.allowed?[tag] == false && open.allowed?[tag] == true)
    }

    @Test func `a lane that branches off with a token outside the grammar says that the model was free`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        func token(_ text: String) throws -> Int32 {
            try #require(try engine.render(LaneRequest("x", continuing: text).prompt).tokens.last?.id)
        }
        let (outside, inside) = (try token(" the"), try token("{"))
        var lanes = [lane(Self.schema, name: "out"), lane(Self.schema, name: "in"), lane(nil, name: "free")]
        for (index, token) in [outside, inside, outside].enumerated() { lanes[index].openings = [[token]] }
        let summary = await engine.start(RunRequest(lanes: lanes)).summary()
        let said = summary.lanes.map { $0.notices.contains { $0.contains("grammar doesn't allow") } }
        #expect(said == [true, false, false])
    }

    @Test func `a prompt with tools and a form says that the form leaves no room for calls`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        var prompt = thinkingPrompt(opens: false)
        prompt.chat.tools = [
            Tool(name: "f", definition: #"{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}"#)
        ]
        #expect(try engine.render(prompt).notices.contains { $0.contains("can't call a tool") })
        var settings = Settings()
        settings.maxTokens = 4
        let summary = await engine.start(
            RunRequest(lanes: [LaneRequest(name: "A", prompt: prompt, settings: settings)])
        ).summary()
        #expect(summary.lanes[0].notices.contains { $0.contains("can't call a tool") })
        prompt.steps[0].constraint = nil
        #expect(try !engine.render(prompt).notices.contains { $0.contains("can't call a tool") })
    }

    @Test func `a grammar that leads nowhere ends the lane with a sentence, and the others go on`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let nowhere = lane(OutputConstraint(.grammar, "root ::= <[900000]>"), name: "nowhere")
        let wide = lane(
            OutputConstraint(.grammar, #"root ::= .? root "a" | .? root "b" | .? root "c" | "x""#), name: "wide")
        let broken = lane(OutputConstraint(.grammar, "root ::= ("), name: "broken")
        let right = lane(Self.schema, name: "right")
        let summary = await engine.start(RunRequest(lanes: [nowhere, wide, broken, right])).summary()
        #expect(summary.lanes[0].error?.description.contains("allows none of the model's tokens") == true)
        #expect(summary.lanes[1].error != nil)
        #expect(summary.lanes[2].error?.description.contains("line 1") == true)
        #expect(summary.lanes[3].error == nil && summary.texts[3].hasPrefix("{"))
    }
}
