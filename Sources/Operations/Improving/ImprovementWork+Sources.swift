import Evaluation
import Prompting

extension ImprovementWork {
    /// The candidates, and what finding them took.
    struct Sources {
        var candidates: [PromptCandidate] = []
        var spending = ImprovementOutcome.Spending()
        var notices: [String] = []
    }

    /// Makes examples of right answers, asks for instructions, and draws candidates.
    func sources(_ tell: @escaping ProgressTeller, _ report: @Sendable (String) -> Void) async throws -> Sources {
        var sources = Sources()
        let cases = plan.cases(.examples)
        let sendsReasoning = plan.lane.lane.technique.traits.sendsReasoning && plan.sendsExamples
        var scored: [String: ScoredCase] = [:]
        if sendsReasoning || plan.order.proposals != nil {
            let lane = plan.lane("as it is", of: PromptCandidate(asIs: plan.prompt))
            let outputs = try await outputs(
                [lane], cases: cases, reserve: 0, telling: { tell("Cases for examples: \($0) of \($1) outputs") })
            let scorer = try await measured(outputs, cases: cases)
            for one in cases {
                guard let output = outputs[EvaluationRun.Key(lane: lane.name, id: one.id)] else { continue }
                sources.spending.add(output, isKept: bank.isKept(output))
                scored[one.id] = scorer.score(output, of: one)
            }
        }
        let pool = plan.sendsExamples ? pool(scored, sendsReasoning: sendsReasoning) : []
        if plan.sendsExamples {
            let own = plan.prompt.examples.count(where: \.isOn)
            sources.notices.append(
                "Examples are drawn from \(pool.count): \(own) of the prompt's own and \(pool.count - own) of the data."
            )
        }
        var instructions = plan.order.instructions.map { CandidateDraws.Instruction(plan.instruction(from: $0), .list) }
        if plan.order.proposals != nil, !isCancelled {
            let found = try await proposals(scored, &sources, tell)
            for text in found { report("Proposed: \(text)") }
            instructions += found.map { CandidateDraws.Instruction(plan.instruction(from: $0), .model) }
        }
        let draws = CandidateDraws(
            plan.prompt, pool: pool, instructions: instructions, mostExamples: plan.order.mostExamples)
        sources.candidates = draws.candidates(tries: plan.order.tries, seed: plan.order.seed)
        if sources.candidates.count == 1, !isCancelled { throw ImprovementError.noExamples }
        return sources
    }

    /// Returns the examples to draw from: the prompt's own, and those that right answers make.
    private func pool(_ scored: [String: ScoredCase], sendsReasoning: Bool) -> [Example] {
        var pool = plan.prompt.examples.filter { $0.isOn && (!sendsReasoning || $0.reasoning != nil) }
        for index in plan.indices(.examples) {
            let one = plan.evaluation.data.cases[index]
            let right = scored[one.id].flatMap { $0.isCorrect ? $0.winner?.textWithoutThoughts : nil }
            let example = BootstrappedReasoning.example(
                input: plan.texts[index], of: one, output: right, sendsReasoning: sendsReasoning,
                answerSentence: plan.prompt.wording.answerSentence)
            guard let example, !pool.contains(where: { $0.input == example.input }) else { continue }
            pool.append(example)
        }
        return pool
    }

    /// The number of failures that a model sees at once.
    private static let mostFailures = 4

    /// Asks a model for instructions, each time with other failures of the prompt as it is.
    private func proposals(
        _ scored: [String: ScoredCase], _ sources: inout Sources, _ tell: @escaping ProgressTeller
    ) async throws -> [String] {
        guard let (count, lane, prompt) = plan.order.proposals else { return [] }
        let failures = plan.indices(.examples).compactMap { index -> String? in
            let one = plan.evaluation.data.cases[index]
            guard let scored = scored[one.id], !scored.isCorrect else { return nil }
            let wrong = scored.failedChecks.flatMap { $0.reasons.isEmpty ? [$0.name] : $0.reasons }.joined(
                separator: " ")
            let reason = one.expected.first.map { "Right answer: \($0)" } ?? "What is wrong: \(wrong)"
            let said = scored.output.samples.first?.measuredText ?? ""
            return "Input: \(plan.texts[index])\nAnswer that was given: \(said.prefix(400))\n\(reason)"
        }
        let asked = (0..<count).map { number in
            let some = (0..<min(Self.mostFailures, failures.count)).map {
                failures[(number * Self.mostFailures + $0) % failures.count]
            }
            return Case(
                id: "proposal \(number + 1)",
                variables: [
                    "instruction": plan.prompt.instruction, "failures": some.joined(separator: "\n\n"),
                    "number": "\(number + 1)",
                ])
        }
        let requests = ProposalRequests(lane: lane, prompt: prompt)
        let outputs = try await outputs(
            [requests.lane], cases: asked, reserve: 0, generates: true,
            telling: { tell("Proposals: \($0) of \($1)") })
        // What the cases fill in the instruction alone mustn't be lost.
        let known = Set(Template(plan.prompt.instruction).variables)
        let own = plan.order.addsInstructions ? [] : known
        let needed = own.subtracting(Template(plan.prompt.input).variables)
            .intersection(plan.evaluation.data.cases.first.map { Array($0.variables.keys) } ?? [])
        var found: [String] = []
        for one in asked {
            guard let output = outputs[EvaluationRun.Key(lane: ProposalRequests.name, id: one.id)] else { continue }
            sources.spending.add(output, isKept: bank.isKept(output))
            let proposed = output.samples.first.flatMap {
                ProposedInstruction.text(in: $0.textWithoutThoughts, known: known, needed: needed)
            }
            guard let text = proposed, text != plan.prompt.instruction, !found.contains(text) else { continue }
            found.append(text)
        }
        if found.count < count {
            sources.notices.append(
                "\(found.count) of \(count) proposals are instructions that aren't there yet.")
        }
        return found
    }
}
