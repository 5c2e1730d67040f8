import Operations
import Workbench

extension MakingPlan {
    /// Says what will be done, in sentences.
    func sentences(_ order: CandidateOrder) -> [String] {
        let choices = order.choices
        let waiting = work.file.waiting.count
        var sentences = [
            "\(writer.name) writes \(choices.kind.rawValue) for \(promptName) until \(choices.count) wait for you; \(waiting) \(waiting == 1 ? "waits" : "wait") already."
        ]
        if let rater = rater {
            let judge = rater.judge.backend.name
            sentences.append("\(judge) rates \(rater.dimension.rawValue); what is below \(choices.least) falls.")
            if rater.isWriter {
                sentences.append("\(judge) rates what it writes itself: a model likes its own texts too well.")
            }
        }
        let place =
            switch choices.kind {
            case .examples, .reasoning: "the prompt's examples"
            case .cases: "the prompt's test data"
            case .phrasings: "the prompt's phrasings"
            }
        sentences.append(
            choices.file.map { "What you accept becomes a row of \($0)." } ?? "What you accept goes into \(place).")
        return sentences + notices + ["All candidates are kept in \(work.file.path)."]
    }
}
