import Sampling

/// What is wrong with a lane that someone described in one line, or with several lanes together.
public enum LaneError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A part is no `key=value`.
    case noValue(part: String)
    /// There is no such key; `suggestion` is the one that was probably meant.
    case unknownKey(String, suggestion: String?)
    /// A key comes twice.
    case repeatedKey(String)
    /// A quotation mark isn't closed.
    case openQuote
    /// The value isn't one that the key takes.
    case badValue(key: String, text: String, takes: String)
    /// A setting's value can't be used.
    case setting(SettingsError)
    /// Two lanes have the same name.
    case repeatedName(String)

    /// A sentence that says what is wrong and what to write instead.
    public var description: String {
        switch self {
        case .noValue(let part): "`\(part)` has no value; write key=value, with commas between."
        case .unknownKey(let key, let suggestion?): "There is no key `\(key)`; did you mean `\(suggestion)`?"
        case .unknownKey(let key, nil):
            "There is no key `\(key)`; the keys are \(Lane.keys.joined(separator: ", "))."
        case .repeatedKey(let key): "`\(key)` is given twice."
        case .openQuote: "A quotation mark is not closed."
        case .badValue(let key, let text, let takes): "`\(key)` can't be `\(text)`: it takes \(takes)."
        case .setting(let error): error.description
        case .repeatedName(let name): "Two lanes are called `\(name)`; give each a name of its own."
        }
    }
}
