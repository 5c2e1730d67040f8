/// The form of a source's file, by the end of its name.
package enum SourceFormat: String, Sendable, Hashable, CaseIterable {
    case markdown, text, html, csv, jsonLines, pdf

    /// The ends of names that have the form.
    package var endings: [String] {
        switch self {
        case .markdown: ["md", "markdown", "mdown"]
        case .text: ["txt", "text", "rst", "adoc", "org"]
        case .html: ["html", "htm", "xhtml"]
        case .csv: ["csv", "tsv", "tab"]
        case .jsonLines: ["jsonl", "ndjson"]
        case .pdf: ["pdf"]
        }
    }

    /// Finds the form of a file; nil if its name has another end.
    package init?(name: String) {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return nil }
        let ending = name[name.index(after: dot)...].lowercased()
        guard let format = Self.allCases.first(where: { $0.endings.contains(ending) }) else { return nil }
        self = format
    }
}
