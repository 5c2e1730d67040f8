import Evaluation
import Prompting
import TextLayout

/// Two outputs side by side, as a voter reads them: without names.
package struct ShownPairText {
    private let shown: VoteRound.Shown
    private let hasDifferences: Bool

    /// Wraps what is shown. With `differences`, the words that only one of both has are marked.
    package init(_ shown: VoteRound.Shown, differences: Bool) {
        self.shown = shown
        hasDifferences = differences
    }

    /// The longest question that is shown whole, in rows of the terminal.
    private static let mostQuestionRows = 12

    /// Returns the lines for a terminal.
    package func lines(width: Int, glyphs: Glyphs) -> [String] {
        let question = shown.question.map(\.text).joined(separator: "\n")
        var rows = TextWrap.lines(harmless(question, glyphs: glyphs), width: width).map { line in
            var row = String(line.text)
            while row.last == " " { row.removeLast() }
            return row
        }
        if rows.count > Self.mostQuestionRows {
            let kept = Self.mostQuestionRows / 2
            let left = rows.count - 2 * kept
            rows =
                Array(rows.prefix(kept)) + ["\(glyphs.ellipsis) \(left) more lines \(glyphs.ellipsis)"]
                + Array(rows.suffix(kept))
        }
        let (first, second) = texts
        return rows + [""]
            + Columns.lines(
                [Column(title: ["1"], body: first), Column(title: ["2"], body: second)], width: width, glyphs: glyphs)
    }

    private var texts: (String, String) {
        let (first, second) = (shown.first.text, shown.second.text)
        guard hasDifferences else { return (first, second) }
        let pieces = WordDifference(first, second).pieces(first, second)
        func marked(_ own: KeyPath<(String, String), String>) -> String {
            pieces.map { piece in
                switch piece {
                case .same(let text): return text
                case .differing(let old, let new):
                    let text = (old, new)[keyPath: own]
                    return text.isEmpty ? "" : "[\(text)]"
                }
            }.joined()
        }
        return (marked(\.0), marked(\.1))
    }
}
