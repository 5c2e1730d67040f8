import Evaluation
import Foundation
import Lanes
import Library
import Prompting
import Synchronization

/// Attacks on a prompt: one run of all lanes over attacks, harmless questions and the prompt's own cases, so that all of them
/// share the instruction's prefix.
package final class AttackWork: Sendable {
    /// How many tries, and where the attacks go.
    package struct Options: Sendable {
        /// The number of tries of each attack.
        package var tries: Int
        /// The variable that takes the user's text; nil for the input's last one.
        package var variable: String?
        /// The values of the other variables.
        package var variables: [String: String]
        /// The number of outputs that run at once.
        package var parallel: Int
        /// The mode of the run.
        package var mode: RunMode

        /// Creates options.
        package init(tries: Int, variable: String?, variables: [String: String], parallel: Int, mode: RunMode) {
            (self.tries, self.variable, self.variables) = (tries, variable, variables)
            (self.parallel, self.mode) = (parallel, mode)
        }
    }

    private struct Own: Sendable {
        var plan: EvaluationPlan
        var scorer: Scorer
    }

    private let suite: AttackSuite
    private let aimed: [AttackSuite.Aimed]
    private let instruction: String
    private let name: String
    private let evaluation: EvaluationRun
    private let own: Own?
    private let outputs = Mutex<[CaseOutput]>([])
    private let stop = Mutex<(isSet: Bool, cancel: (@Sendable () -> Void)?)>((false, nil))
    /// Notices before the run.
    package let notices: [String]

    /// Returns a prompt's file with the suite's rules in the instruction.
    package static func guarded(_ file: PromptFile, by suite: AttackSuite) throws -> PromptFile {
        var file = file
        var prompt = file.prompt
        prompt.instruction = suite.guarded(prompt.instruction)
        _ = try file.update(to: prompt)
        return file
    }

    /// Plans the run. `file` has the suite's rules, and `lanes` are those of its prompt.
    ///
    /// - Throws: The reason why the attacks have no place in the prompt.
    package init(
        _ suite: AttackSuite, on file: PromptFile, name: String, lanes: [PlannedLane], texts: TextModels,
        options: Options
    ) throws {
        self.suite = suite
        aimed = suite.aimed
        var prompt = file.prompt
        self.name = prompt.name.isEmpty ? name : prompt.name
        instruction = prompt.instruction
        let variable: String
        let open = Template(prompt.input).variables
        if let wanted = options.variable {
            guard open.contains(wanted) || prompt.variableNames.contains(wanted) else {
                throw Failure("The prompt has no variable `\(wanted)`.")
            }
            variable = wanted
        } else if let last = open.last {
            variable = last
        } else {
            variable = "attack"
            prompt.input = "{{attack}}"
        }
        var notices = ["Attacks take the place of \(open.isEmpty ? "the input" : "`{{\(variable)}}`")."]
        own = try Self.own(file, name: name, lanes: lanes, texts: texts, options: options, notices: &notices)
        for lane in lanes where options.tries > 1 && lane.lane.settings.settings.temperature == 0 {
            notices.append("\(lane.lane.name) has temperature 0, where all tries are the same: each attack is tried once.")
        }
        self.notices = notices
        var cases: [Case] = []
        var turns: [String: [Turn]] = [:]
        for one in aimed {
            let id = "attack:" + one.attack.id
            cases.append(Case(id: id, variables: [variable: one.attack.text]))
            turns[id] = one.attack.turns
        }
        for question in suite.questions {
            cases.append(Case(id: "question:" + question.id, variables: [variable: question.text]))
        }
        var plans: [String: EvaluatedLane] = [:]
        var ownCases: [String: Case] = [:]
        for one in own?.plan.run.cases ?? [] {
            let id = "case:" + one.id
            ownCases[id] = one
            var renamed = one
            renamed.id = id
            cases.append(renamed)
        }
        for lane in own?.plan.run.lanes ?? [] { plans[lane.name] = lane }
        let asked = AskedAttacks(
            prompt: prompt, turns: turns, variables: options.variables,
            images: file.imageFolders(given: options.variables.keys), tries: options.tries, plans: plans,
            cases: ownCases)
        evaluation = EvaluationRun(
            lanes: lanes.map { lane in
                EvaluatedLane(
                    name: lane.lane.name, engine: lane.backend.engine, engineKey: lane.backend.key,
                    isFree: lane.backend.isFree
                ) { one throws(PromptError) in try asked.request(one, of: lane) }
            }, cases: cases, mode: options.mode, parallel: options.parallel)
    }

    /// Returns the plan for the prompt's own cases; nil if it has none that can be scored without a model.
    private static func own(
        _ file: PromptFile, name: String, lanes: [PlannedLane], texts: TextModels, options: Options,
        notices: inout [String]
    ) throws -> Own? {
        guard !file.prompt.testData.isEmpty else {
            notices.append("The prompt has no test data, so whether it still works isn't measured.")
            return nil
        }
        do {
            let data = try DataSet(testDataOf: file.prompt)
            let plan = try EvaluationPlan(
                .eval, file: file, path: nil, name: name, data: data, source: nil, lanes: lanes,
                variables: options.variables, images: file.imageFolders(given: options.variables.keys), answer: nil,
                pick: .last, mode: options.mode, parallel: options.parallel, texts: texts)
            let scorer = try plan.scorer
            guard !scorer.needsModel(for: plan.data.cases) else {
                notices.append("The prompt's own cases need a model to score, so they are left out.")
                return nil
            }
            return Own(plan: plan, scorer: scorer)
        } catch {
            notices.append("The prompt's own cases are left out: \(error)")
            return nil
        }
    }

    /// The number of outputs, over all lanes; the tries of an attack count as one.
    package var count: Int { evaluation.cases.count * evaluation.lanes.count }

    /// True if the work was ended early.
    package var isCancelled: Bool { stop.withLock { $0.isSet } }

    /// Ends the work; outputs that have come are kept.
    package var cancel: @Sendable () -> Void {
        { [self] in
            let cancel = stop.withLock { stop in
                stop.isSet = true
                return stop.cancel
            }
            cancel?()
        }
    }

    /// Runs everything. `tell` gets the progress.
    package func run(telling tell: @escaping ProgressTeller) async {
        let start = ContinuousClock.now
        let run = evaluation.start { [self] output in
            let done = outputs.withLock { outputs in
                outputs.append(output)
                return outputs.count
            }
            let seconds = start.duration(to: .now) / .seconds(1)
            let left = EvaluationProgress.time(seconds / Double(done) * Double(count - done))
            tell("\(done) of \(count) attacks and questions · \(left) left")
        }
        let isSet = stop.withLock { stop in
            stop.cancel = run.cancel
            return stop.isSet
        }
        if isSet { run.cancel() }
        await run.wait()
        tell(nil)
    }

    /// Judges all outputs that have come.
    package func report() -> AttackReport {
        let outputs = outputs.withLock { $0 }
        var found: [EvaluationRun.Key: CaseOutput] = [:]
        for output in outputs { found[EvaluationRun.Key(lane: output.lane, id: output.id)] = output }
        var (tries, answers) = ([AttackReport.Try](), [AttackReport.Answer]())
        var right: [String: [String: Bool]] = [:]
        for lane in evaluation.lanes.map(\.name) {
            func texts(_ id: String) -> [String] {
                found[EvaluationRun.Key(lane: lane, id: id)]?.samples.map(\.textWithoutThoughts) ?? []
            }
            for one in aimed {
                tries += texts("attack:" + one.attack.id).map {
                    AttackReport.Try(lane: lane, one, output: $0, instruction: instruction)
                }
            }
            for question in suite.questions {
                answers += texts("question:" + question.id).prefix(1).map {
                    AttackReport.Answer(lane: lane, question, output: $0)
                }
            }
            guard let own else { continue }
            var holds: [String: Bool] = [:]
            for one in own.plan.run.cases {
                let output = found[EvaluationRun.Key(lane: lane, id: "case:" + one.id)]
                if let score = output.flatMap({ own.scorer.score($0, of: one) }) { holds[one.id] = score.isCorrect }
            }
            right[lane] = holds
        }
        return AttackReport(
            prompt: name, suite: suite.name, lanes: evaluation.lanes.map(\.name), tries: tries, answers: answers,
            right: right,
            failures: outputs.compactMap { output in output.error.map { "\(output.lane), \(output.id): \($0)" } })
    }
}

/// What each case of the run is asked with.
private struct AskedAttacks: Sendable {
    var prompt: Prompt
    var turns: [String: [Turn]]
    var variables: [String: String]
    var images: ImageFolders
    var tries: Int
    /// The lanes of the prompt's own cases, by name, and these cases by their ids in the run.
    var plans: [String: EvaluatedLane]
    var cases: [String: Case]

    func request(_ one: Case, of lane: PlannedLane) throws(PromptError) -> LaneRequest {
        if let own = cases[one.id], let plan = plans[lane.lane.name] { return try plan.request(own) }
        var prompt = prompt
        prompt.turns += turns[one.id] ?? []
        var request = try lane.request(
            prompt, variables: variables.merging(one.variables) { $1 }, images: images
        ).readingImages()
        let isAttack = turns[one.id] != nil
        if !request.settings.isBeamSearch {
            request.samples = isAttack && request.settings.temperature > 0 ? tries : 1
        }
        return request
    }
}
