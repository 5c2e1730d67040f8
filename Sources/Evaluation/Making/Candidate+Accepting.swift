import Prompting

/// How an accepted candidate stands in a prompt.
extension Candidate {
    /// The key under which rows of data say how they were made.
    package static let originKey = "origin"

    /// Returns a prompt with the candidate where its kind belongs, and with the mark of how it was made. Reasoning is given to the
    /// example that lacks it.
    package func added(to prompt: Prompt) -> Prompt {
        var prompt = prompt
        switch kind {
        case .cases: prompt.testData.append(testRow)
        case .phrasings: prompt.phrasings += [acceptedPhrasing(besides: prompt.phrasings)].compactMap(\.self)
        case .examples, .reasoning: addExample(to: &prompt)
        }
        return prompt
    }

    /// Returns a prompt without the candidate, as far as it has it.
    package func removed(from prompt: Prompt) -> Prompt {
        var prompt = prompt
        switch kind {
        case .cases:
            let row = testRow
            prompt.testData.removeAll { $0 == row }
        case .phrasings:
            // The name may have a number that keeps it apart from others.
            prompt.phrasings.removeAll { $0.origin == mark && $0.unnamed == phrasing?.unnamed }
        case .examples, .reasoning: removeExample(from: &prompt)
        }
        return prompt
    }

    private var testRow: [String: String] {
        var row = values
        if !output.isEmpty { row["expected"] = output }
        row[Self.originKey] = mark
        return row
    }

    private func addExample(to prompt: inout Prompt) {
        let place = prompt.examples.firstIndex { example in
            (example.reasoning ?? "").isEmpty && Template.filled(example.input, with: prompt.variables) == input
        }
        if kind == .reasoning, let place {
            prompt.examples[place].reasoning = reasoning
            // A person may have changed it.
            prompt.examples[place].output = output
            prompt.examples[place].origin = mark
            return
        }
        prompt.examples.append(Example(input: input, reasoning: reasoning, output: output, origin: mark))
    }

    private func removeExample(from prompt: inout Prompt) {
        let variables = prompt.variables
        func isThis(_ example: Example) -> Bool {
            guard example.origin == mark, example.output == output, example.reasoning == reasoning else { return false }
            return Template.filled(example.input, with: variables) == input
        }
        // Reasoning without values was made for an example of the prompt.
        guard kind == .reasoning, values.isEmpty else { return prompt.examples.removeAll(where: isThis) }
        for place in prompt.examples.indices where isThis(prompt.examples[place]) {
            (prompt.examples[place].reasoning, prompt.examples[place].origin) = (nil, nil)
        }
    }

    /// Returns the phrasing with its mark, and with a name that none of `others` has; nil if it is no phrasing.
    package func acceptedPhrasing(besides others: [Phrasing]) -> Phrasing? {
        guard var phrasing else { return nil }
        let names = Set(others.map { $0.name.lowercased() })
        let name = phrasing.name
        var number = 2
        while names.contains(phrasing.name.lowercased()) {
            phrasing.name = "\(name) (\(number))"
            number += 1
        }
        phrasing.origin = mark
        return phrasing
    }
}

extension Phrasing {
    /// The phrasing without its name and mark: two that say the same are equal.
    package var unnamed: Phrasing {
        var phrasing = self
        (phrasing.name, phrasing.origin, phrasing.isOn) = ("", nil, true)
        return phrasing
    }
}
