import TextLayout

/// Writes texts into Markdown documents so that nothing in them is markup.
package enum Markdown {
    /// Returns a text for a cell of a table.
    package static func cell(_ text: String) -> String {
        harmless(text).replacing("|", with: "\\|").replacing("\n", with: " ")
    }

    /// Returns the lines of a table whose first row has the headings. The first columns have texts, as many as `texts` says, and
    /// the others figures.
    static func table(_ rows: [[String]], texts: Int = 1) -> [String] {
        func line(_ cells: [String]) -> String { "| " + cells.map(cell).joined(separator: " | ") + " |" }
        guard let headings = rows.first else { return [] }
        let rule = headings.indices.map { $0 < texts ? " --- |" : " ---: |" }.joined()
        return [line(headings), "|" + rule] + rows.dropFirst().map(line)
    }

    /// Returns a text on one line.
    package static func line(_ text: String) -> String {
        let line = harmless(text).split(whereSeparator: \.isNewline).joined(separator: " ")
        return String(line.flatMap { "\\`*_[]<>#|".contains($0) ? ["\\", $0] : [$0] })
    }

    /// Returns a text to stand behind its name: on the same line if it is short, else in a fence below.
    package static func value(_ text: String) -> String {
        let isShort = text.count <= 80 && !text.contains(where: \.isNewline)
        return isShort && !text.isEmpty ? " " + line(text) : text.isEmpty ? " (empty)" : "\n\n" + fenced(text)
    }

    /// Returns a text in a fence that is longer than any run of backticks in it.
    package static func fenced(_ text: String) -> String {
        let body = harmless(text)
        let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: body) + 1))
        return "\(fence)text\n\(body)\n\(fence)"
    }

    private static func longestRun(of character: Character, in text: String) -> Int {
        var longest = 0
        var run = 0
        for next in text {
            run = next == character ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}
