import Evaluation
import Prompting

extension AttackPlan {
    /// Plans a search for sentences behind the instruction with which the prompt holds better. A candidate that refuses more
    /// harmless questions than the prompt as it is, or has fewer of its own cases right, can't win.
    ///
    /// - Throws: ``ImprovementError`` if there is nothing to try, or too few cases.
    package func hardening(_ order: ImprovementOrder) throws(ImprovementError) -> ImprovementPlan {
        var order = order
        order.instructions += suite.defences.filter { !order.instructions.contains($0) }
        (order.addsInstructions, order.mostExamples, order.groups) = (true, 0, groups)
        return try ImprovementPlan(
            evaluation, of: prompt, test: [], variables: variables, images: images, order: order)
    }

    /// Returns a prompt, which doesn't have the suite's rules, with the sentences that a candidate adds.
    package func hardened(_ original: Prompt, by candidate: PromptCandidate) -> Prompt {
        var hardened = original
        let added = candidate.instruction.dropFirst(prompt.instruction.count).drop(while: \.isNewline)
        hardened.instruction += (original.instruction.isEmpty ? "" : "\n") + added
        return hardened
    }
}
