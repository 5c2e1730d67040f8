import Foundation
import Prompting

/// Conditions that runs must meet, all of them.
package struct HistoryFilter: Sendable, Hashable {
    /// Words that must occur in prompt, outputs or note, all of them, in any order and case. `"…"` is a phrase, and
    /// `word*` finds words that begin like this. Korean, Chinese and Japanese words are also found inside of others. An
    /// empty text is no condition.
    package var text: String
    /// A part of the prompt's name or of its file's path; ASCII letters in any case.
    package var prompt: String?
    /// A part of the name of a lane's model.
    package var model: String?
    /// A technique that at least one lane has.
    package var technique: Technique?
    /// Tags that the run must have, all of them.
    package var tags: [String]
    /// The range of the rating, within 1...5. Runs without a rating never match.
    package var rating: ClosedRange<Int>?
    /// The command or screen that made the run.
    package var origin: RunOrigin?
    /// The earliest time at which the run may have begun.
    package var since: Date?
    /// The time before which the run must have begun.
    package var until: Date?
    /// True to find only deleted runs, false to find only the others.
    package var isDeleted: Bool

    /// Creates a filter. Without conditions all runs pass that aren't deleted.
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

extension HistoryFilter {
    /// The words that evaluations must have to pass as well; nil if it asks for what no evaluation has.
    package var evaluationWords: String? {
        guard tags.isEmpty, rating == nil, origin == nil, since == nil, until == nil, !isDeleted else { return nil }
        let words = text.replacing("*", with: "").replacing("\"", with: "")
        return ([words] + [prompt, technique?.rawValue, model].compactMap(\.self)).filter { !$0.isEmpty }
            .joined(separator: " ")
    }
}

/// The place where a page of the history begins. New runs don't change which runs are on it.
package enum HistoryPosition: Sendable, Hashable {
    /// The page begins with the newest run.
    case newest
    /// The page begins with the newest run that is older than this one.
    case olderThan(Int64)
    /// The page ends with the oldest run that is newer than this one; it is newest first too.
    case newerThan(Int64)
}

/// A run in a list.
package struct HistoryEntry: Sendable, Hashable, Codable, Identifiable {
    /// An occurrence of a word that was searched for.
    package struct Match: Sendable, Hashable, Codable {
        /// The part of the run: `prompt`, `output` or `note`.
        package var place: String
        /// The text around it, on one line.
        package var text: String
    }

    /// The run's number.
    package var id: Int64
    /// When the run began.
    package var date: Date
    /// How long the run took, in seconds.
    package var seconds: Double
    /// The command or screen that made the run.
    package var origin: RunOrigin
    /// `fast` or `strict`.
    package var mode: String
    /// The prompt's name.
    package var prompt: String
    /// The path of the prompt's file.
    package var file: String?
    /// The beginning of the input, on one line.
    package var input: String
    /// The beginning of the first lane's answer, or of its error, on one line.
    package var answer: String
    /// The lanes' techniques, without repetition.
    package var techniques: [Technique]
    /// The names of the lanes' models, without repetition.
    package var models: [String]
    /// Number of lanes.
    package var lanes: Int
    /// Number of lanes that failed.
    package var failedLanes: Int
    /// Number of tokens that were generated.
    package var tokens: Int
    /// True if the run was cancelled.
    package var isCancelled: Bool
    /// The rating, 1...5; nil if there is none.
    package var rating: Int?
    /// Its tags, sorted.
    package var tags: [String]
    /// The beginning of its note, on one line.
    package var note: String
    /// When it was deleted; nil if it isn't deleted.
    package var deleted: Date?
    /// Number of pairs with a verdict in which its outputs stand, each order by itself.
    package var pairs = 0
    /// The first occurrence of a word that was searched for; nil if none was.
    package var match: Match?
}

/// A part of the runs that pass a filter, newest first.
package struct HistoryPage: Sendable, Hashable {
    /// The runs.
    package var entries: [HistoryEntry]
    /// The place where the next older page begins; nil if there is none.
    package var next: HistoryPosition?
    /// Numbers of runs that belong on the page but can't be read.
    package var damaged: [Int64] = []
}

/// A value that runs can be filtered by, with the number of runs that have it.
package struct HistoryFacet: Sendable, Hashable, Codable {
    /// The tag, or the name of the prompt or model.
    package var name: String
    /// Number of runs.
    package var runs: Int
}
