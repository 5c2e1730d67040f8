import Evaluation
import Remedies

/// Why lanes can't be judged on a data set.
package enum EvaluationPlanError: Remediable, CustomStringConvertible {
    case evaluator(file: String, name: String, problem: Assertion.Failure)
    case caseValue(case: String, evaluator: String, problem: Assertion.Failure)
    case nothingIsRight

    /// What is wrong, in a sentence.
    package var description: String {
        switch self {
        case .evaluator(let file, let name, let problem): "\(file), evaluator `\(name)`: \(problem)"
        case .caseValue(let id, let name, let problem): "Case \(id), evaluator `\(name)`: \(problem)"
        case .nothingIsRight:
            "There are no right answers: the data has no column `expected`."
        }
    }

    /// What to do about it; nil if there is nothing to do.
    package var remedy: Remedy? {
        if case .nothingIsRight = self { .sayWhatIsRight } else { nil }
    }
}
