import Foundation
import Prompting

/// Which runs are wanted; all conditions have to hold.
package struct HistoryFilter: Sendable, Hashable {
    /// Words that have to stand in prompt, outputs or note: all of them, in any order and case. `"…"` is a phrase, and `word*` finds
    /// what begins so. Korean, Chinese and Japanese are found inside of words too. Empty asks for nothing.
    package var text: String
    /// Part of the prompt's name or of its file's path, ASCII letters in any case.
    package var prompt: String?
    /// Part of the name of a lane's model.
    package var model: String?
    /// A technique that a lane has.
    package var technique: Technique?
    /// Tags that the run has, all of them.
    package var tags: [String]
    /// The rating's range, within 1...5; runs without a rating are in none.
    package var rating: ClosedRange<Int>?
    /// What asked for the run.
    package var origin: RunOrigin?
    /// Only runs that began then or later.
    package var since: Date?
    /// Only runs that began before.
    package var until: Date?
    /// Only deleted runs, in place of all others.
    package var isDeleted: Bool

    /// A filter; without conditions it lets all runs through that aren't deleted.
    package init(
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
package enum HistoryPosition: Sendable, Hashable {
    /// With the newest run.
    case newest
    /// With the newest run older than this one.
    case olderThan(Int64)
    /// With the oldest run newer than this one; the page is still newest first.
    case newerThan(Int64)
}

/// A run in a list.
package struct HistoryEntry: Sendable, Hashable, Codable, Identifiable {
    /// A place where a word that was searched for stands.
    package struct Match: Sendable, Hashable, Codable {
        /// `prompt`, `output` or `note`.
        package var place: String
        /// The text around it, on one line.
        package var text: String
    }

    /// The run's number.
    package var id: Int64
    /// When it began.
    package var date: Date
    /// How long it took, in seconds.
    package var seconds: Double
    /// What asked for it.
    package var origin: RunOrigin
    /// `fast` or `strict`.
    package var mode: String
    /// The prompt's name.
    package var prompt: String
    /// The path of the prompt's file.
    package var file: String?
    /// The beginning of what was asked, on one line.
    package var input: String
    /// The beginning of the first lane's answer, or of its error, on one line.
    package var answer: String
    /// The lanes' techniques, each once.
    package var techniques: [Technique]
    /// The names of the lanes' models, each once.
    package var models: [String]
    /// How many lanes it has.
    package var lanes: Int
    /// How many of them failed.
    package var failedLanes: Int
    /// Tokens that were generated.
    package var tokens: Int
    /// Whether it was cancelled.
    package var isCancelled: Bool
    /// 1...5; nil if it wasn't rated.
    package var rating: Int?
    /// Its tags, sorted.
    package var tags: [String]
    /// The beginning of its note, on one line.
    package var note: String
    /// When it was deleted; nil unless it was.
    package var deleted: Date?
    /// Where a word stands that was searched for; nil if nothing was.
    package var match: Match?
}

/// Some runs that a filter lets through, newest first.
package struct HistoryPage: Sendable, Hashable {
    /// The runs.
    package var entries: [HistoryEntry]
    /// Where the next older page begins; nil if there is none.
    package var next: HistoryPosition?
    /// Runs that should be on the page but can't be read.
    package var damaged: [Int64] = []
}

/// A value that runs can be filtered by, and how many runs have it.
package struct HistoryFacet: Sendable, Hashable, Codable {
    /// The tag, or the name of the prompt or model.
    package var name: String
    /// How many runs.
    package var runs: Int
}
