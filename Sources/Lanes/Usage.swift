/// Tokens that a lane took.
package struct Usage: Sendable, Hashable, Codable {
    /// Tokens of the prompt, triggers of later stages included.
    package var promptTokens = 0
    /// The number of them that weren't evaluated for this lane: shared with another, or kept from before.
    package var cachedTokens = 0
    /// Tokens drawn, of all samples.
    package var generatedTokens = 0
    /// The number of them that were drawn from kept rows.
    package var replayedTokens = 0
    /// Rows of the model that were evaluated for this lane. A row that lanes share counts for the first of them.
    package var decodedRows = 0
    /// The cost in US dollars; nil if there is no price.
    package var cost: Double?
    /// True if a part of the cost isn't known, because the server didn't count all tokens; nil if none is missing.
    package var isCostPartial: Bool?

    /// Creates a usage without tokens.
    package init() {}

    /// Adds the usage of another sample.
    package mutating func add(_ more: Usage) {
        promptTokens += more.promptTokens
        cachedTokens += more.cachedTokens
        generatedTokens += more.generatedTokens
        replayedTokens += more.replayedTokens
        decodedRows += more.decodedRows
        if let cost = more.cost { self.cost = (self.cost ?? 0) + cost }
        if more.isCostPartial == true { isCostPartial = true }
    }
}

/// A lane's times in seconds, from the first of its samples to the last.
package struct Timings: Sendable, Hashable, Codable {
    /// The time from the start of the run until the prompt was evaluated.
    package var prefillSeconds = 0.0
    /// The time from the start of the run until the first token.
    package var firstTokenSeconds = 0.0
    /// The time from the first token until the last.
    package var decodeSeconds = 0.0

    /// Creates timings of zero.
    package init() {}

    /// Extends the times to those of another sample of the same run.
    package mutating func cover(_ other: Timings) {
        let end = max(firstTokenSeconds + decodeSeconds, other.firstTokenSeconds + other.decodeSeconds)
        prefillSeconds = min(prefillSeconds, other.prefillSeconds)
        firstTokenSeconds = min(firstTokenSeconds, other.firstTokenSeconds)
        decodeSeconds = end - firstTokenSeconds
    }
}
