import Sampling

/// Why a text is no form of an answer.
package enum AnswerTypeError: Error, Sendable, Hashable {
    /// There is no such form.
    case unknown(String)
    /// Fewer than two choices.
    case tooFewChoices
    /// A choice that is empty.
    case emptyChoice
    /// A choice that is given twice; case doesn't count.
    case repeatedChoice(String)
    /// Choices for a form that takes none.
    case needlessChoices(String)
    /// A regular expression that ICU can't read.
    case badPattern(String)
    /// A path into JSON that can't be read.
    case badPath(String)
    /// Arguments of a call that aren't a JSON object.
    case badArguments(String)
    /// A call for a form that takes none.
    case needlessCall(String)
    /// A tolerance that is no number from 0 on.
    case badTolerance(String)
    /// A tolerance for a form that takes none.
    case needlessTolerance(String)
}

extension AnswerTypeError: CustomStringConvertible {
    private static let forms = ["number", "choice:A-E", "yes-no", "letters", "text", "regex:…", "json:path", "tool:…"]

    /// What is wrong, and what to write.
    package var description: String {
        switch self {
        case .unknown(let text):
            let words = Self.forms.map { String($0.prefix { $0 != ":" }) }
            let hint = nearest(to: String(text.prefix { $0 != ":" }), in: words).map { "; did you mean `\($0)`?" }
            return
                "`\(text)` is not a form of an answer\(hint ?? ".") The forms are \(Self.forms.joined(separator: ", "))."
        case .tooFewChoices: return "A choice needs at least two options: `choice:A-E` or `choice:Positive|Negative`."
        case .emptyChoice: return "One of the choices is empty; they are written as `choice:Positive|Negative`."
        case .repeatedChoice(let choice):
            return "The choice `\(choice)` is given twice; upper and lower case count as the same."
        case .needlessChoices(let type):
            return "An answer of the form `\(type)` takes no `choices`; only the form `choice` does."
        case .badPattern(let pattern):
            return pattern.isEmpty
                ? "There is no expression after `regex:`."
                : "`\(pattern)` is not a regular expression; it takes ICU's syntax, as in `regex:(\\d+) apples`."
        case .badPath(let path):
            return path.isEmpty
                ? "There is no path after `json:`; it is written as `json:name` or `json:items[0].price`."
                : "`\(path)` is not a path; write it as `name`, `items[0].price` or `$` for all of the JSON."
        case .badArguments(let text):
            return
                "`\(text)` is not a JSON object, which the arguments of a call are: `tool:get_weather {\"city\": \"Seoul\"}`."
        case .needlessCall(let type):
            return "An answer of the form `\(type)` takes no `name` and no `arguments`; only the form `tool` does."
        case .badTolerance(let text):
            return "`\(text)` is not a tolerance; write it as `0.01`, or as a share of the right number, `1%`."
        case .needlessTolerance(let type):
            return "An answer of the form `\(type)` takes no tolerance; only the form `number` does."
        }
    }
}
