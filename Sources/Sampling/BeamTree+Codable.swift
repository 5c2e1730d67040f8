extension BeamTree {
    private enum Key: CodingKey {
        case steps, results, scores
    }

    /// Reads an object with steps and results.
    package init(from decoder: any Decoder) throws {
        self.init()
        let values = try decoder.container(keyedBy: Key.self)
        for var step in try values.decode([[Candidate]].self, forKey: .steps) {
            // A parent comes before its children, whatever a file says.
            for index in step.indices where step[index].parent.map(candidates.indices.contains) == false {
                step[index].parent = nil
            }
            append(step)
        }
        results = try values.decode([ID].self, forKey: .results).filter(candidates.indices.contains)
        scores = try values.decode([Double].self, forKey: .scores)
    }

    /// Writes an object: a list of candidates for each step, and the numbers of those that end the best continuations,
    /// counted over all steps.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(sizes.indices.map { Array(candidates[step($0)]) }, forKey: .steps)
        try values.encode(results, forKey: .results)
        try values.encode(scores, forKey: .scores)
    }
}

extension BeamTree.Candidate: Codable {
    /// Reads `[parent, token, text, log-probability, total, fate]`.
    package init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        parent = try values.decodeNil() ? nil : try values.decode(Int.self)
        token = try values.decode(Int32.self)
        text = try values.decode(String.self)
        logProbability = try values.decode(Double.self)
        total = try values.decode(Double.self)
        fate = try values.decode(BeamTree.Fate.self)
    }

    /// Writes `[parent, token, text, log-probability, total, fate]`; the parent is null at the first step.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        try values.encode(parent)
        try values.encode(token)
        try values.encode(text)
        try values.encode(rounded(logProbability))
        try values.encode(rounded(total))
        try values.encode(fate)
    }

    /// Returns a number with six digits behind the point: a row of logits is no more precise.
    private func rounded(_ number: Double) -> Double { (number * 1e6).rounded() / 1e6 }
}
