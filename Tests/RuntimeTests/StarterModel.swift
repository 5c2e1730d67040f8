import Foundation
import Prompting
import Sampling

@testable import Lanes
@testable import Runtime

/// The models that set-up fetches.
enum StarterModel {
    static let smolLM2 = path("SmolLM2-135M-Instruct.Q4_1.gguf")
    static let gemma3 = path("gemma-3-270m-q4_k_m.gguf")

    private static func path(_ name: String) -> String {
        let environment = ProcessInfo.processInfo.environment
        let data = environment["XDG_DATA_HOME"] ?? (environment["HOME"] ?? "") + "/.local/share"
        return "\(data)/lathe/models/\(name)"
    }

    /// An engine on SmolLM2 with a context of `contextLength` tokens.
    static func engine(contextLength: Int = 2048, path: String = smolLM2) async throws -> LlamaEngine {
        var options = EngineOptions()
        options.contextLength = contextLength
        return try await LlamaEngine.load(path: path, options: options)
    }
}

extension LaneRequest {
    /// A lane that continues a text.
    init(
        _ name: String, continuing text: String, trigger: String? = nil, samples: Int = 1,
        _ change: (inout Settings) -> Void = { _ in }
    ) {
        var settings = Settings()
        settings.maxTokens = 24
        change(&settings)
        let prompt = CompiledPrompt(
            technique: trigger == nil ? .zeroShot : .zeroShotChainOfThought,
            body: .completion([Fragment(text, isField: false)]),
            steps: [.first] + (trigger.map { [Step(opening: $0, limit: .answerTokens, isAnswer: true)] } ?? []))
        self.init(name: name, prompt: prompt, settings: settings, samples: samples)
    }
}

extension RunSummary {
    /// The text of each lane's first sample.
    var texts: [String] { lanes.map { $0.samples.first?.text ?? "" } }
}

/// A prompt of about `tokens` tokens.
func longText(_ tokens: Int) -> String {
    (0..<tokens / 8).map { "Line \($0) of the report says little. " }.joined()
}
