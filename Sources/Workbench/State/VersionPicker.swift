import Library
import Prompting

/// The versions of a saved prompt to choose from, newest first.
struct VersionPicker: Sendable {
    /// The prompt's file.
    var path: String
    var versions: [DescribedVersion]
    /// What the file says now; nil if it is gone or has a mistake.
    var now: Prompt?
    var selected = 0

    var chosen: DescribedVersion? { versions.indices.contains(selected) ? versions[selected] : nil }
}
