extension Settings {
    /// Why the knob `key` can have no effect on the drawn tokens under the other settings, as a sentence; nil if it can.
    public func inactiveReason(of key: SettingsKey) -> String? {
        switch key {
        case .repeatPenalty, .presencePenalty, .frequencyPenalty:
            return repeatLastN == 0 ? "The penalties look at no tokens, because repeatLastN is 0." : nil
        case .repeatLastN:
            return repeatPenalty == 1 && presencePenalty == 0 && frequencyPenalty == 0
                ? "All three penalties are off." : nil
        case .temperature, .topK, .topP, .minP, .typicalP, .seed:
            return singleCandidate(besides: key) ?? greedy(key)
        case .order:
            return singleCandidate(besides: key) ?? sameOrder()
        case .logitBias, .maxTokens, .answerTokens, .stop: return nil
        }
    }

    /// The reason if a stage before that of `key`, or any stage for a knob of all, leaves exactly one candidate.
    private func singleCandidate(besides key: SettingsKey) -> String? {
        if key != .topK, topK == 1 { return "Top-K 1 leaves a single candidate." }
        let touchesAllStages = key == .seed || key == .temperature
        let typicalBefore = order == .llamaCpp && (key == .topP || key == .minP)
        if typicalP == 0, typicalBefore || key == .seed || (key == .temperature && order == .llamaCpp) {
            return "Typical-P 0 leaves a single candidate."
        }
        let topPBefore = key == .minP || (order == .huggingFace && key == .typicalP)
        // In the llama.cpp order top-P 0 leaves the likeliest of what typical-P kept, which may not be the likeliest of all.
        if topP == 0, topPBefore || touchesAllStages { return "Top-P 0 leaves a single candidate." }
        return nil
    }

    private func greedy(_ key: SettingsKey) -> String? {
        guard temperature == 0, key != .temperature else { return nil }
        // Only typical-P can cut the likeliest candidate, and it comes before temperature in the llama.cpp order.
        if order == .llamaCpp, key == .typicalP || (key == .topK && typicalP < 1) { return nil }
        return key == .seed
            ? "Temperature 0 always takes the likeliest candidate, without noise."
            : "Temperature 0 always takes the likeliest candidate, which this never cuts."
    }

    private func sameOrder() -> String? {
        let onlyTopK = topP == 1 && minP == 0
        if temperature == 1, typicalP == 1 || onlyTopK {
            return "At temperature 1 both orders come to the same."
        }
        if typicalP < 1 { return nil }
        if temperature == 0 { return "At temperature 0 both orders come to the same." }
        return onlyTopK ? "With top-P, min-P and typical-P off both orders come to the same." : nil
    }
}
