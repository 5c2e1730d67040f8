import Evaluation
import Foundation
import Prompting
import Runtime

/// 32 word problems under the prompt with eight worked examples, at most 96 tokens each: seconds a generated token of `lathe eval`,
/// its start and the model's load included, against Inspect AI's `eval` over a llama-server that runs, at the best of its settings.
func againstInspect(_ prompt: Prompt, rounds: Int = Bench.rounds) async throws -> [Measurement] {
    let what =
        "32 word problems, 8 examples, 96 tokens, seconds a generated token, against Inspect AI over llama-server"
    func missing(_ reason: String) -> [Measurement] {
        [Measurement(what: what, model: "SmolLM2", mustBe: "≥ 2 times faster", value: reason, isReached: false)]
    }
    guard let program = LlamaServer.program() else { return missing("not measured: no llama-server") }
    let packages = try Command("Scripts/bench-inspect", [], shows: true).output()
        .trimmingCharacters(in: .whitespacesAndNewlines)
    guard !packages.isEmpty else { return missing("not measured: pip can't install Inspect AI here") }

    let problems = GradeSchool.problems(32)
    let chats = try problems.map { problem in
        let compiled = try prompt.compile(
            technique: .chainOfThought, layout: .chat, hasChatTemplate: true, variables: ["question": problem.question])
        guard case .chat(let messages, _) = compiled.body else { return [InspectCases.Message]() }
        return messages.map { InspectCases.Message(role: $0.role.rawValue, content: $0.text) }
    }
    let path = try BenchModel.smolLM2.path
    let scratch = try Scratch()
    let data = scratch.file("problems.jsonl")
    try problems.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }.joined(separator: "\n")
        .write(toFile: data, atomically: true, encoding: .utf8)

    /// With the server started and warm; the first cases only where it is for finding the best setting.
    func inspect(_ setting: LlamaServer.Setting, cases: Int) async throws -> Double {
        let server = try LlamaServer(program, model: path, setting: setting)
        defer { server.stop() }
        try await server.ready()
        let input = try JSONEncoder().encode(InspectCases(messages: Array(chats.prefix(cases))))
        let output = try Command(
            "/usr/bin/python3", ["Benchmarks/inspect_cases.py", server.address + "/v1", "4"],
            environment: ["PYTHONPATH": packages, "PYTHONHOME": "", "INSPECT_LOG_LEVEL": "error"], input: input,
            shows: true
        ).output()
        guard let line = output.split(separator: "\n").last else { return .nan }
        let taken = try JSONDecoder().decode(Taken.self, from: Data(line.utf8))
        return taken.seconds / Double(taken.tokens)
    }
    func evaluate(_ round: Int) throws -> Double {
        let outputs = scratch.file("\(round).jsonl")
        let start = ContinuousClock.now
        _ = try Command(
            Workplace.program,
            ["eval", "Prompts/arithmetic.prompt.yaml", "--data", data, "--lane", "name=cot,technique=cot"]
                + ["--layout", "chat", "--model", "smollm2", "--temperature", "0.8", "--max-tokens", "96"]
                + ["--logit-bias", "0:-1000;2:-1000;4:-1000", "--format", "json", "--out", outputs],
            environment: ["XDG_CACHE_HOME": Bench.cache]
        ).output()
        let time = seconds(.now - start)
        let written = try String(contentsOfFile: outputs, encoding: .utf8).split(separator: "\n")
            .compactMap { try? JSONDecoder().decode(CaseOutput.self, from: Data($0.utf8)) }
        guard written.count == problems.count else {
            throw Command.Failure(description: "`lathe eval` wrote \(written.count) outputs")
        }
        return time / Double(written.reduce(0) { $0 + $1.tokens })
    }

    var best: (setting: LlamaServer.Setting, seconds: Double)?
    for setting in LlamaServer.settings where !setting.contains("auto") {
        let time = try await inspect(setting, cases: 8)
        if time < best?.seconds ?? .infinity { best = (setting, time) }
    }
    guard let best else { return [] }
    _ = try evaluate(0)
    var ratios: [Double] = []
    var times: (ours: [Double], theirs: [Double]) = ([], [])
    for round in 1...rounds {
        times.ours.append(try evaluate(round))
        times.theirs.append(try await inspect(best.setting, cases: problems.count))
        ratios.append((times.theirs.last ?? .nan) / (times.ours.last ?? .nan))
    }
    return [
        Measurement(
            what: "\(what) -np 4 \(best.setting.joined(separator: " ")), 4 connections", model: "SmolLM2",
            mustBe: "≥ 2 times faster",
            value: "\(spread(ratios)) times; \(text(median(times.ours) * 1000, 1)) ms against "
                + "\(text(median(times.theirs) * 1000, 1)) ms",
            isReached: median(ratios) >= 2)
    ]
}

private struct Taken: Decodable {
    var seconds: Double
    var tokens: Int
}

/// What Benchmarks/inspect_cases.py reads.
private struct InspectCases: Encodable {
    struct Message: Encodable {
        var role: String
        var content: String
    }
    struct Config: Encodable {
        var max_tokens = 96
        var temperature = 0.8
        /// Tokens that end a text, as `lathe eval` is told too.
        var logit_bias = ["0": -1000, "2": -1000, "4": -1000]
    }
    var messages: [[Message]]
    var config = Config()
}
