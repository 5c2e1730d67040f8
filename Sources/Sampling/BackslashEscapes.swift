/// The escapes in texts that are typed, in options, lanes and fields of the screen: `\n`, `\r`, `\t`, `\"` and `\\`. A
/// backslash before another character is a backslash.
package enum BackslashEscapes {
    private static let meanings: [Character: String] = ["n": "\n", "r": "\r", "t": "\t", "\"": "\"", "\\": "\\"]
    private static let spellings: [Character: String] = [
        "\n": "\\n", "\r": "\\r", "\r\n": "\\r\\n", "\t": "\\t", "\\": "\\\\",
    ]

    /// Returns the text that was meant.
    package static func read(_ text: String) -> String {
        var result = ""
        var isEscaped = false
        for character in text {
            if isEscaped {
                isEscaped = false
                result += meanings[character] ?? "\\\(character)"
            } else if character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
            }
        }
        return isEscaped ? result + "\\" : result
    }

    /// Returns a spelling that ``read(_:)`` takes for the text.
    package static func spelling(_ text: String) -> String { text.map { spellings[$0] ?? String($0) }.joined() }

    /// Returns texts in quotation marks as they were understood, with commas between them: `"⏎", "C:\new"`. With `signs`, line
    /// breaks and tabs are signs that nobody types; without, they are spelled as ``read(_:)`` takes them.
    package static func understood(_ texts: [String], signs: Bool = true) -> String {
        guard signs else { return list(texts) }
        let shown: [Character: String] = ["\n": "⏎", "\r": "␍", "\r\n": "␍⏎", "\t": "⇥"]
        return texts.map { text in "\"\(text.map { shown[$0] ?? String($0) }.joined())\"" }.joined(separator: ", ")
    }

    /// Returns spellings in quotation marks, with commas between them: `"\n", "C:\\new"`.
    package static func list(_ texts: [String]) -> String {
        texts.map { "\"\(spelling($0).replacing("\"", with: "\\\""))\"" }.joined(separator: ", ")
    }
}
