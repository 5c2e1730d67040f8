import Prompting

/// An output that is good enough to learn from: it won a comparison, or is right.
package struct AcceptedAnswer: Sendable, Hashable {
    /// The id of the case.
    package var caseID: String
    /// What it answers: the prompt's instruction and the case's input.
    package var question: [Message]
    /// The output.
    package var output: PairOutput

    /// Creates an answer.
    package init(caseID: String, question: [Message], output: PairOutput) {
        (self.caseID, self.question, self.output) = (caseID, question, output)
    }

    /// Returns answers without those that say the same for the same case.
    package static func distinct(_ answers: [AcceptedAnswer]) -> [AcceptedAnswer] {
        var seen: Set<[String]> = []
        return answers.filter { seen.insert([$0.caseID, $0.output.text]).inserted }
    }
}

extension PreferenceSet {
    /// The outputs that are preferred, each once.
    package var accepted: [AcceptedAnswer] {
        AcceptedAnswer.distinct(
            preferences.map { AcceptedAnswer(caseID: $0.caseID, question: $0.question, output: $0.chosen) })
    }
}
