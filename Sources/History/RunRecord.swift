import Foundation

/// What asked for a run.
public enum RunOrigin: String, Sendable, Hashable, Codable, CaseIterable {
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
public struct PromptRecord: Sendable, Hashable, Codable {
    /// What it was called.
    public var name: String
    /// The path of its file; nil where it came from elsewhere.
    public var file: String?
    /// The text of its file, unsaved edits included.
    public var text: String
    /// Values that were given to its variables beside its own.
    public var variables: [String: String]

    /// A prompt as it was.
    public init(name: String, file: String? = nil, text: String, variables: [String: String] = [:]) {
        self.name = name
        self.file = file
        self.text = text
        self.variables = variables
    }
}

/// What a run was computed on; floating-point results depend on it.
public struct MachineRecord: Sendable, Hashable, Codable {
    /// The Lathe that drew the tokens.
    public var lathe: String
    /// The processor as it names itself; empty where it doesn't.
    public var processor: String
    /// Threads that computed.
    public var threads: Int
    /// How many rows batches of 1, 2, … rows were padded to; empty where nothing was padded.
    public var padding: [Int]

    /// A machine.
    public init(lathe: String, processor: String, threads: Int, padding: [Int] = []) {
        self.lathe = lathe
        self.processor = processor
        self.threads = threads
        self.padding = padding
    }
}

/// One run with all that is needed to make it again: what the history keeps.
public struct RunRecord: Sendable, Hashable {
    /// When it began, to the millisecond.
    public var date: Date
    /// How long it took, in seconds.
    public var seconds: Double
    /// What asked for it.
    public var origin: RunOrigin
    /// What its lanes shared: `fast` or `strict`.
    public var mode: String
    /// The prompt.
    public var prompt: PromptRecord
    /// The lanes, in the order in which they were shown.
    public var lanes: [LaneRecord]
    /// What it was computed on.
    public var machine: MachineRecord
    /// What was said about it, in sentences.
    public var notices: [String]
    /// Whether the engine had computed nothing before it; in fast mode text may depend on what it did.
    public var isFresh: Bool
    /// Whether it was cancelled.
    public var isCancelled: Bool
    /// The run that it repeats, if it does.
    public var rerunOf: Int64?

    /// A run; the date is rounded to the millisecond.
    public init(
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
public struct RecordedRun: Sendable, Hashable, Identifiable {
    /// Its number: higher ones were recorded later, and none is ever given twice.
    public let id: Int64
    /// The run.
    public var run: RunRecord
    /// 1...5; nil where it wasn't rated.
    public var rating: Int?
    /// Its tags, sorted.
    public var tags: [String]
    /// A note; often empty.
    public var note: String
    /// When it was deleted; nil unless it was.
    public var deleted: Date?

    /// A run in the history.
    public init(
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
