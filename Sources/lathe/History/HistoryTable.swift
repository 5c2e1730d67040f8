import Foundation
import History
import Library
import Prompting
import TextLayout

/// Rows of text in columns, the last of which takes what room is left.
struct TextTable {
    /// Most cells of a column but the last.
    static let mostWidth = 28

    var rows: [[String]]

    func lines(width: Int, glyphs: Glyphs) -> [String] {
        let count = rows.map(\.count).max() ?? 0
        let cells = rows.map { row in
            row.map { harmless($0, glyphs: glyphs).replacing("\n", with: " ").replacing("\t", with: " ") }
        }
        let widths = (0..<count).map { column in
            min(Self.mostWidth, cells.map { $0.indices.contains(column) ? $0[column].displayWidth : 0 }.max() ?? 0)
        }
        return cells.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let isLast = column == row.count - 1
                let room = isLast ? max(8, width - line.displayWidth) : widths[column]
                let fitted = cell.truncated(toWidth: room, ellipsis: glyphs.ellipsis)
                line += isLast ? fitted : fitted.padded(toWidth: room) + "  "
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
    }

    func show() throws {
        let terminal = TerminalSize.current
        try printOutput(lines(width: terminal.columns, glyphs: terminal.glyphs).map { $0 + "\n" }.joined())
    }
}

extension HistoryEntry {
    static let heading = ["run", "date", "prompt", "technique", "lanes", "rating", "answer"]

    /// Its line in a list; where words were searched for, the place where one stands is in place of the answer.
    var cells: [String] {
        var said = match.map { "\($0.place): \($0.text)" } ?? answer
        if match == nil, failedLanes > 0 { said = "failed: \(said)" }
        if !tags.isEmpty { said = "[\(tags.joined(separator: ", "))] " + said }
        return [
            "\(id)", date.inShort, prompt, techniques.map(\.rawValue).joined(separator: " "), "\(lanes)",
            rating.map { "\($0)" } ?? "-", said,
        ]
    }
}

extension Date {
    /// `2025-11-25 09:30`, where the user is.
    var inShort: String {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day, .hour, .minute], from: self)
        return String(
            format: "%04d-%02d-%02d %02d:%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0, parts.hour ?? 0,
            parts.minute ?? 0)
    }

    /// The same with seconds.
    var toTheSecond: String {
        inShort + String(format: ":%02d", Calendar(identifier: .gregorian).component(.second, from: self))
    }
}
