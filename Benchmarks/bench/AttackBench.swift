import Evaluation
import Foundation
import Lanes
import Library
import Models
import Operations
import Prompting
import Runtime
import Sampling

/// Attacks of the shipped suite on a shipped prompt with four examples, each tried five times, as `lathe attack` makes them, beside
/// one try after another from an empty memory.
func attacking(
    _ count: Int = Bench.attackCount ?? (Bench.isQuick ? 8 : 80), tries: Int = 5
) async throws -> Measurement {
    let engine = try await BenchModel.smolLM2.engine(contextLength: 8192)
    defer { engine.shutDown() }
    let together = try await attacks(count, tries: tries, on: engine)
    let apart = try await attacks(count, tries: 1, on: engine)
    var ratios: [Double] = []
    var times: [Double] = []
    for round in 0..<(Bench.isQuick ? 1 : 2) {
        await engine.forget()
        let (time, outputs) = await timed(together)
        precondition(outputs.count == count && outputs.allSatisfy { $0.error == nil && $0.samples.count == tries })
        // One after another all tries take equally long, so that those of every eighth attack, in each round another one, stand
        // for all.
        var (alone, asked) = (0.0, 0)
        for index in stride(from: min(round, count - 1), to: count, by: 8) {
            var one = apart
            one.cases = [apart.cases[index]]
            for _ in 0..<tries {
                await engine.forget()
                alone += await timed(one).seconds
                asked += 1
            }
        }
        ratios.append(alone / Double(asked) * Double(count * tries) / time)
        times.append(time)
    }
    return Measurement(
        what: "\(count) attacks x \(tries) tries of 60 tokens against one after another without shared prefixes",
        model: "SmolLM2", mustBe: "≥ 3 times faster", value: "\(spread(ratios)) times; \(text(median(times), 1)) s",
        isReached: median(ratios) >= 3)
}

/// The first attacks of the shipped suite as a run.
private func attacks(_ count: Int, tries: Int, on engine: DetachedEngine) async throws -> EvaluationRun {
    var suite = try AttackSuite(named: "Prompts/attacks/usual.yaml")
    suite.attacks = Array(suite.attacks.prefix(count))
    precondition(suite.attacks.count == count, "The shipped suite has fewer attacks.")
    let backend = Backend.local(
        LoadedModel(
            description: try ModelDescription(path: try BenchModel.smolLM2.path), checksum: nil, engine: engine,
            threads: engine.choices.threads))
    let plan = try await AttackPlan(
        suite, guarding: try PromptFile(contentsOf: "Prompts/rewrite-polite.prompt.yaml"), name: "polite",
        options: AttackPlan.Options(
            tries: tries, variable: nil, variables: [:], parallel: EvaluationRun.defaultParallel, mode: .fast),
        texts: { TextModels(lanes: $0.compactMap(\.backend.model), threads: nil) }
    ) { prompt in
        try await PlannedLane.all(
            of: prompt, replacedBy: [Lane(name: "attacked")], technique: nil, layout: nil, commandLine: SettingsPatch()
        ) { _ in backend }
    }
    var run = plan.evaluation.run
    // The attacks come before the harmless questions and the prompt's own cases.
    run.cases = Array(run.cases.prefix(count))
    let plain = run.lanes[0].request
    run.lanes[0].request = { one throws(PromptError) in
        var request = try plain(one)
        // No output ends before its last token.
        request.settings.logitBias = [0: -1000, 2: -1000, 4: -1000]
        return request
    }
    return run
}
