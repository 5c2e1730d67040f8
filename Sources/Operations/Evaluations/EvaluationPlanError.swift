import Evaluation
import Remedies

/// Why lanes can't be judged on a data set.
package enum EvaluationPlanError: Remediable, CustomStringConvertible {
    case nothingIsRight
    /// There are no right answers, and none of the prompt's checks can be made; the sentence is about the first.
    case allChecksLeftOut(first: String)
    /// No right answer has the form of an answer; the sentence is about the first.
    case noneIsReadable(String)
    /// A metric compares an output with further samples, and a lane has none.
    case noFurtherSamples(metric: String, lane: String)
    /// A metric compares an output with further samples, and those of a lane are all the same, for this reason.
    case equalSamples(metric: String, lane: String, reason: String)

    /// What is wrong, in a sentence.
    package var description: String {
        switch self {
        case .nothingIsRight:
            "There are no right answers: the data has no column `expected`."
        case .allChecksLeftOut(let first):
            "There are no right answers, and none of the prompt's `evaluators` can be made. \(first)"
        case .noFurtherSamples(let metric, let lane):
            "`\(metric)` compares an output with further samples of the same case, and lane \(lane) has none."
        case .equalSamples(let metric, let lane, let reason):
            "`\(metric)` compares an output with further samples of the same case, and those of lane \(lane) say nothing: \(reason)."
        case .noneIsReadable(let first): "No right answer can be read. \(first)"
        }
    }

    /// What to do about it; nil if there is nothing to do.
    package var remedy: Remedy? {
        switch self {
        case .nothingIsRight: .sayWhatIsRight
        case .noneIsReadable: .sayAnswerType
        case .noFurtherSamples: .moreSamples
        case .equalSamples: .drawSamples
        case .allChecksLeftOut: .sayWhatIsRight
        }
    }
}
