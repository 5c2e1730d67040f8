import Prompting
import Sampling
import TestRandom
import Testing

@testable import Interchange
@testable import Library

/// Requests to llama.cpp's server.
struct LlamaServerTests {
    private static let request = #"""
        {
          "messages": [{ "role": "system", "content": "Be brief." }, { "role": "user", "content": "Hi" }],
          "temperature": 0.6, "top_k": 30, "typical_p": 0.9, "repeat_penalty": 1.1, "repeat_last_n": 131072,
          "dry_multiplier": 0.8, "dry_sequence_breakers": ["\n", "é"], "mirostat": 0, "mirostat_tau": 5,
          "logit_bias": [[15043, 1], [42, false]], "n_predict": -1, "seed": -1, "stream": true, "cache_prompt": false,
          "samplers": ["dry", "top_k", "typ_p", "temperature", "penalties"],
          "chat_template_kwargs": { "enable_thinking": false, "depth": 3 }, "ignore_eos": true
        }
        """#

    @Test func `a request with the server's own keys is read with the settings of all stages`() throws {
        #expect(InterchangeFormat(name: "x.json", text: Self.request) == .llamaServer)
        let (prompts, losses) = try imported(Self.request, "x.json")
        let prompt = try #require(prompts.first).prompt
        let settings = prompt.modelParameters
        #expect(prompt.instruction == "Be brief." && prompt.input == "Hi")
        #expect(settings.topK == 30 && settings.typicalP == 0.9 && settings.repeatPenalty == 1.1)
        #expect(settings.dryBreakers == ["\n", "é"] && settings.mirostatTau == nil)
        #expect(settings.logitBias == [15043: 1, 42: -1000] && settings.maxTokens == 1_000_000)
        #expect(settings.order?.listed == [.dry, .topK, .typicalP, .temperature, .penalties])
        #expect(settings.thinking == 0 && prompt.templateArguments == ["depth": "3"])
        #expect(losses.says("`seed`", "new seed") && losses.says("`ignore_eos`") && losses.count == 2, "\(losses)")
    }

    @Test func `a window of all tokens is written as a number and read back as all tokens`() throws {
        var prompt = prompt()
        (prompt.modelParameters.repeatPenalty, prompt.modelParameters.repeatLastN) = (1.2, -1)
        (prompt.modelParameters.dryMultiplier, prompt.modelParameters.dryLastN) = (0.8, -1)
        let written = try exported(prompt, .llamaServer).value
        #expect(written.contains(#""repeat_last_n": \#(Settings.wholeWindow)"#))
        #expect(written.contains(#""dry_penalty_last_n": \#(Settings.wholeWindow)"#))
        let settings = try imported(written, "x.json").prompts[0].prompt.modelParameters
        #expect(settings.repeatLastN == -1 && settings.dryLastN == -1)
    }

    @Test func `samplers may be a text with a letter for each`() throws {
        let text = #"{"messages": [{"role": "user", "content": "a"}], "samplers": "kt"}"#
        let settings = try imported(text, "x.json").prompts[0].prompt.modelParameters
        #expect(settings.order?.listed == [.topK, .temperature])
    }

    @Test func `random settings come back as they were`() throws {
        var random = SplitMix(seed: 22)
        for _ in 0..<300 {
            var prompt = prompt()
            prompt.modelParameters = patch(&random)
            let written = try exported(prompt, .llamaServer)
            #expect(written.losses.isEmpty, "\(written.losses)")
            let again = try Interchange.read(written.value, name: "x.json", format: .llamaServer)
            guard case .prompts(let prompts) = again.value, let back = prompts.first else { continue }
            let (a, b) = (
                Settings().applying(prompt.modelParameters), Settings().applying(back.prompt.modelParameters)
            )
            #expect(again.losses.isEmpty, "\(again.losses)")
            for key in SettingsKey.allCases where key != .order {
                // What tunes mirostat is left out with it.
                if key == .mirostatEta, !a.isMirostat { continue }
                #expect(a[key] == b[key], "\(key) in \(written.value)")
            }
            for stage in FunnelStage.allCases where !a.isMirostat {
                #expect(a.acts(stage) == b.acts(stage), "\(stage) in \(written.value)")
            }
            #expect(b.order.conflicts(with: a.order.stages, settings: a).isEmpty, "\(written.value)")
        }
    }

    @Test func `adaptive-P is named among the samplers, because the server's own list lacks it`() throws {
        var prompt = prompt()
        #expect(try !exported(prompt, .llamaServer).value.contains("samplers"))
        prompt.modelParameters.adaptiveTarget = 0.4
        let written = try exported(prompt, .llamaServer).value
        #expect(written.contains("adaptive_p"))
        #expect(try imported(written, "x.json").prompts[0].prompt.modelParameters.order == .llamaCpp)
    }

    @Test func `adaptive-P isn't named where a stage behind it keeps it from acting`() throws {
        var prompt = prompt()
        prompt.modelParameters.adaptiveTarget = 0.4
        prompt.modelParameters.order = StageOrder([.adaptiveP, .topK, .temperature])
        let written = try exported(prompt, .llamaServer).value
        #expect(written.contains("top_k") && !written.contains("adaptive_p"))
    }

    @Test func `grammar, thinking, values for the template and tools come back`() throws {
        var prompt = prompt()
        prompt.answer = AnswerForm(type: "text", grammar: #"root ::= "yes" | "no""#)
        prompt.modelParameters.thinking = 1_000_000
        prompt.templateArguments = ["depth": "3", "style": #""dry""#]
        prompt.tools = [Tool(name: "f", definition: #"{"type":"function","function":{"name":"f"}}"#)]
        let written = try exported(prompt, .llamaServer)
        #expect(written.losses.isEmpty, "\(written.losses)")
        let again = try imported(written.value, "x.json").prompts[0].prompt
        #expect(again.answer == prompt.answer && again.modelParameters.thinking == 1_000_000)
        #expect(again.templateArguments == prompt.templateArguments && again.tools.map(\.name) == ["f"])
    }

    @Test func `what the server can't be told is listed`() throws {
        var prompt = prompt()
        prompt.modelParameters.thinking = 64
        prompt.modelParameters.dryBreakers = []
        prompt.modelParameters.seed = 1 << 40
        prompt.modelParameters.decoding = .beam
        let losses = try exported(prompt, .llamaServer).losses
        for key in ["thinking", "dryBreakers", "seed", "decoding"] {
            #expect(losses.says("`\(key)`", "llama-server"), "\(losses)")
        }
        #expect(losses.count == 4)
    }

    private func prompt() -> Prompt {
        var prompt = Prompt()
        prompt.input = "Hi"
        return prompt
    }

    /// Returns values for some of the settings that the server has.
    private func patch(_ random: inout SplitMix) -> SettingsPatch {
        var patch = SettingsPatch()
        let others: Set<SettingsKey> = [.answerTokens, .decoding, .beams, .lengthPenalty, .keep, .thinking]
        for key in SettingsKey.allCases where !others.contains(key) && random.below(3) == 0 {
            switch key.setting.kind {
            case .number(_, let range):
                let low = Int((max(range.lowerBound, -5) * 100).rounded())
                let high = Int((min(range.upperBound, 5) * 100).rounded())
                patch[key] = .number(Double(Int.random(in: low...high, using: &random)) / 100)
            case .integer(_, let range):
                patch[key] = .integer(
                    Int.random(in: max(range.lowerBound, -1)...min(range.upperBound, 900), using: &random))
            case .seed: patch[key] = .seed(UInt64.random(in: 0...4_000_000_000, using: &random))
            case .logitBias: patch[key] = .logitBias([Int32.random(in: 1000...1999, using: &random): -1.5, 7: 2])
            case .order: patch[key] = .order(order(&random))
            case .texts: patch[key] = .texts(["\n", "\"é\\", "{x}"])
            case .decoding: continue
            }
        }
        return patch
    }

    /// Returns a preset, or some of the stages in any order.
    private func order(_ random: inout SplitMix) -> StageOrder {
        if random.below(2) == 0 { return random.pick(StageOrder.allCases) }
        let stages = StageOrder.listable.shuffled(using: &random).prefix(2 + random.below(9))
        return StageOrder(Array(stages)) ?? .llamaCpp
    }
}
