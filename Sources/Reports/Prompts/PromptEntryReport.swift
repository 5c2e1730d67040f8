import Library

/// A saved prompt as JSON.
package struct PromptEntryReport: Encodable {
    private var name: String
    private var path: String
    private var isShipped: Bool
    private var title: String?
    private var description: String?
    private var tags: [String]?
    private var technique: String?
    private var error: String?

    /// Creates the report of an entry of the library.
    package init(_ entry: PromptEntry) {
        (name, path, isShipped) = (entry.name, entry.path, entry.isShipped)
        switch entry.summary {
        case .success(let summary):
            (title, description, tags) = (summary.title, summary.description, summary.tags)
            technique = summary.technique?.rawValue
        case .failure(let failure): error = commandLineText(of: failure)
        }
    }
}

extension PromptEntry {
    /// The titles of ``cells``.
    package static let heading = ["prompt", "technique", "tags", "about"]

    /// The entry's row in a table.
    package var cells: [String] {
        switch summary {
        case .success(let summary):
            let about = summary.description.isEmpty ? summary.firstLine : summary.description
            return [
                name, summary.technique?.rawValue ?? "-",
                summary.tags.isEmpty ? "-" : summary.tags.joined(separator: ", "),
                (isShipped ? "(shipped) " : "") + about,
            ]
        case .failure(let error): return [name, "-", "-", "has a mistake: \(commandLineText(of: error))"]
        }
    }
}
