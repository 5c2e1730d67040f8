import Foundation
import Library
import YAMLText

/// A file with a YAML header between lines of dashes, and a text below it.
struct FrontMatter {
    /// The header, with places in the file; nil if there is none or it is empty.
    var header: PlacedValue?
    /// The text below the header, trimmed.
    var body: String
    /// The line at which the body begins, from 1.
    var bodyLine: Int
    /// The lines with comments, in the header and above it.
    private(set) var commentLines: [Int] = []
    /// The lines of text above the header, which are no part of the prompt; nil if there are none.
    private(set) var textAbove: ClosedRange<Int>?
    let name: String

    /// Reads a file. Blank lines and comments may stand above the header.
    ///
    /// - Throws: ``PromptFileError`` if the header isn't closed, or isn't YAML.
    init(text: String, name: String) throws(PromptFileError) {
        self.name = name
        guard text.utf8.count <= PromptFile.mostBytes else {
            throw .tooLarge(file: name, reason: "it is larger than \(PromptFile.mostBytes >> 20) MB")
        }
        let plain = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        let lines = plain.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map { String($0) }
        let top = lines.firstIndex { !Self.trimmed($0).isEmpty && !$0.hasPrefix("#") }
        let isOnTop = top.map { Self.isFence(lines[$0]) } ?? false
        guard let first = isOnTop ? top : Self.headerBelowText(lines) else {
            (body, bodyLine) = Self.body(of: lines, from: 0)
            return
        }
        if !isOnTop {
            let filled = lines[..<first].indices.filter { !Self.trimmed(lines[$0]).isEmpty }
            if let start = filled.first, let end = filled.last { textAbove = start + 1...end + 1 }
        }
        guard let end = lines[(first + 1)...].firstIndex(where: Self.isFence) else {
            throw .notYAML(
                .syntax(
                    file: name, at: FilePosition(line: first + 1, column: 1),
                    problem: "the header that begins here isn't closed with another `---`."))
        }
        (body, bodyLine) = Self.body(of: lines, from: end + 1)
        if isOnTop { commentLines = lines[..<first].indices.filter { lines[$0].hasPrefix("#") }.map { $0 + 1 } }
        let blank = Array(repeating: "", count: first + 1)
        let source = YAMLSource(
            file: name, text: (blank + lines[(first + 1)..<end]).joined(separator: "\n") + "\n")
        let root = try source.tree()
        commentLines += source.commentLines(outside: root)
        if let root, !root.isEmpty {
            header = PlacedValue(node: root, path: "", source: source)
        }
    }

    /// Returns the line of dashes above a header that stands below other text, such as a note in Markdown; nil if there is
    /// none. Only a mapping with the keys of prompts counts, since lines of dashes are also rules between paragraphs.
    private static func headerBelowText(_ lines: [String]) -> Int? {
        guard let first = lines.firstIndex(where: isFence),
            let end = lines[(first + 1)...].firstIndex(where: isFence)
        else { return nil }
        let inside = lines[(first + 1)..<end].joined(separator: "\n")
        guard let header = try? PlacedValue(text: inside, name: ""), let entries = try? header.entries() else {
            return nil
        }
        return entries.contains { keys.contains($0.0) } ? first : nil
    }

    private static let keys: Set = [
        "model", "config", "input", "inputs", "inputSchema", "output", "outputs", "outputSchema", "template", "sample",
    ]

    /// Adds a sentence about the text above the header, if there is any.
    func reportTextAbove(to losses: inout Losses) {
        guard let textAbove else { return }
        let (first, last) = (textAbove.lowerBound, textAbove.upperBound)
        let place = first == last ? "line \(first)" : "lines \(first) to \(last)"
        losses.add("\(name), \(place): the text above the header is left out.")
    }

    /// Throws if the file is empty.
    func checkFilled() throws(PromptFileError) {
        guard header != nil || !body.isEmpty else {
            throw .invalid(
                file: name, at: FilePosition(line: 1, column: 1), key: PromptFileError.wholeFile, problem: "is empty.")
        }
    }

    /// Returns a place, such as `x.prompt, line 12:`, for a number of lines below the body's start.
    func place(_ line: Int = 0) -> String { "\(name), line \(bodyLine + line):" }

    private static func body(of lines: [String], from start: Int) -> (String, Int) {
        let first = lines[start...].firstIndex { !trimmed($0).isEmpty } ?? lines.count
        return (trimmed(lines[first...].joined(separator: "\n")), first + 1)
    }

    private static func isFence(_ line: String) -> Bool {
        let line = trimmed(line)
        return line == "---" || line == "+++"
    }

    private static func trimmed(_ line: String) -> String { line.trimmingCharacters(in: .whitespacesAndNewlines) }
}
