/// What attacks on a prompt's lanes will ask, counted before anything is asked.
package struct AttackForecast: Sendable, Hashable {
    /// The suite's name.
    package var suite: String
    /// The number of attacks in each language.
    package var languages: [String: Int]
    /// The number of tries of each attack.
    package var tries: Int
    /// The number of harmless questions, of the prompt's own cases, and of lanes.
    package var questions, ownCases, lanes: Int
    /// The number of requests, and of the outputs that they ask for.
    package var requests = 0, outputs = 0
    /// The tokens of all prompts, estimated, and the most that outputs can have.
    package var promptTokens = 0, mostTokens = 0

    /// Creates a forecast that has no requests yet.
    package init(suite: String, languages: [String: Int], tries: Int, questions: Int, ownCases: Int, lanes: Int) {
        (self.suite, self.languages, self.tries) = (suite, languages, tries)
        (self.questions, self.ownCases, self.lanes) = (questions, ownCases, lanes)
    }

    /// The forecast in sentences.
    package var sentences: [String] {
        let attacks = languages.values.reduce(0, +)
        let split = languages.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
        return [
            "The suite \(suite): \(Self.number(attacks, "attack")) (\(split.joined(separator: ", "))), "
                + "\(tries == 1 ? "each tried once" : "each tried \(tries) times"), on \(Self.number(lanes, "lane")).",
            "Beside them: \(Self.number(questions, "harmless question")) that \(questions == 1 ? "looks" : "look") dangerous, "
                + "and \(ownCases == 0 ? "none" : "\(ownCases)") of the prompt's own cases.",
            "\(Self.number(requests, "request")) for \(Self.number(outputs, "output")): about "
                + "\(Self.rounded(promptTokens)) tokens of prompts, and at most \(Self.rounded(mostTokens)) of outputs. "
                + "What prompts share is computed once.",
        ]
    }

    private static func number(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }

    /// Returns a number of tokens with no more digits than an estimate has.
    private static func rounded(_ tokens: Int) -> String {
        tokens < 10_000 ? "\(tokens)" : "\((tokens + 500) / 1000) thousand"
    }
}
