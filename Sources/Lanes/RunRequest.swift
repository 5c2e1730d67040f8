import Prompting
import Sampling

/// The mode of a run: what it may share between lanes and with earlier runs.
package enum RunMode: String, Sendable, Codable {
    /// All lanes in one batch, with shared and kept prefixes. The same run in a fresh process gives the same text.
    case fast
    /// One lane at a time, in fixed chunks from an empty memory: bit-for-bit repeatable on one build and CPU.
    case strict
}

/// One lane of a run.
package struct LaneRequest: Sendable, Hashable, Codable {
    /// The lane's name.
    package var name: String
    /// The prompt that it sends.
    package var prompt: CompiledPrompt
    /// Its settings, with defaults.
    package var settings: Settings
    /// The number of outputs, 1...1000. Under beam search it is that of the beams to keep.
    package var samples: Int
    /// The key of the case in an evaluation; 0 outside one.
    package var caseKey: UInt64
    /// The tokens that each stage begins with, for a lane that branches off another one. Stages without such tokens
    /// draw from their start.
    package var openings: [[Int32]] = []

    /// Creates a lane, which by default draws one output. Beam search has as many as its settings keep.
    package init(name: String, prompt: CompiledPrompt, settings: Settings, samples: Int = 1, caseKey: UInt64 = 0) {
        self.name = name
        self.prompt = prompt
        self.settings = settings
        self.samples = settings.isBeamSearch ? settings.keptBeams : samples
        self.caseKey = caseKey
    }
}

/// A request for a run: what F5 or `lathe run` asks of an engine.
package struct RunRequest: Sendable, Hashable, Codable {
    /// The lanes, in the order in which they are shown.
    package var lanes: [LaneRequest]
    /// The mode, which says what lanes may share.
    package var mode: RunMode
    /// True to keep the rows for drawing again; an evaluation doesn't keep them.
    package var keepsRows: Bool
    /// The largest number of samples that run at once, at least 1; nil is as many as the engine takes. A server has its
    /// own limit.
    package var parallel: Int?
    /// The time that chat templates are told, in seconds since 1970; nil is when the run begins.
    package var date: Int64?

    /// Creates a request for a run of these lanes.
    package init(
        lanes: [LaneRequest], mode: RunMode = .fast, keepsRows: Bool = true, parallel: Int? = nil, date: Int64? = nil
    ) {
        self.lanes = lanes
        self.mode = mode
        self.keepsRows = keepsRows
        self.parallel = parallel
        self.date = date
    }
}
