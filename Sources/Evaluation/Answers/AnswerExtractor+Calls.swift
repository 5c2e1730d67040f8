import Lanes
import Prompting

extension AnswerExtractor {
    /// Looks for the answer in a sample. If it ends in calls of tools, these are its answer: as they are where a text is asked
    /// for, and otherwise what of the form stands in them. If nothing does, the text beside them counts.
    func search(_ sample: CaseOutput.Sample) -> AnswerSearch {
        guard let calls = sample.answeringCalls else {
            return search(sample.answer ?? sample.text, isAnswer: sample.answer != nil)
        }
        if case .text = type { return .found(calls) }
        let found = search(calls)
        guard found.answer == nil else { return found }
        let beside = search(sample.textBesideCalls ?? sample.text)
        return beside.answer == nil ? found : beside
    }
}
