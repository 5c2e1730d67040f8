import Foundation

/// The command or screen that made a run.
package enum RunOrigin: String, Sendable, Hashable, Codable, CaseIterable {
    /// The workbench, asked by hand.
    case screen
    /// The workbench by itself, after a change.
    case live
    /// `lathe run`.
    case run
    /// A line of `lathe batch`.
    case batch
    /// `lathe history rerun`.
    case rerun
}

/// The prompt of a run, at that time.
package struct PromptRecord: Sendable, Hashable, Codable {
    /// The prompt's name.
    package var name: String
    /// The path of its file; nil if it isn't from a file.
    package var file: String?
    /// The text of its file, with unsaved edits.
    package var text: String
    /// Values that the run gave to variables, besides the prompt's own.
    package var variables: [String: String]

    /// Creates a record.
    package init(name: String, file: String? = nil, text: String, variables: [String: String] = [:]) {
        self.name = name
        self.file = file
        self.text = text
        self.variables = variables
    }
}

/// The machine that computed a run; floating-point results depend on it.
package struct MachineRecord: Sendable, Hashable, Codable {
    /// The version of Lathe that drew the tokens.
    package var lathe: String
    /// The processor's name for itself; empty if it has none.
    package var processor: String
    /// Number of threads.
    package var threads: Int
    /// Number of rows that batches of 1, 2, … rows were padded to; empty if nothing was padded.
    package var padding: [Int]

    /// Creates a record.
    package init(lathe: String, processor: String, threads: Int, padding: [Int] = []) {
        self.lathe = lathe
        self.processor = processor
        self.threads = threads
        self.padding = padding
    }
}

/// One run as the history keeps it, with all that is needed to make it again.
package struct RunRecord: Sendable, Hashable {
    /// When the run began, to the millisecond.
    package var date: Date
    /// How long the run took, in seconds.
    package var seconds: Double
    /// The command or screen that made it.
    package var origin: RunOrigin
    /// The mode: `fast` or `strict`.
    package var mode: String
    /// The prompt.
    package var prompt: PromptRecord
    /// The lanes, in the order in which they were shown.
    package var lanes: [LaneRecord]
    /// The machine that computed it.
    package var machine: MachineRecord
    /// Notices about the run, in sentences.
    package var notices: [String]
    /// True if the engine had computed nothing before. In fast mode the text may depend on what it did.
    package var isFresh: Bool
    /// True if the run was cancelled.
    package var isCancelled: Bool
    /// The number of the run that it repeats; nil if it repeats none.
    package var rerunOf: Int64?

    /// Creates a record. The date is rounded to the millisecond.
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

/// A run in the history, with what was added to it since.
package struct RecordedRun: Sendable, Hashable, Identifiable {
    /// The run's number. Later runs have higher numbers, and no number is given twice.
    package let id: Int64
    /// The run.
    package var run: RunRecord
    /// The rating, 1...5; nil if there is none.
    package var rating: Int?
    /// Its tags, sorted.
    package var tags: [String]
    /// A note; empty if there is none.
    package var note: String
    /// When it was deleted; nil if it isn't deleted.
    package var deleted: Date?

    /// Creates a recorded run.
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
    /// The milliseconds since 1970 that a run may have: from the year 1900 to the year 9999.
    static let recordable: ClosedRange<Int64> = -2_208_988_800_000...253_402_300_799_999

    /// The date in whole milliseconds, as the history keeps it, so that it survives being written as text.
    var roundedToMilliseconds: Date { Date(milliseconds: milliseconds) }

    /// The milliseconds since 1970; those of the nearest date that can be kept.
    var milliseconds: Int64 {
        let exact = (timeIntervalSince1970 * 1000).rounded()
        let (first, last) = (Self.recordable.lowerBound, Self.recordable.upperBound)
        return exact >= Double(last) ? last : exact > Double(first) ? Int64(exact) : first
    }

    /// The date of milliseconds since 1970, or the nearest one that can be kept.
    init(milliseconds: Int64) {
        let kept = min(max(milliseconds, Self.recordable.lowerBound), Self.recordable.upperBound)
        self.init(timeIntervalSince1970: Double(kept) / 1000)
    }
}
