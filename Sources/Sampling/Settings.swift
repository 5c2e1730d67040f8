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
    /// Keeps candidates whose logit is within this many standard deviations of the largest, 0...100; 0 is off.
    package var topNSigma: Double = 0
    /// The probability with which XTC drops all likely candidates but the last of them, 0...1; 0 is off.
    package var xtcProbability: Double = 0
    /// Candidates at least this likely are dropped by XTC, but for the last of them, 0...1; above 0.5 XTC is off.
    package var xtcThreshold: Double = 0.1
    /// Half the width of the range of temperatures, 0...100; 0 is off.
    package var dynatempRange: Double = 0
    /// The power of the share of the largest entropy that sets the temperature in its range, 0...100.
    package var dynatempExponent: Double = 1
    /// The penalty of a token that continues a repetition of ``dryAllowedLength``, 0...100; 0 is off.
    package var dryMultiplier: Double = 0
    /// The factor by which the penalty grows with each further token that is repeated, 1...100.
    package var dryBase: Double = 1.75
    /// The number of repeated tokens without a penalty, 1...1000.
    package var dryAllowedLength: Int = 2
    /// The number of latest tokens, with the prompt, in which DRY looks for repetitions, -1...1,000,000; 0 is off, -1 is
    /// all.
    package var dryLastN: Int = 64
    /// Texts at which a repetition ends.
    package var dryBreakers: [String] = ["\n", ":", "\"", "*"]
    /// The surprise in bits that mirostat 2 keeps to, 0...100; 0 is off.
    package var mirostatTau: Double = 0
    /// How fast mirostat corrects its limit, 0...100.
    package var mirostatEta: Double = 0.1
    /// The probability near which adaptive-P draws, 0...1; 0 is off.
    package var adaptiveTarget: Double = 0
    /// How long adaptive-P remembers the probabilities that it drew, 0...0.99.
    package var adaptiveDecay: Double = 0.9
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
    /// How tokens are chosen.
    package var decoding: Decoding = .sample
    /// The number of continuations that beam search follows, 1...16.
    package var beams: Int = 4
    /// The power of the length by which a beam's log-probability is divided, -10...10; 0 is off.
    package var lengthPenalty: Double = 1
    /// The number of the best beams that are shown as samples, 1...16.
    package var keep: Int = 1

    /// True if the model is asked to think, false if it is asked not to; nil if its template decides.
    package var thinks: Bool? { thinking < 0 ? nil : thinking > 0 }

    /// True if mirostat takes the place of the other stages.
    package var isMirostat: Bool { mirostatTau > 0 }

    /// The number of latest tokens whose logits penalties and DRY may change; -1 is every token.
    package var window: Int {
        let repeated = dryMultiplier > 0 ? dryLastN : 0
        return min(repeatLastN, repeated) < 0 ? -1 : max(repeatLastN, repeated)
    }

    /// Creates Lathe's defaults, which are llama.cpp's.
    package init() {}

    /// The window that stands for all tokens where a program refuses -1, in tokens. Servers set memory aside for each of them.
    package static let wholeWindow = 1 << 17
    /// The value of ``thinking`` with which a model thinks as long as it likes.
    package static let endlessThinking = 1_000_000
}
