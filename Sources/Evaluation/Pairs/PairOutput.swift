import Prompting
import Sampling

/// The place of an output in the history of runs.
package struct RunPlace: Sendable, Hashable, Codable {
    /// The run's number.
    package var run: Int64
    /// The lane's index in the run.
    package var lane: Int
    /// The index of the lane's sample.
    package var sample: Int

    /// Creates a place.
    package init(run: Int64, lane: Int, sample: Int) {
        (self.run, self.lane, self.sample) = (run, lane, sample)
    }
}

/// One of the two outputs of a pair, with all that made it.
package struct PairOutput: Sendable, Codable {
    /// The prompt's name.
    package var prompt: String
    /// The lane's name.
    package var lane: String
    /// The lane's technique.
    package var technique: Technique
    /// The model's name.
    package var model: String
    /// The lane's settings, with its seed.
    package var settings: Settings
    /// The hash of all that was asked, by which an evaluation knows its outputs; empty if nobody knows.
    package var request: String
    /// The text, without thoughts. Calls of tools are trees in it.
    package var text: String
    /// True if it has calls of tools, so that the text isn't the one that the model wrote; nil if it has none.
    package var hasCalls: Bool?
    /// Where the history of runs has it; nil for outputs of evaluations, and where nobody knows.
    package var place: RunPlace?

    /// The seed of the output.
    package var seed: UInt64 { settings.seed }

    /// Creates an output.
    package init(
        prompt: String, lane: String, technique: Technique, model: String, settings: Settings, request: String,
        text: String, place: RunPlace? = nil
    ) {
        self.prompt = prompt
        self.lane = lane
        self.technique = technique
        self.model = model
        self.settings = settings
        self.request = request
        self.text = text
        self.place = place
    }
}

/// Outputs are the same if the same was asked and said, wherever they are kept.
extension PairOutput: Hashable {
    /// Compares all but the place.
    package static func == (one: PairOutput, other: PairOutput) -> Bool {
        one.prompt == other.prompt && one.lane == other.lane && one.technique == other.technique
            && one.model == other.model && one.settings == other.settings && one.request == other.request
            && one.text == other.text
    }

    /// Hashes what tells most outputs apart.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(lane)
        hasher.combine(request)
        hasher.combine(text)
    }
}
