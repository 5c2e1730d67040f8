import Evaluation
import Lanes
import Prompting

extension AnswerExtractor {
    /// Looks for the answer in an output of a prompt: in the step that gives it, if there is one.
    func search(of sample: SampleResult, _ prompt: CompiledPrompt) -> AnswerSearch {
        prompt.answerStage(of: sample.stages.count) == nil
            ? search(sample.text) : search(sample.answer, isAnswer: true)
    }
}
