/// What is wrong with a line of `lathe batch`.
package enum BatchRequestError: Error, CustomStringConvertible {
    case noObject
    case unknownKey(String, suggestion: String?)
    case noPrompt
    case variablesAreNoObject
    case valueIsNoText(variable: String)
    case lanesAreNoList

    /// What is wrong, in a sentence.
    package var description: String {
        switch self {
        case .noObject: "The line is not a JSON object."
        case .unknownKey(let key, let suggestion):
            "There is no key \"\(key)\" in a request\(suggestion.map { "; did you mean \"\($0)\"?" } ?? ".")"
        case .noPrompt: "A request needs either \"file\", a text, or \"prompt\", an object."
        case .variablesAreNoObject: "\"set\" must be an object of names and texts."
        case .valueIsNoText(let variable): "\"set\": the value of \"\(variable)\" is not a text."
        case .lanesAreNoList: "\"lanes\" must be a list of objects."
        }
    }
}
