import Prompting

extension Composer {
    /// The value of a variable whose name is being typed anew in a field.
    struct WaitingValue: Sendable {
        var field: ComposerField
        var name: String
        var value: String
    }

    /// Gives the value of a variable whose name an edit replaced to the new name. `before` are the names before the edit.
    ///
    /// While a name is deleted and typed again, there may be none for a moment; the value waits until the field is left.
    mutating func moveValue(from before: [String], in field: ComposerField) {
        let now = variableNames
        guard now != before else { return }
        if let waiting = waitingValue, waiting.field != field || now.contains(waiting.name) { waitingValue = nil }
        let gone = before.filter { !now.contains($0) }
        if gone.count == 1, let value = prompt.variables[gone[0]], !value.isEmpty {
            waitingValue = WaitingValue(field: field, name: gone[0], value: value)
        }
        let new = now.filter { !before.contains($0) }
        guard new.count == 1, let waiting = waitingValue, prompt.variables[new[0]]?.isEmpty ?? true else { return }
        prompt.variables[waiting.name] = nil
        prompt.variables[new[0]] = waiting.value
        editors[.variable(waiting.name)] = nil
        editors[.variable(new[0])] = nil
        waitingValue = nil
    }
}
