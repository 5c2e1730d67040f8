import JSONText

extension JSONValue {
    /// The kind of the value, for a sentence.
    var words: String {
        switch self {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .number: "a number"
        case .text: "text"
        case .list: "a list"
        case .object: "an object"
        }
    }

    /// The value itself if it is short, else its kind.
    var shown: String {
        switch self {
        case .text(let text): shortQuote(text)
        case .number(let text): text.utf8.count <= 40 ? text : "a number of \(text.utf8.count) digits"
        case .null, .bool: words
        case .list, .object: text.utf8.count <= 60 ? text : words
        }
    }
}
