/// What is wrong with a setting.
package enum SettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no such setting; `suggestion` is the one with the most similar spelling.
    case unknownKey(String, suggestion: SettingsKey?)
    /// The text isn't a value of the kind that the key takes.
    case unreadable(SettingsKey, text: String)
    /// The value is of the right kind, but isn't allowed.
    case outOfRange(SettingsKey, value: String)

    /// A sentence that says what is wrong and what to write instead.
    package var description: String {
        switch self {
        case .unknownKey(let name, let suggestion?):
            "There is no setting `\(name)`; did you mean `\(suggestion.rawValue)`?"
        case .unknownKey(let name, nil):
            "There is no setting `\(name)`; the settings are "
                + SettingsKey.allCases.map(\.rawValue).joined(separator: ", ") + "."
        case .unreadable(let key, let text):
            "`\(key.rawValue)` can't be `\(text)`: it takes \(key.range)."
        case .outOfRange(let key, let value):
            "`\(key.rawValue)` can't be \(value): it takes \(key.range)."
        }
    }
}
