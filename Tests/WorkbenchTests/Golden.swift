import Foundation
import Terminal
import Testing

@testable import Workbench

/// Compares a screen with the one that was accepted: its lines, then a letter for the look of each cell.
enum Golden {
    private static let letters: [Terminal.Role: Character] = [
        .text: " ", .faint: "f", .border: "-", .focusedBorder: "=", .title: "t", .accent: "a", .selection: "s",
        .key: "k",
        .difference: "d", .warning: "w", .error: "e", .success: "u", .bar: "#", .faintBar: ":", .control: "c",
        .tint: "i", .written: "l", .writtenTint: "m", .unlikely: "1", .doubtful: "2", .likely: "3", .certain: "4",
    ]

    private static var isRecording: Bool { ProcessInfo.processInfo.environment["LATHE_RECORD"] == "1" }

    static func check(_ pilot: Pilot, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Screens/\(name).txt")
        let shown = text(of: pilot.frame)
        if isRecording {
            try Data(shown.utf8).write(to: path)
            return
        }
        let accepted = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
        guard accepted != shown else { return }
        let difference = difference(accepted, shown)
        Issue.record(
            """
            The screen \(name) isn't the accepted one (-). If the new one (+) is right, `make screens` accepts it.
            \(difference)
            """, sourceLocation: sourceLocation)
    }

    /// A frame as a file.
    static func text(of frame: Frame) -> String {
        let canvas = frame.canvas
        var text = canvas.lines.joined(separator: "\n") + "\n"
        text += String(repeating: "~", count: canvas.size.columns) + "\n"
        for row in 0..<canvas.size.rows {
            let looks = (0..<canvas.size.columns).compactMap { canvas[Position(column: $0, row: row)]?.style }
            var line = String(looks.map(letter))
            while line.last == " " { line.removeLast() }
            text += line + "\n"
        }
        text += frame.cursor.map { "cursor at column \($0.column), row \($0.row)\n" } ?? "no cursor\n"
        return text + "title: \(frame.title)\n"
    }

    /// Attributes that a place adds to its role's make the letter a capital, or a full stop for plain text.
    private static func letter(_ style: Style) -> Character {
        let letter = letters[style.role] ?? "?"
        if style.attributes.isEmpty { return letter }
        return letter == " " ? "." : Character(letter.uppercased())
    }

    private static func difference(_ accepted: String, _ shown: String) -> String {
        let old = accepted.split(separator: "\n", omittingEmptySubsequences: false)
        let new = shown.split(separator: "\n", omittingEmptySubsequences: false)
        var lines: [String] = []
        for index in 0..<max(old.count, new.count) {
            let (left, right) = (
                index < old.count ? String(old[index]) : nil, index < new.count ? String(new[index]) : nil
            )
            guard left != right else { continue }
            lines.append("\(index + 1):")
            if let left { lines.append("-\(left)") }
            if let right { lines.append("+\(right)") }
        }
        return lines.prefix(120).joined(separator: "\n") + (lines.count > 120 ? "\n…" : "")
    }
}
