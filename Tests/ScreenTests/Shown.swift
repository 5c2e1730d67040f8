import Foundation
import Testing

/// What a window shows: its rows, without spaces at their ends.
struct Shown {
    let text: String

    var rows: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() }

    func contains(_ words: String) -> Bool { text.contains(words) }

    func contains(_ pattern: some RegexComponent) -> Bool { text.contains(pattern) }

    /// How often a text is there.
    func count(_ words: String) -> Int { text.components(separatedBy: words).count - 1 }

    /// Lanes that have ended, as their figures say.
    var endedLanes: Int { text.matches(of: /\d tok [·\d-]|\dt \d/).count }

    /// What lanes say, from left to right, in one line each; settings and figures are left out.
    func outputs(of lanes: Int = 2) -> [String] {
        let rows = rows.map { Array($0) }
        guard let first = rows.firstIndex(where: { String($0).contains("╭ 1 · ") }) else { return [] }
        let edges = rows[first].indices.filter { rows[first][$0] == "╭" }.suffix(lanes)
        let inside = rows[(first + 2)...].prefix { row in
            edges.allSatisfy { row.indices.contains($0) && row[$0] == "│" }
        }
        return edges.map { edge in
            inside.dropLast().flatMap { String($0[(edge + 1)...].prefix { $0 != "│" }).split(separator: " ") }
                .joined(separator: " ")
        }
    }

    /// Expects all panes from the header to the keys, every edge in its place, and nothing left of a smaller screen.
    func expectWhole(title: String, rows count: Int, _ location: SourceLocation = #_sourceLocation) {
        let rows = rows
        guard rows.count == count else {
            Issue.record("\(rows.count) rows instead of \(count):\n\(self)", sourceLocation: location)
            return
        }
        let isWhole = rows[2..<count - 1].allSatisfy { row in
            row.first.map { "╭│╰".contains($0) } == true && row.last.map { "╮│╯".contains($0) } == true
        }
        #expect(isWhole, "\(self)", sourceLocation: location)
        #expect(rows[0].hasPrefix(" lathe  \(title)"), "\(self)", sourceLocation: location)
        #expect(rows[count - 1].hasSuffix("quit"), "\(self)", sourceLocation: location)
    }
}

/// In ASCII, because `swift test` loses a piece of its output where it ends within a character.
extension Shown: CustomStringConvertible, CustomTestStringConvertible {
    var description: String { String(text.map { $0.isASCII ? $0 : Self.standIns[$0] ?? "?" }) }
    var testDescription: String { description }

    private static let standIns: [Character: Character] = [
        "╭": "+", "╮": "+", "╰": "+", "╯": "+", "│": "|", "─": "-", "━": "=", "●": "o", "○": "o", "•": "*", "·": "-",
        "█": "#", "░": ".", "…": "~", "→": ">", "←": "<", "▸": ">", "▎": "|", "“": "\"", "”": "\"",
    ]
}
