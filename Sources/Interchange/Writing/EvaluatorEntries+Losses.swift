import Library
import Prompting
import YAMLText

extension EvaluatorEntries {
    /// Adds losses for all entries, for a program that has none of them. `form` is the form of an answer that it can hold.
    func report(title: String, holding form: AnswerForm? = nil, losses: inout Losses) {
        if !entries.isEmpty {
            losses.add("`evaluators` (\(entries.map(\.name).joined(separator: ", "))): \(title) can't hold them.")
        }
        reportOutputForm(title: title, holding: form, losses: &losses)
    }

    /// Adds losses for the keys of the output's form, unless the program holds the form.
    func reportOutputForm(title: String, holding form: AnswerForm? = nil, losses: inout Losses) {
        guard ResponseFormat.value(form) == nil else { return }
        for pair in outputForm { losses.add("`\(pair.key)`: \(title) can't hold it.") }
    }
}
