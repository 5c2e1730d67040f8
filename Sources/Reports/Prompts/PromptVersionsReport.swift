import Foundation
import Library
import TextLayout

/// The versions of a prompt as JSON.
package struct PromptVersionsReport: Encodable {
    private struct Version: Encodable {
        var number: Int
        var date: Date
        var path: String
        var changes: [String]
        var error: String?
    }

    private var path: String
    private var versions: [Version]

    /// Creates the report of the versions of the prompt at a path.
    package init(path: String, _ versions: [DescribedVersion]) {
        self.path = path
        self.versions = versions.map { entry in
            Version(
                number: entry.version.number, date: entry.version.date, path: entry.version.path,
                changes: entry.changes?.parts.map(\.name) ?? [], error: entry.problem.map { "\($0)" })
        }
    }
}

extension PromptDifference {
    /// The parts that differ, with the words of the first in `[-…-]` and those of the second in `{+…+}`.
    package var text: String {
        parts.map { part in
            let (a, b) = (part.first ?? "", part.second ?? "")
            let body = WordDifference(a, b).marked(a, b)
            return body.contains("\n") ? "\(part.name):\n\(body)\n" : "\(part.name): \(body)\n"
        }.joined()
    }
}
