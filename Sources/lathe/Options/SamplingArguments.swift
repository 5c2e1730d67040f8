import ArgumentParser
import Sampling

/// The knobs, each an option of its own.
struct SamplingArguments: ParsableArguments {
    @Option(parsing: .unconditional, help: help(.temperature)) var temperature: String?
    @Option(parsing: .unconditional, help: help(.topK)) var topK: String?
    @Option(parsing: .unconditional, help: help(.topP)) var topP: String?
    @Option(parsing: .unconditional, help: help(.minP)) var minP: String?
    @Option(parsing: .unconditional, help: help(.typicalP)) var typicalP: String?
    @Option(parsing: .unconditional, help: help(.repeatPenalty)) var repeatPenalty: String?
    @Option(parsing: .unconditional, help: help(.repeatLastN)) var repeatLastN: String?
    @Option(parsing: .unconditional, help: help(.presencePenalty)) var presencePenalty: String?
    @Option(parsing: .unconditional, help: help(.frequencyPenalty)) var frequencyPenalty: String?
    @Option(parsing: .unconditional, help: help(.logitBias)) var logitBias: String?
    @Option(parsing: .unconditional, help: help(.seed)) var seed: String?
    @Option(parsing: .unconditional, help: help(.order)) var order: String?
    @Option(parsing: .unconditional, help: help(.maxTokens)) var maxTokens: String?
    @Option(parsing: .unconditional, help: help(.answerTokens)) var answerTokens: String?
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A text that ends a generation; `\\n` is a newline. May be repeated.", valueName: "text"))
    var stop: [String] = []

    /// What the command line says, checked.
    func patch() throws -> SettingsPatch {
        let values: [(SettingsKey, String?)] = [
            (.temperature, temperature), (.topK, topK), (.topP, topP), (.minP, minP), (.typicalP, typicalP),
            (.repeatPenalty, repeatPenalty), (.repeatLastN, repeatLastN), (.presencePenalty, presencePenalty),
            (.frequencyPenalty, frequencyPenalty), (.logitBias, logitBias), (.seed, seed), (.order, order),
            (.maxTokens, maxTokens), (.answerTokens, answerTokens),
        ]
        var patch = SettingsPatch()
        for (key, text) in values {
            guard let text else { continue }
            do throws(SettingsError) {
                try patch.set(key, to: text)
                try patch.check()
            } catch {
                throw ValidationError("--\(key.kebabName): \(error)")
            }
        }
        // An empty one removes what would stop otherwise.
        if !stop.isEmpty { patch.stop = stop.filter { !$0.isEmpty }.map { $0.replacing("\\n", with: "\n") } }
        return patch
    }

    func validate() throws {
        _ = try patch()
    }

    private static func help(_ key: SettingsKey) -> ArgumentHelp {
        ArgumentHelp("\(key.range).", valueName: "value")
    }
}
