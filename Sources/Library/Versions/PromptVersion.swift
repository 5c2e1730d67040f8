import Foundation
import Prompting

/// A state that a prompt's file was in.
package struct PromptVersion: Sendable, Hashable {
    /// From 1, the oldest.
    package var number: Int
    /// When it was saved, or found.
    package var date: Date
    /// The file that it is kept in.
    package var path: String
}

/// A version with what is in it.
package struct DescribedVersion: Sendable {
    /// Which.
    package var version: PromptVersion
    /// What it says; nil if it can't be read.
    package var prompt: Prompt?
    /// What is different from the version before; nil if there is none that could be read.
    package var changes: PromptDifference?
    /// The number of an earlier version, not the one just before, that says the same: it was restored.
    package var same: Int?
    /// Why it can't be read.
    package var problem: PromptFileError?

    /// What it changed, in a few words.
    package var sentence: String {
        if let problem { return "has a mistake: \(problem)" }
        guard let changes else { return "first version" }
        if changes.parts.isEmpty { return "only how it is written" }
        return changes.summary + (same.map { ", as in version \($0) again" } ?? "")
    }
}
