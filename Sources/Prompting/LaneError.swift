import Sampling

/// What is wrong with a lane that is described in one line, or with several lanes together. Columns are counted in
/// characters, from 1.
package enum LaneError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A part isn't `key=value`.
    case noValue(part: String, column: Int)
    /// An equals sign has no key before it.
    case noKey(column: Int)
    /// There is no such key; `suggestion` is the one that was probably meant.
    case unknownKey(String, suggestion: String?, column: Int)
    /// A key comes twice, in one spelling or in two.
    case repeatedKey(String, column: Int)
    /// A quotation mark isn't closed.
    case openQuote(key: String, column: Int)
    /// Something other than a comma follows a closed quotation.
    case textAfterQuote(key: String, column: Int)
    /// The value isn't one that the key takes.
    case badValue(key: String, text: String, takes: String)
    /// A setting's value can't be used.
    case setting(SettingsError)
    /// The prompt has no phrasing of this name; `known` are those that it has.
    case unknownPhrasing(String, known: [String])
    /// The prompt has no lane of this name; `known` are those that it has.
    case unknownLane(String, known: [String])
    /// Two lanes have the same name.
    case repeatedName(String)

    /// A sentence that says what is wrong and what to write instead.
    package var description: String {
        switch self {
        case .noValue(let part, let column):
            "`\(part)` at character \(column) has no value; write key=value, and a value that holds a comma in double quotes."
        case .noKey(let column):
            "The equals sign at character \(column) has no key before it; write key=value."
        case .unknownKey(let key, let suggestion?, let column):
            "There is no key `\(key)` (at character \(column)); did you mean `\(suggestion)`?"
        case .unknownKey(let key, nil, let column):
            "There is no key `\(key)` (at character \(column)); the keys are \(Lane.keys.joined(separator: ", "))."
        case .repeatedKey(let key, let column):
            "`\(key)` is given a second time at character \(column); remove one of them."
        case .openQuote(let key, let column):
            "The quotation mark of `\(key)` at character \(column) is not closed; end the value with another."
        case .textAfterQuote(let key, let column):
            "At character \(column) something follows the quoted value of `\(key)`; put a comma between, or write \\\" for a "
                + "quotation mark in the value."
        case .badValue(let key, let text, let takes): "`\(key)` can't be `\(text)`: it takes \(takes)."
        case .setting(let error): error.description
        case .unknownPhrasing(let name, known: []):
            "There is no phrasing `\(name)`: the prompt has none under `phrasings`."
        case .unknownPhrasing(let name, let known):
            "There is no phrasing `\(name)`; the prompt has \(known.joined(separator: ", ")), and `\(Phrasing.own)` for its own words."
        case .unknownLane(let name, known: []): "There is no lane `\(name)`: the prompt has none under `lanes`."
        case .unknownLane(let name, let known):
            "There is no lane `\(name)`; the prompt has \(known.joined(separator: ", "))."
        case .repeatedName(let name): "Two lanes are called `\(name)`; give each a different name."
        }
    }
}
