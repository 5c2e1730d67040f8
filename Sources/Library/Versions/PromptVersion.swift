import Foundation
import Prompting

/// A state that a prompt's file was in.
package struct PromptVersion: Sendable, Hashable {
    /// The number of the version; 1 is the oldest.
    package var number: Int
    /// When the version was saved, or found.
    package var date: Date
    /// The file that it is kept in.
    package var path: String
}

/// A version with its content.
package struct DescribedVersion: Sendable {
    /// The version.
    package var version: PromptVersion
    /// The prompt in it; nil if it can't be read.
    package var prompt: Prompt?
    /// The differences from the version before; nil if there is none that can be read.
    package var changes: PromptDifference?
    /// The number of an earlier version with the same content, other than the one just before. This version restored
    /// it.
    package var same: Int?
    /// Why the version can't be read; nil if it can.
    package var problem: PromptFileError?

    /// A few words about what the version changed.
    package var sentence: String {
        if let problem { return "has a mistake: \(problem)" }
        guard let changes else { return "first version" }
        if changes.parts.isEmpty { return "only the formatting" }
        return changes.summary + (same.map { ", the same again as version \($0)" } ?? "")
    }
}
