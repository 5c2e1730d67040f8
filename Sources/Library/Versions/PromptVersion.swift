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
    /// Why it can't be read.
    public var problem: PromptFileError?

    /// What it changed, in a few words.
    public var sentence: String {
        if let problem { return "has a mistake: \(problem)" }
        guard let changes else { return "first version" }
        return changes.parts.isEmpty ? "only how it is written" : changes.summary
    }
}
