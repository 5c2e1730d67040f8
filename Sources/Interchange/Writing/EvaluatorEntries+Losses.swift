import Library
import YAMLText

extension EvaluatorEntries {
    /// Adds losses for all entries, for a program that has none of them.
    func report(title: String, losses: inout Losses) {
        if !entries.isEmpty {
            losses.add("`evaluators` (\(entries.map(\.name).joined(separator: ", "))): \(title) can't hold them.")
        }
        reportOutputForm(title: title, losses: &losses)
    }

    func reportOutputForm(title: String, losses: inout Losses) {
        for pair in outputForm { losses.add("`\(pair.key)`: \(title) can't hold it.") }
    }
}
