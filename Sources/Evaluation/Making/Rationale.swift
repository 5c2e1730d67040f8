import Evaluation
import Foundation
import Lanes
import Prompting

/// The reasoning in an output, as an example of chain of thought holds it.
enum Rationale {
    /// Returns the text before the sentence that gives the answer; nil if there is none.
    ///
    /// The prompt sends that sentence itself behind an example's reasoning. A model may write it in other words (`So the answer is 4.`):
    /// a last sentence that holds it falls too.
    static func text(in output: String, answerSentence: String) -> String? {
        let output = ThoughtTags.usual.answer(in: output) ?? ""
        var text = AnswerSentence(answerSentence).text(beforeLastIn: output).map { String($0) } ?? output
        text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        // `So the answer is` leaves its first word.
        for word in ["So", "Therefore,", "Thus,", "Hence,", "Then"]
        where text.hasSuffix(" " + word) || text.hasSuffix("\n" + word) {
            text = String(text.dropLast(word.count)).trimmingCharacters(in: .whitespacesAndNewlines)
        }
        return text.isEmpty ? nil : text
    }
}

extension AnswerExtractor {
    /// Looks for the answer in an output of a prompt: in the step that gives it, if there is one.
    func search(of sample: SampleResult, _ prompt: CompiledPrompt) -> AnswerSearch {
        prompt.answerStage(of: sample.stages.count) == nil
            ? search(sample.text) : search(sample.answer, isAnswer: true)
    }
}
