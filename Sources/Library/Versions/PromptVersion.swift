import Foundation
import Prompting

/// A state that a prompt's file was in.
public struct PromptVersion: Sendable, Hashable {
    /// From 1, the oldest.
    public var number: Int
    /// When it was saved, or found.
    public var date: Date
    /// The file that it is kept in.
    public var path: String
}

/// A version with what is in it.
public struct DescribedVersion: Sendable {
    /// Which.
    public var version: PromptVersion
    /// What it says; nil if it can't be read.
    public var prompt: Prompt?
    /// What is different from the version before; nil where there is none that could be read.
    public var changes: PromptDifference?
    /// The number of an earlier version, not the one just before, that says the same: it was restored.
    public var same: Int?
    /// Why it can't be read.
    public var problem: PromptFileError?

    /// What it changed, in a few words.
    public var sentence: String {
        if let problem { return "has a mistake: \(problem)" }
        guard let changes else { return "first version" }
        if changes.parts.isEmpty { return "only how it is written" }
        return changes.summary + (same.map { ", as in version \($0) again" } ?? "")
    }
}
