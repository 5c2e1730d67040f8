import Prompting

/// The reasoning in an output, as an example of chain of thought holds it.
///
/// The prompt sends the sentence that gives the answer itself behind an example's reasoning. A model may write it in other words
/// (`So the answer is 4.`): a last sentence that holds it falls too.
package enum Rationale {
    /// Returns the text before the last sentence that gives the answer; nil if nothing is left. Without such a sentence that is
    /// the whole text, or nil if the sentence `isNeeded`.
    package static func text(in output: String, answerSentence: String, isNeeded: Bool = false) -> String? {
        let output = ThoughtTags.usual.answer(in: output) ?? ""
        let before = AnswerSentence(answerSentence).text(beforeLastIn: output).map { String($0) }
        guard var text = (before ?? (isNeeded ? nil : output))?.trimmed else { return nil }
        // `So the answer is` leaves its first word.
        for word in ["So", "Therefore,", "Thus,", "Hence,", "Then"]
        where text == word || text.hasSuffix(" " + word) || text.hasSuffix("\n" + word) {
            text = String(text.dropLast(word.count)).trimmed
        }
        return text.isEmpty ? nil : text
    }
}
