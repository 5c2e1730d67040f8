import Prompting
import Sampling

/// The result of a lane.
package struct LaneResult: Sendable, Hashable, Codable {
    /// The lane's name.
    package var name: String
    /// All samples, in order.
    package var samples: [SampleResult]
    /// The most frequent answer of the samples.
    package var answer: String
    /// What went wrong; nil if nothing did.
    package var error: EngineError?
    /// The tokens of the lane.
    package var usage: Usage
    /// The times of the lane.
    package var timings: Timings
    /// Notices from the run, in sentences.
    package var notices: [String] = []
    /// The search for the beams, one for each stage; nil if tokens were drawn, or if the request keeps no rows.
    package var trees: [BeamTree]?
    /// The images that were sent, with what their files held and the tokens that they took.
    package var images: [ImageFile] = []

    /// Creates the result of a lane.
    package init(
        name: String, samples: [SampleResult], answer: String, error: EngineError? = nil, usage: Usage = Usage(),
        timings: Timings = Timings()
    ) {
        self.name = name
        self.samples = samples
        self.answer = answer
        self.error = error
        self.usage = usage
        self.timings = timings
    }
}

/// The result of a run; its last event.
package struct RunSummary: Sendable, Hashable, Codable {
    /// One result for each lane, in the order of the request.
    package var lanes: [LaneResult]
    /// The mode of the run.
    package var mode: RunMode
    /// The number of rows that batches of 1, 2, … rows were padded to; empty if nothing was padded.
    package var padding: [Int]
    /// True if the run was cancelled.
    package var isCancelled: Bool

    /// Creates the summary of a run.
    package init(lanes: [LaneResult], mode: RunMode, padding: [Int], isCancelled: Bool) {
        self.lanes = lanes
        self.mode = mode
        self.padding = padding
        self.isCancelled = isCancelled
    }
}
