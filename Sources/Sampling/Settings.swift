/// The sampling settings of a lane, each with a value.
///
/// The keys, in the same spelling, are the `modelParameters` of a prompt file, of a lane and of a recorded run. The
/// table of ``SettingsKey`` has the other properties of each setting.
package struct Settings: Sendable, Hashable, Codable {
    /// Divides the logits, 0...100; 0 always takes the likeliest candidate.
    package var temperature: Double = 0.8
    /// Keeps the K likeliest tokens, 0...1,000,000; 0 is off.
    package var topK: Int = 40
    /// Keeps the smallest set of likeliest tokens that holds this probability, 0...1; 1 is off.
    package var topP: Double = 0.95
    /// Keeps tokens at least this fraction as likely as the likeliest, 0...1; 0 is off.
    package var minP: Double = 0.05
    /// Locally typical sampling (Meister et al. 2023): the probability to hold, 0...1; 1 is off.
    package var typicalP: Double = 1
    /// Divides positive and multiplies negative logits of tokens in the penalty window, 0.01...100; 1 is off.
    package var repeatPenalty: Double = 1
    /// The number of latest tokens, with the prompt, that the penalties look at, -1...1,000,000; 0 is off, -1 is all.
    package var repeatLastN: Int = 64
    /// Subtracted once from the logit of each token in the penalty window, -100...100.
    package var presencePenalty: Double = 0
    /// Subtracted from the logit of a token for each time it occurs in the penalty window, -100...100.
    package var frequencyPenalty: Double = 0
    /// Added to the logit of a token, by token id; -1000...1000.
    package var logitBias: [Int32: Double] = [:]
    /// The key of the noise, 0...9,007,199,254,740,991.
    package var seed: UInt64 = 0
    /// The order of the stages.
    package var order: StageOrder = .llamaCpp
    /// The largest number of tokens generated in a stage of a technique, 1...1,000,000.
    package var maxTokens: Int = 256
    /// The largest number of tokens of the answer stage of zero-shot CoT, 1...1,000,000.
    package var answerTokens: Int = 32
    /// The number of tokens that a model may think before it answers, -1...1,000,000. At -1 the model's template
    /// decides, 0 means no thoughts, and 1,000,000 means no limit.
    package var thinking: Int = -1
    /// Texts that end a generation; none of them is part of the output.
    package var stop: [String] = []

    /// True if the model is asked to think, false if it is asked not to; nil if its template decides.
    package var thinks: Bool? { thinking < 0 ? nil : thinking > 0 }

    /// Creates Lathe's defaults, which are llama.cpp's.
    package init() {}
}
