import Prompting

extension PromptCandidate {
    /// Returns a prompt with two lanes: one sends it as it is, the other one sends this candidate. Otherwise both are like `lane`.
    ///
    /// Examples that the prompt doesn't have stand behind its own, and phrasings say which of them each lane sends.
    package func beside(_ prompt: Prompt, like lane: Lane) -> Prompt {
        var both = prompt
        var numbers: [Int] = []
        for example in examples {
            let place = both.examples.firstIndex(of: example) ?? both.examples.count
            if place == both.examples.count { both.examples.append(example) }
            if !numbers.contains(place + 1) { numbers.append(place + 1) }
        }
        let own = prompt.examples.indices.map { $0 + 1 }
        var (old, new) = (Phrasing(name: PromptCandidate(asIs: prompt).name), Phrasing(name: "candidate \(name)"))
        if instruction != prompt.instruction { new.instruction = instruction }
        if numbers != own { new.examples = numbers }
        // The prompt as it is has none of the new ones.
        if both.examples.count > own.count { old.examples = own }
        both.phrasings.removeAll { [old.name, new.name].contains($0.name) }
        both.phrasings += old.examples == nil ? [new] : [old, new]
        func sending(_ phrasing: String, as name: String) -> Lane {
            var one = lane
            one.name = name
            one.phrasing = phrasing
            return one
        }
        both.lanes = [
            sending(old.examples == nil ? Phrasing.own : old.name, as: old.name), sending(new.name, as: new.name),
        ]
        return both
    }
}
