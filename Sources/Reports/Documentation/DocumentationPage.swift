import Foundation
import TextLayout

/// A page of the documentation, as `lathe help` shows it.
package struct DocumentationPage {
    /// The name to ask for it: its file's name without the ending.
    package var name: String
    /// Its place among the pages, such as `how-to/evaluate`.
    package var path: String
    /// Its first heading.
    package var title: String
    /// The path of its file.
    package let file: String

    /// Returns the pages below a folder, those for newcomers first; empty if there is no folder.
    package static func all(in folder: String?) -> [DocumentationPage] {
        guard let folder else { return [] }
        return ["", "how-to", "reference", "explanation"].flatMap { part in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(part)")) ?? []
            return names.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted().compactMap { name in
                DocumentationPage(name: String(name.dropLast(3)), part: part, folder: folder)
            }
        }
    }

    private init?(name: String, part: String, folder: String) {
        self.name = name
        path = part.isEmpty ? name : "\(part)/\(name)"
        file = "\(folder)/\(path).md"
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
        let heading = text.split(separator: "\n").first { $0.hasPrefix("# ") }
        title = heading.map { String($0.dropFirst(2)).replacing("`", with: "") } ?? name
    }

    /// Returns the page as a terminal shows it: headings stand out, links are only their words, pictures are left out.
    ///
    /// - Throws: Foundation's error if the file can't be read.
    package func text(isTerminal: Bool) throws -> String {
        let source = try String(contentsOfFile: file, encoding: .utf8)
        var lines: [String] = []
        var isCode = false
        for line in source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                isCode.toggle()
            } else if isCode {
                lines.append("    " + harmless(line))
            } else if line.hasPrefix("#") {
                let heading = harmless(String(line.drop { $0 == "#" }.dropFirst()).replacing("`", with: ""))
                lines.append(isTerminal ? "\u{1B}[1m\(heading)\u{1B}[0m" : heading)
            } else if !line.hasPrefix("<") {
                lines.append(harmless(Self.withoutLinks(line)))
            }
        }
        return lines.drop { $0.isEmpty }.joined(separator: "\n")
    }

    /// Returns the line with `[words](place)` as `words`. Addresses outside of the documentation stay.
    private static func withoutLinks(_ line: String) -> String {
        line.replacing(/\[([^\]]*)\]\(([^)\s]*)\)/) { match in
            match.2.hasPrefix("http") ? "\(match.1) (\(match.2))" : String(match.1)
        }
    }
}
