import Evaluation
import Prompting

/// Other orders of a prompt's examples, as phrasings.
extension PhrasingWork {
    /// Returns sentences about orders of examples that are asked for in vain.
    static func notices(_ order: MakingOrder, _ prompt: Prompt) -> [String] {
        guard order.orders > 0 else { return [] }
        let technique = prompt.defaultTechnique
        let vain = "The technique \(technique.rawValue) sends no examples, so their order changes nothing."
        return [ExampleOrders(prompt).shortage(of: order.orders), technique.traits.sendsExamples ? nil : vain]
            .compactMap(\.self)
    }

    /// Adds other orders of the examples until as many of those that wait are orders as were asked for.
    func addOrders() throws {
        let made = file.candidates.filter { $0.origin.method == Self.shuffling }
        let missing = min(order.orders - made.count(where: \.isWaiting), order.number - file.waiting.count)
        guard missing > 0 else { return }
        let known = (prompt.phrasings + made.compactMap(\.phrasing)).compactMap(\.examples)
        let new = ExampleOrders(prompt).drawn(missing, seed: order.seed, besides: known)
        for (index, numbers) in new.enumerated() {
            var phrasing = Phrasing(name: "order \(made.count + index + 1)")
            phrasing.examples = numbers
            var candidate = candidate(
                phrasing,
                origin: Candidate.Origin(
                    model: "", method: Self.shuffling, settings: "", seed: order.seed, request: 0))
            candidate.id = file.nextID
            try file.put(candidate)
        }
    }
}
