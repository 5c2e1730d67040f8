import Evaluation
import Foundation
import Library
import Sampling
import Synchronization

/// A search for a better prompt: it makes candidates, races them, and compares the best one with the prompt as it is on cases
/// that nothing else has seen.
package final class ImprovementWork: Sendable {
    let plan: ImprovementPlan
    let bank: OutputBank
    private let scorer: Scorer
    private let meter: TokenMeter

    /// The file that keeps all outputs.
    package var path: String { bank.path }
    /// True if the search was cancelled.
    package var isCancelled: Bool { bank.isCancelled }
    /// Ends the search within a token. What is known by then is told.
    package var cancel: @Sendable () -> Void {
        { [bank, measuring = plan.evaluation.texts.cancel] in
            bank.cancel()
            measuring()
        }
    }

    /// Closes the file of outputs.
    ///
    /// - Throws: The reason why an output couldn't be written.
    package func close() throws { try bank.close() }

    /// Opens the file of outputs; nil is one of Lathe's own. With `resume`, outputs of an earlier search in it are used.
    package init(_ plan: ImprovementPlan, path: String?, resume: Bool) throws {
        self.plan = plan
        scorer = try plan.evaluation.scorer
        meter = TokenMeter(most: plan.order.mostTokens, mostCost: plan.order.mostCost)
        var models: [String: String] = [:]
        let asked = [plan.lane] + [plan.order.proposals?.lane].compactMap(\.self)
        try asked.map(\.backend).check(limit: plan.order.mostCost)
        for lane in asked {
            models[lane.backend.key] = lane.backend.model?.checksum ?? lane.backend.name
        }
        bank = try OutputBank(
            plan.evaluation.run, path: path ?? Self.usualPath(plan), isOwn: path == nil, resume: resume, models: models)
    }

    /// The same search finds its file again.
    private static func usualPath(_ plan: ImprovementPlan) -> String {
        var hash = StableHash()
        for text in [plan.evaluation.promptName, plan.lane.backend.key, "\(plan.order.seed)"] + plan.texts {
            hash.add(text)
        }
        return Locations.current.outputs(
            in: "improvements", of: plan.evaluation.promptName, String(hash.value, radix: 16))
    }

    /// Runs the whole search, or what can be run of it before it is ended. `tell` gets the progress; after each round `report`
    /// gets a sentence, and `show` what is known by then.
    ///
    /// - Throws: ``ImprovementError`` if there is nothing to try or all outputs fail.
    package func run(
        telling tell: @escaping ProgressTeller, report: @escaping @Sendable (String) -> Void,
        showing show: @escaping @Sendable (ImprovementOutcome) -> Void
    ) async throws -> ImprovementOutcome {
        defer { tell(nil) }
        let sources = try await sources(tell, report)
        let race = Race(
            candidates: sources.candidates.count, cases: plan.cases(.race).count, keeping: plan.kept)
        var outcome = ImprovementOutcome(
            prompt: plan.evaluation.promptName, model: plan.lane.backend.name, answer: "\(plan.evaluation.answer)",
            seed: plan.order.seed, candidates: sources.candidates, race: race,
            parts: plan.counts, results: path)
        (outcome.preparing, outcome.groups) = (sources.spending, plan.order.groups)
        outcome.notices = plan.notices + sources.notices
        try await run(&outcome, tell, report, show)
        if ![.cancelled, .uncounted].contains(outcome.interruption) { try await prove(&outcome, tell) }
        outcome.notices += bank.notices
        return outcome
    }

    // MARK: the race

    private func run(
        _ outcome: inout ImprovementOutcome, _ tell: @escaping ProgressTeller, _ report: @Sendable (String) -> Void,
        _ show: @Sendable (ImprovementOutcome) -> Void
    ) async throws {
        let cases = plan.cases(.race)
        while let round = outcome.race.current {
            let lanes = outcome.race.running.map { plan.lane(outcome.candidates[$0].name, of: outcome.candidates[$0]) }
            let place = "Round \(outcome.race.round + 1) of \(outcome.race.schedule.rounds.count)"
            let outputs = try await outputs(
                lanes, cases: Array(cases.prefix(round.cases)), reserve: await provingOutputs(of: lanes),
                telling: { tell("\(place): \($0) of \($1) outputs") })
            let results = try await results(outputs, &outcome, cases: cases.prefix(round.cases))
            if outputs.count < lanes.count * round.cases {
                outcome.race.take(results)
                outcome.interruption = isCancelled ? .cancelled : meter.end ?? .tokens
                return
            }
            guard results.values.contains(where: { $0.contains { $0 != nil } }) else {
                throw ImprovementError.failed(outcome.failure ?? "")
            }
            let fallen = outcome.race.end(with: results)
            guard let leader = outcome.race.leader else { return }
            let name =
                leader.number == 0 ? "the prompt as it is" : "candidate \(outcome.candidates[leader.number].name)"
            report(
                "\(place): \(lanes.count) on \(round.cases) cases; ahead is \(name) with \(leader.right) of \(leader.count) right; \(lanes.count - fallen.count) go on."
            )
            show(outcome)
        }
    }

    /// Returns the results of candidates on the first cases that all of them have, by their numbers, and adds what these took.
    private func results(
        _ outputs: [EvaluationRun.Key: CaseOutput], _ outcome: inout ImprovementOutcome, cases: ArraySlice<Case>
    ) async throws -> [Int: [Race.Result?]] {
        let scorer = try await measured(outputs, cases: Array(cases))
        let running = outcome.race.running
        func output(_ number: Int, _ one: Case) -> CaseOutput? {
            outputs[EvaluationRun.Key(lane: outcome.candidates[number].name, id: one.id)]
        }
        let shared = cases.prefix { one in running.allSatisfy { output($0, one) != nil } }
        var results: [Int: [Race.Result?]] = [:]
        for number in running {
            var spending = ImprovementOutcome.Spending()
            for one in cases {
                if let output = output(number, one) { spending.add(output, isKept: bank.isKept(output)) }
            }
            // A round that was ended doesn't come to all candidates again.
            if spending.outputs >= outcome.racing[number].outputs { outcome.racing[number] = spending }
            results[number] = shared.map { one in
                guard let output = output(number, one) else { return nil }
                if let error = output.error { outcome.failure = outcome.failure ?? error }
                return scorer.score(output, of: one).map(Self.result)
            }
        }
        return results
    }

    private static func result(_ scored: ScoredCase) -> Race.Result {
        let shares = scored.output.labels.shares
        let share = scored.rightLabels.reduce(0) { $0 + (shares.indices.contains($1) ? shares[$1] : 0) }
        return Race.Result(isRight: scored.isCorrect, share: share)
    }

    /// Returns the scorer with what models say of outputs, for checks that need that.
    func measured(_ outputs: [EvaluationRun.Key: CaseOutput], cases: [Case]) async throws -> Scorer {
        try await plan.evaluation.measured(scorer, outputs.values, cases: cases)
    }

    // MARK: the proof

    /// Returns how many outputs the comparison on held-out cases takes at most, if one of these lanes wins. Those that are kept
    /// already are free.
    private func provingOutputs(of lanes: [EvaluatedLane]) async -> Int {
        guard plan.order.mostTokens != nil || plan.order.mostCost != nil else { return 0 }
        let cases = plan.cases(.heldOut)
        let old = plan.lane("the old prompt", of: PromptCandidate(asIs: plan.prompt))
        var most = 0
        for lane in lanes { most = max(most, await bank.missing(lane, cases: cases)) }
        return await bank.missing(old, cases: cases) + most
    }

    /// Compares the winner with the prompt as it is on the held-out cases.
    private func prove(_ outcome: inout ImprovementOutcome, _ tell: @escaping ProgressTeller) async throws {
        guard let winner = outcome.winner else { return }
        let (cases, name) = (plan.cases(.heldOut), "Candidate \(winner.name)")
        let lanes = [plan.lane("the old prompt", of: outcome.candidates[0]), plan.lane(name, of: winner)]
        let outputs = try await outputs(
            lanes, cases: cases, reserve: 0, telling: { tell("Held-out cases: \($0) of \($1) outputs") })
        for output in outputs.values {
            outcome.proving.add(output, isKept: bank.isKept(output))
            if let error = output.error { outcome.failure = outcome.failure ?? error }
        }
        guard outputs.count == lanes.count * cases.count else {
            outcome.interruption = isCancelled ? .cancelled : meter.end ?? .tokens
            return
        }
        outcome.isHeldOutKnown = bank.hasOthers(than: lanes, of: cases)
        let scorer = try await measured(outputs, cases: cases)
        outcome.heldOut = EvaluationReport(
            Array(outputs.values), of: cases, lanes: lanes.map(\.name), scorer: { _ in scorer }, seed: 1)
    }

    // MARK: outputs

    /// Returns the outputs of lanes for cases. Ends early if all tokens but those for `reserve` more outputs are spent.
    func outputs(
        _ lanes: [EvaluatedLane], cases: [Case], reserve: Int, generates: Bool = false,
        telling tell: @escaping @Sendable (Int, Int) -> Void
    ) async throws -> [EvaluationRun.Key: CaseOutput] {
        var all: [EvaluationRun.Key: CaseOutput] = [:]
        let total = lanes.count * cases.count
        // Few lanes at a time on this machine: each has a prompt of its own, which is evaluated once if its cases come
        // together. A server gets everything.
        let size = plan.lane.backend.isFree ? max(1, Self.together / max(1, cases.count)) : lanes.count
        for start in stride(from: 0, to: lanes.count, by: max(1, size)) {
            let some = Array(lanes[start..<min(start + size, lanes.count)])
            let done = Mutex(all.count)
            let found = try await bank.outputs(some, cases: cases, generates: generates) { [meter] output in
                tell(
                    done.withLock { done in
                        done += 1
                        return done
                    }, total)
                return meter.take(output, reserve: reserve)
            }
            all.merge(found) { $1 }
            guard !isCancelled, found.count == some.count * cases.count else { break }
        }
        return all
    }

    /// The least number of outputs that run together on this machine, so that batches are full.
    private static let together = 32
}
