import Prompting

/// Finds the reasoning in an output, so that a right output can be an example (bootstrapping, Zelikman et al. 2022).
package enum BootstrappedReasoning {
    /// Returns what an output says before its last answer sentence; nil if it has no such sentence, or says nothing before it.
    package static func reasoning(in output: String, answerSentence: String) -> String? {
        guard !answerSentence.isEmpty, let place = output.lastStart(of: answerSentence) else { return nil }
        let reasoning = String(output[..<place]).trimmingSpaces
        return reasoning.isEmpty ? nil : reasoning
    }

    /// Returns the example that a case makes; nil if it can't be one: it has no right answer, its texts look like variables,
    /// or it lacks the reasoning that its technique sends.
    ///
    /// `output` is what a lane wrote for the case where that was right; only its reasoning is taken.
    package static func example(
        input: String, of one: Case, output: String?, sendsReasoning: Bool, answerSentence: String
    ) -> Example? {
        guard let answer = one.expected.first else { return nil }
        let found = output.flatMap { reasoning(in: $0, answerSentence: answerSentence) }
        guard !sendsReasoning || found != nil else { return nil }
        let example = Example(input: input, reasoning: sendsReasoning ? found : nil, output: answer)
        return example.templates.allSatisfy { Template($0).variables.isEmpty } ? example : nil
    }
}

extension String {
    /// Returns the place where the last occurrence of a text begins; nil if there is none.
    fileprivate func lastStart(of text: String) -> String.Index? {
        var (last, start) = (String.Index?.none, startIndex)
        while let range = self[start...].firstRange(of: text) {
            last = range.lowerBound
            start = range.upperBound
        }
        return last
    }
}
