import Foundation
import Lanes
import Prompting
import Runtime

/// Four lanes of 64 tokens on the prompt with eight worked examples, all from the start of the program to its end, against
/// llama-server at the best of its settings, from its start to the last of four answers to the same text.
func againstServer(_ prompt: Prompt, rounds: Int = Bench.rounds) async throws -> [Measurement] {
    let what =
        "four lanes on an 8-example CoT prompt, 64 tokens each, from the start of the process, against llama-server"
    guard let program = LlamaServer.program() else {
        return [
            Measurement(
                what: what, model: "SmolLM2", mustBe: "≥ 3 times faster", value: "no llama-server", isReached: false)
        ]
    }
    let tokens = 64
    let engine = try await BenchModel.smolLM2.engine()
    let sent = try engine.render(try prompt.compile(technique: .chainOfThought, hasChatTemplate: true))
    engine.shutDown()
    let bodies = try (1...4).map { seed in
        try JSONEncoder().encode(CompletionRequest(prompt: sent.text, n_predict: tokens, seed: seed))
    }
    let path = try BenchModel.smolLM2.path

    func serve(_ setting: LlamaServer.Setting) async throws -> Double {
        let start = ContinuousClock.now
        let server = try LlamaServer(program, model: path, setting: setting)
        defer { server.stop() }
        try await server.ready()
        let address = server.address
        let answers = try await withThrowingTaskGroup(of: LlamaServer.Completion.self) { group in
            for body in bodies { group.addTask { try await LlamaServer.complete(body, at: address) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let time = seconds(.now - start)
        guard answers.allSatisfy({ $0.tokens_predicted == tokens && $0.tokens_evaluated == sent.tokens.count }) else {
            throw Command.Failure(description: "llama-server was sent \(sent.tokens.count) tokens and says \(answers)")
        }
        return time
    }
    func run() throws -> Double {
        let start = ContinuousClock.now
        let output = try Command(
            Workplace.program,
            ["run", "Prompts/arithmetic.prompt.yaml", "--technique", "cot", "--no-history", "--format", "json"]
                + ["--model", "smollm2", "--temperature", "1.2", "--max-tokens", "\(tokens)"]
                + ["--logit-bias", "0:-1000;2:-1000;4:-1000"]
                + (1...4).flatMap { ["--lane", "name=\($0),seed=\($0)"] },
            environment: ["XDG_CACHE_HOME": Bench.cache]
        ).output()
        let time = seconds(.now - start)
        let report = try JSONDecoder().decode(RunReport.self, from: Data(output.utf8))
        guard report.lanes.count == 4, report.lanes.allSatisfy({ $0.usage.generatedTokens == tokens }) else {
            throw Command.Failure(description: "`lathe run` gave \(report.lanes.map(\.usage.generatedTokens)) tokens")
        }
        return time
    }

    var best: (setting: LlamaServer.Setting, seconds: Double)?
    var slowest = 0.0
    for setting in LlamaServer.settings {
        let time = try await serve(setting)
        slowest = max(slowest, time)
        if time < best?.seconds ?? .infinity { best = (setting, time) }
    }
    guard let best else { return [] }
    _ = try run()
    var ratios: [Double] = []
    var times: (ours: [Double], theirs: [Double]) = ([], [])
    for _ in 0..<rounds {
        times.ours.append(try run())
        times.theirs.append(try await serve(best.setting))
        ratios.append((times.theirs.last ?? .nan) / (times.ours.last ?? .nan))
    }
    return [
        Measurement(
            what: "\(what) -np 4 \(best.setting.joined(separator: " "))", model: "SmolLM2", mustBe: "≥ 3 times faster",
            value: "\(spread(ratios)) times; \(text(median(times.ours))) s against \(text(median(times.theirs))) s "
                + "(its slowest setting \(text(slowest)) s)",
            isReached: median(ratios) >= 3)
    ]
}

private struct RunReport: Decodable {
    struct Lane: Decodable {
        var usage: Usage
    }
    struct Usage: Decodable {
        var generatedTokens: Int
    }
    var lanes: [Lane]
}

private struct CompletionRequest: Encodable {
    var prompt: String
    var n_predict: Int
    var seed: Int
    var temperature = 1.2
    /// Tokens that end a text, as `lathe run` is told too.
    var logit_bias = ["0": -1000, "2": -1000, "4": -1000]
}
