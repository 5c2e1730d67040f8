import Foundation

/// What asked for a run.
package enum RunOrigin: String, Sendable, Hashable, Codable, CaseIterable {
    /// The workbench.
    case screen
    /// `lathe run`.
    case run
    /// A line of `lathe batch`.
    case batch
    /// `lathe history rerun`.
    case rerun
}

/// The prompt of a run, as it was.
package struct PromptRecord: Sendable, Hashable, Codable {
    /// What it was called.
    package var name: String
    /// The path of its file; nil if it came from elsewhere.
    package var file: String?
    /// The text of its file, unsaved edits included.
    package var text: String
    /// Values that were given to its variables beside its own.
    package var variables: [String: String]

    /// A prompt as it was.
    package init(name: String, file: String? = nil, text: String, variables: [String: String] = [:]) {
        self.name = name
        self.file = file
        self.text = text
        self.variables = variables
    }
}

/// What a run was computed on; floating-point results depend on it.
package struct MachineRecord: Sendable, Hashable, Codable {
    /// The Lathe that drew the tokens.
    package var lathe: String
    /// The processor as it names itself; empty if it doesn't.
    package var processor: String
    /// Threads that computed.
    package var threads: Int
    /// How many rows batches of 1, 2, … rows were padded to; empty if nothing was padded.
    package var padding: [Int]

    /// A machine.
    package init(lathe: String, processor: String, threads: Int, padding: [Int] = []) {
        self.lathe = lathe
        self.processor = processor
        self.threads = threads
        self.padding = padding
    }
}

/// One run with all that is needed to make it again: what the history keeps.
package struct RunRecord: Sendable, Hashable {
    /// When it began, to the millisecond.
    package var date: Date
    /// How long it took, in seconds.
    package var seconds: Double
    /// What asked for it.
    package var origin: RunOrigin
    /// What its lanes shared: `fast` or `strict`.
    package var mode: String
    /// The prompt.
    package var prompt: PromptRecord
    /// The lanes, in the order in which they were shown.
    package var lanes: [LaneRecord]
    /// What it was computed on.
    package var machine: MachineRecord
    /// What was said about it, in sentences.
    package var notices: [String]
    /// Whether the engine had computed nothing before it; in fast mode text may depend on what it did.
    package var isFresh: Bool
    /// Whether it was cancelled.
    package var isCancelled: Bool
    /// The run that it repeats, if it does.
    package var rerunOf: Int64?

    /// A run; the date is rounded to the millisecond.
    package init(
        date: Date, seconds: Double, origin: RunOrigin, mode: String, prompt: PromptRecord, lanes: [LaneRecord],
        machine: MachineRecord, notices: [String] = [], isFresh: Bool = true, isCancelled: Bool = false,
        rerunOf: Int64? = nil
    ) {
        self.date = date.roundedToMilliseconds
        self.seconds = seconds.isFinite ? seconds : 0
        self.origin = origin
        self.mode = mode
        self.prompt = prompt
        self.lanes = lanes
        self.machine = machine
        self.notices = notices
        self.isFresh = isFresh
        self.isCancelled = isCancelled
        self.rerunOf = rerunOf
    }
}

/// A run that is in the history, with what was added to it since.
package struct RecordedRun: Sendable, Hashable, Identifiable {
    /// Its number: higher ones were recorded later, and none is ever given twice.
    package let id: Int64
    /// The run.
    package var run: RunRecord
    /// 1...5; nil if it wasn't rated.
    package var rating: Int?
    /// Its tags, sorted.
    package var tags: [String]
    /// A note; often empty.
    package var note: String
    /// When it was deleted; nil unless it was.
    package var deleted: Date?

    /// A run in the history.
    package init(
        id: Int64, run: RunRecord, rating: Int? = nil, tags: [String] = [], note: String = "", deleted: Date? = nil
    ) {
        self.id = id
        self.run = run
        self.rating = rating
        self.tags = tags
        self.note = note
        self.deleted = deleted
    }
}

extension Date {
    /// The history's dates are whole milliseconds, so that they survive text.
    var roundedToMilliseconds: Date { Date(milliseconds: Int64((timeIntervalSince1970 * 1000).rounded())) }

    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

    init(milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}
