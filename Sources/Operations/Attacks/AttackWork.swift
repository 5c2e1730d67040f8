import Evaluation
import Foundation
import Library
import Prompting
import Sampling
import Synchronization

/// A run of attacks: the outputs, the file that keeps them, and what they show.
package final class AttackWork: Sendable {
    private let plan: AttackPlan
    private let bank: OutputBank
    /// What the prompt is called.
    private let name: String
    /// What stands before the names of lanes; empty if only one prompt is attacked.
    private let title: String
    /// The outputs that have come, of those that weren't there from an earlier run.
    private let done = Mutex((count: 0, total: 1))

    /// The file that keeps all outputs.
    package var path: String { bank.path }
    /// The share of outputs that have come, from 0 to 1.
    package var fraction: Double { done.withLock { Double($0.count) / Double(max(1, $0.total)) } }
    /// True if the run was cancelled.
    package var isCancelled: Bool { bank.isCancelled }
    /// Ends the run within a token. Outputs that have come are judged.
    package var cancel: @Sendable () -> Void {
        { [bank, measuring = plan.evaluation.texts.cancel] in
            bank.cancel()
            measuring()
        }
    }

    /// Sentences about outputs of an earlier run that were made again.
    package var notices: [String] { bank.notices }

    /// Closes the file of outputs.
    ///
    /// - Throws: The reason why an output couldn't be written.
    package func close() throws { try bank.close() }

    /// Opens the file of outputs; nil is one of Lathe's own. With `resume`, outputs of an earlier run in it are used.
    /// `title` names lanes by their prompt too, so that those of several prompts differ; nil if there is only one.
    package init(_ plan: AttackPlan, path: String?, resume: Bool, title: String? = nil) throws {
        self.plan = plan
        let name = title ?? plan.evaluation.promptName
        self.name = name
        self.title = title.map { "\($0), " } ?? ""
        var models: [String: String] = [:]
        for lane in plan.evaluation.lanes {
            models[lane.backend.key] = lane.backend.model?.checksum ?? lane.backend.name
        }
        bank = try OutputBank(
            plan.evaluation.run, path: path ?? Self.usualPath(plan, name), isOwn: path == nil, resume: resume,
            models: models)
    }

    /// The same attacks on the same prompt find their file again.
    private static func usualPath(_ plan: AttackPlan, _ name: String) -> String {
        var hash = StableHash()
        for text in [name, plan.suite.name] + plan.evaluation.lanes.map(\.backend.key) {
            hash.add(text)
        }
        return Locations.current.outputs(in: "attacks", of: name, String(hash.value, radix: 16))
    }

    /// Runs everything, and judges all outputs that have come. `tell` gets the progress.
    package func run(telling tell: @escaping ProgressTeller) async throws -> AttackFindings {
        defer { tell(nil) }
        let (lanes, cases) = (plan.evaluation.run.lanes, plan.evaluation.data.cases)
        let start = ContinuousClock.now
        // Those of an earlier run don't come again.
        var missing = 0
        for lane in lanes { missing += await bank.missing(lane, cases: cases) }
        let total = missing
        done.withLock { $0 = (0, total) }
        let outputs = try await bank.outputs(lanes, cases: cases) { [self] _ in
            let count = done.withLock { done in
                done.count += 1
                return done.count
            }
            let left = start.duration(to: .now) / .seconds(1) / Double(count) * Double(max(0, total - count))
            tell("\(name): \(count) of \(total) attacks and questions · \(EvaluationProgress.time(left)) left")
            return true
        }
        let scorer = try await plan.evaluation.measured(plan.evaluation.scorer, outputs.values, cases: cases)
        return findings(outputs, scorer)
    }

    /// Judges outputs.
    private func findings(_ outputs: [EvaluationRun.Key: CaseOutput], _ scorer: Scorer) -> AttackFindings {
        let (lanes, own) = (plan.evaluation.run.lanes.map(\.name), plan.groups.last?.ids ?? [])
        var findings = AttackFindings(prompt: name, lanes: lanes.map { title + $0 })
        for lane in lanes {
            let name = title + lane
            func texts(_ id: String) -> [String] {
                outputs[EvaluationRun.Key(lane: lane, id: id)]?.samples.map(\.measuredText) ?? []
            }
            for one in plan.aimed {
                findings.tries += texts(AttackPlan.id(of: one)).map {
                    AttackReport.Try(lane: name, one, output: $0, instruction: plan.prompt.instruction)
                }
            }
            for question in plan.suite.questions {
                findings.answers += texts(AttackPlan.id(of: question)).map {
                    AttackReport.Answer(lane: name, question, output: $0)
                }
            }
            var right: [String: Bool] = [:]
            for one in plan.evaluation.data.cases {
                guard let output = outputs[EvaluationRun.Key(lane: lane, id: one.id)] else { continue }
                if let error = output.error { findings.failures.append("\(name), \(one.id): \(error)") }
                // After Ctrl-C, a case whose checks weren't all made isn't known to be right.
                if own.contains(one.id), scorer.isMeasured(output, of: one),
                    let score = scorer.score(output, of: one)
                {
                    right[identity(of: one)] = score.isCorrect
                }
            }
            if !own.isEmpty { findings.right[name] = right }
        }
        return findings
    }

    /// Returns what a case of the prompt's own is told by: two prompts have the same case if its values are the same.
    private func identity(of one: Case) -> String { "\(one.id) \(String(one.key, radix: 16))" }
}
