import Sampling

/// Splits `key=value,key="value"` into its pairs.
///
/// A value that begins with a double quote ends with one. Inside of quotes commas and blanks count, and `\n`, `\r`,
/// `\t`, `\"` and `\\` are escapes; before other characters a backslash stays. A value without quotes ends at the next
/// comma, and blanks around it don't count.
struct FlatPairs {
    struct Pair {
        var key: String
        var value: String
        /// True if the value stood in quotes.
        var isQuoted: Bool
        /// The place where the key begins, in characters from 1.
        var column: Int
    }

    private let characters: [Character]
    private var position = 0

    init(_ text: String) {
        characters = Array(text)
    }

    /// Returns the next pair; nil at the end. Empty parts, such as after a last comma, are skipped.
    mutating func next() throws(LaneError) -> Pair? {
        skip { $0.isWhitespace || $0 == "," }
        guard position < characters.count else { return nil }
        let start = position
        let key = take { $0 != "=" && $0 != "," }.trimmed
        guard position < characters.count, characters[position] == "=" else {
            throw .noValue(part: key, column: start + 1)
        }
        guard !key.isEmpty else { throw .noKey(column: start + 1) }
        position += 1
        skip { $0.isWhitespace }
        guard position < characters.count, characters[position] == "\"" else {
            let value = take { $0 != "," }.trimmed
            return Pair(key: key, value: value, isQuoted: false, column: start + 1)
        }
        let value = try quoted(key)
        skip { $0.isWhitespace }
        guard position == characters.count || characters[position] == "," else {
            throw .textAfterQuote(key: key, column: position + 1)
        }
        return Pair(key: key, value: value, isQuoted: true, column: start + 1)
    }

    private mutating func quoted(_ key: String) throws(LaneError) -> String {
        let opening = position
        position += 1
        var raw = ""
        while position < characters.count, characters[position] != "\"" {
            if characters[position] == "\\", position + 1 < characters.count {
                raw.append(characters[position])
                position += 1
            }
            raw.append(characters[position])
            position += 1
        }
        guard position < characters.count else { throw .openQuote(key: key, column: opening + 1) }
        position += 1
        return BackslashEscapes.read(raw)
    }

    private mutating func take(while isTaken: (Character) -> Bool) -> String {
        let start = position
        skip(while: isTaken)
        return String(characters[start..<position])
    }

    private mutating func skip(while isSkipped: (Character) -> Bool) {
        while position < characters.count, isSkipped(characters[position]) { position += 1 }
    }
}
