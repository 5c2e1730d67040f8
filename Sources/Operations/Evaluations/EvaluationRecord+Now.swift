import History
import Library

extension EvaluationRecord {
    /// A sentence about how the prompt's file has changed since the evaluation; nil if it hasn't.
    package var promptChange: String? {
        guard let path = prompt.file else { return nil }
        guard let now = try? PromptFile(contentsOf: path, places: Configuration.current.places) else {
            return "The prompt's file, \(path), isn't there any more, or can't be read."
        }
        return changedSince(now.selfContainedText)
    }
}
