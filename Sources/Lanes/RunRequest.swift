import Prompting
import Sampling

/// How much a run may share between lanes and with earlier runs.
package enum RunMode: String, Sendable, Codable {
    /// All lanes in one batch, prefixes shared and kept: the same run in a fresh process gives the same text.
    case fast
    /// One lane at a time, in fixed chunks from an empty memory: bit-for-bit repeatable on one build and CPU.
    case strict
}

/// One lane of a run.
package struct LaneRequest: Sendable, Hashable, Codable {
    /// The lane's name.
    package var name: String
    /// What it sends.
    package var prompt: CompiledPrompt
    /// Its settings, all of them.
    package var settings: Settings
    /// How many outputs are drawn, 1...1000.
    package var samples: Int
    /// Key of the case in an evaluation, 0 outside one.
    package var caseKey: UInt64
    /// Tokens that each stage begins with instead of drawing them, for a lane that branches off another; stages that have none
    /// draw from their start.
    package var openings: [[Int32]] = []

    /// Creates a lane that draws one output unless `samples` says more.
    package init(name: String, prompt: CompiledPrompt, settings: Settings, samples: Int = 1, caseKey: UInt64 = 0) {
        self.name = name
        self.prompt = prompt
        self.settings = settings
        self.samples = samples
        self.caseKey = caseKey
    }
}

/// A request for a run: what F5 or `lathe run` asks of an engine.
package struct RunRequest: Sendable, Hashable, Codable {
    /// The lanes, in the order in which they are shown.
    package var lanes: [LaneRequest]
    /// What the lanes may share.
    package var mode: RunMode
    /// True if what is needed to draw again is kept; an evaluation keeps nothing.
    package var keepsRows: Bool
    /// Most samples under way at once, at least 1; nil for as many as the engine takes. A server has a limit of its own.
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
