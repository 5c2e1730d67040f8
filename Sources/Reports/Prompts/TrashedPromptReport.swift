import Foundation
import Library

/// A deleted prompt as JSON.
package struct TrashedPromptReport: Encodable {
    private var name: String
    private var keptAs: String
    private var deleted: Date
    private var original: String
    private var path: String

    /// Creates the report of a prompt in the trash.
    package init(_ prompt: TrashedPrompt) {
        (name, keptAs, deleted) = (prompt.name, prompt.keptName, prompt.date)
        (original, path) = (prompt.original, prompt.path)
    }
}

extension TrashedPrompt {
    /// The titles of ``cells``.
    package static let heading = ["prompt", "kept as", "deleted", "was"]

    /// The prompt's row in a table.
    package var cells: [String] { [name, keptName, date.inShort, original] }
}
