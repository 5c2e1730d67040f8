import Prompting
import Sampling

/// One of the two outputs of a pair, with all that made it.
package struct PairOutput: Sendable, Hashable, Codable {
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

    /// The seed of the output.
    package var seed: UInt64 { settings.seed }

    /// Creates an output.
    package init(
        prompt: String, lane: String, technique: Technique, model: String, settings: Settings, request: String,
        text: String
    ) {
        self.prompt = prompt
        self.lane = lane
        self.technique = technique
        self.model = model
        self.settings = settings
        self.request = request
        self.text = text
    }
}
