import Prompting

/// Makes an example of a right output and its reasoning (bootstrapping, Zelikman et al. 2022).
package enum BootstrappedReasoning {
    /// Returns the example that a case makes; nil if it can't be one: it has no right answer, its texts look like variables,
    /// or it lacks the reasoning that its technique sends.
    ///
    /// `output` is what a lane wrote for the case where that was right; only its reasoning is taken.
    package static func example(
        input: String, of one: Case, output: String?, sendsReasoning: Bool, answerSentence: String
    ) -> Example? {
        guard let answer = one.expected.first else { return nil }
        let found = output.flatMap { Rationale.text(in: $0, answerSentence: answerSentence, isNeeded: true) }
        guard !sendsReasoning || found != nil else { return nil }
        let example = Example(input: input, reasoning: sendsReasoning ? found : nil, output: answer)
        return example.templates.allSatisfy { Template($0).variables.isEmpty } ? example : nil
    }
}
