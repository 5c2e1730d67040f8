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
        let first = lines.firstIndex { !Self.trimmed($0).isEmpty && !$0.hasPrefix("#") }
        guard let first, Self.isFence(lines[first]) else {
            (body, bodyLine) = Self.body(of: lines, from: 0)
            return
        }
        guard let end = lines[(first + 1)...].firstIndex(where: Self.isFence) else {
            throw .notYAML(
                .syntax(
                    file: name, at: FilePosition(line: first + 1, column: 1),
                    problem: "the header that begins here isn't closed with another `---`."))
        }
        (body, bodyLine) = Self.body(of: lines, from: end + 1)
        commentLines = lines[..<first].indices.filter { lines[$0].hasPrefix("#") }.map { $0 + 1 }
        let blank = Array(repeating: "", count: first + 1)
        let source = YAMLSource(
            file: name, text: (blank + lines[(first + 1)..<end]).joined(separator: "\n") + "\n")
        let root = try source.tree()
        commentLines += source.commentLines(outside: root)
        if let root, !root.isEmpty {
            header = PlacedValue(node: root, path: "", source: source)
        }
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
