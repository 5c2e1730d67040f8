import Foundation
import Prompting

/// Which runs are wanted; all conditions have to hold.
public struct HistoryFilter: Sendable, Hashable {
    /// Words that have to stand in prompt, outputs or note: all of them, in any order and case. `"…"` is a phrase, and `word*` finds
    /// what begins so. Korean, Chinese and Japanese are found inside of words too. Empty asks for nothing.
    public var text: String
    /// Part of the prompt's name or of its file's path, ASCII letters in any case.
    public var prompt: String?
    /// Part of the name of a lane's model.
    public var model: String?
    /// A technique that a lane has.
    public var technique: Technique?
    /// Tags that the run has, all of them.
    public var tags: [String]
    /// The rating's range, within 1...5; runs without a rating are in none.
    public var rating: ClosedRange<Int>?
    /// What asked for the run.
    public var origin: RunOrigin?
    /// Only runs that began then or later.
    public var since: Date?
    /// Only runs that began before.
    public var until: Date?
    /// Only deleted runs, in place of all others.
    public var isDeleted: Bool

    /// A filter; without conditions it lets all runs through that aren't deleted.
    public init(
        text: String = "", prompt: String? = nil, model: String? = nil, technique: Technique? = nil,
        tags: [String] = [], rating: ClosedRange<Int>? = nil, origin: RunOrigin? = nil, since: Date? = nil,
        until: Date? = nil, isDeleted: Bool = false
    ) {
        self.text = text
        self.prompt = prompt
        self.model = model
        self.technique = technique
        self.tags = tags
        self.rating = rating
        self.origin = origin
        self.since = since
        self.until = until
        self.isDeleted = isDeleted
    }
}

/// Where a page of the history begins. Runs that come meanwhile move nothing.
public enum HistoryPosition: Sendable, Hashable {
    /// With the newest run.
    case newest
    /// With the newest run older than this one.
    case olderThan(Int64)
    /// With the oldest run newer than this one; the page is still newest first.
    case newerThan(Int64)
}

/// A run in a list.
public struct HistoryEntry: Sendable, Hashable, Codable, Identifiable {
    /// A place where a word that was searched for stands.
    public struct Match: Sendable, Hashable, Codable {
        /// `prompt`, `output` or `note`.
        public var place: String
        /// The text around it, on one line.
        public var text: String
    }

    /// The run's number.
    public var id: Int64
    /// When it began.
    public var date: Date
    /// How long it took, in seconds.
    public var seconds: Double
    /// What asked for it.
    public var origin: RunOrigin
    /// `fast` or `strict`.
    public var mode: String
    /// The prompt's name.
    public var prompt: String
    /// The path of the prompt's file.
    public var file: String?
    /// The beginning of what was asked, on one line.
    public var input: String
    /// The beginning of the first lane's answer, or of its error, on one line.
    public var answer: String
    /// The lanes' techniques, each once.
    public var techniques: [Technique]
    /// The names of the lanes' models, each once.
    public var models: [String]
    /// How many lanes it has.
    public var lanes: Int
    /// How many of them failed.
    public var failedLanes: Int
    /// Tokens that were generated.
    public var tokens: Int
    /// Whether it was cancelled.
    public var isCancelled: Bool
    /// 1...5; nil where it wasn't rated.
    public var rating: Int?
    /// Its tags, sorted.
    public var tags: [String]
    /// The beginning of its note, on one line.
    public var note: String
    /// When it was deleted; nil unless it was.
    public var deleted: Date?
    /// Where a word stands that was searched for; nil where nothing was.
    public var match: Match?
}

/// Some runs that a filter lets through, newest first.
public struct HistoryPage: Sendable, Hashable {
    /// The runs.
    public var entries: [HistoryEntry]
    /// Where the next older page begins; nil where there is none.
    public var next: HistoryPosition?
    /// Runs that should be on the page but can't be read.
    public var damaged: [Int64] = []
}

/// A value that runs can be filtered by, and how many runs have it.
public struct HistoryFacet: Sendable, Hashable, Codable {
    /// The tag, or the name of the prompt or model.
    public var name: String
    /// How many runs.
    public var runs: Int
}
