extension Settings {
    /// The value of a knob.
    public subscript(key: SettingsKey) -> SettingsValue {
        switch key {
        case .temperature: .number(temperature)
        case .topK: .integer(topK)
        case .topP: .number(topP)
        case .minP: .number(minP)
        case .typicalP: .number(typicalP)
        case .repeatPenalty: .number(repeatPenalty)
        case .repeatLastN: .integer(repeatLastN)
        case .presencePenalty: .number(presencePenalty)
        case .frequencyPenalty: .number(frequencyPenalty)
        case .logitBias: .logitBias(logitBias)
        case .seed: .seed(seed)
        case .order: .order(order)
        case .maxTokens: .integer(maxTokens)
        case .answerTokens: .integer(answerTokens)
        case .stop: .texts(stop)
        }
    }

    /// Refuses a value that is out of its range, NaN and infinities among them.
    ///
    /// - Throws: ``SettingsError/outOfRange(_:value:)`` for the first such key.
    public func check() throws(SettingsError) {
        for key in SettingsKey.allCases { try self[key].check(key) }
    }

    /// These settings with the values of `patch` where it has one.
    public func applying(_ patch: SettingsPatch) -> Settings {
        var result = self
        result.temperature = patch.temperature ?? temperature
        result.topK = patch.topK ?? topK
        result.topP = patch.topP ?? topP
        result.minP = patch.minP ?? minP
        result.typicalP = patch.typicalP ?? typicalP
        result.repeatPenalty = patch.repeatPenalty ?? repeatPenalty
        result.repeatLastN = patch.repeatLastN ?? repeatLastN
        result.presencePenalty = patch.presencePenalty ?? presencePenalty
        result.frequencyPenalty = patch.frequencyPenalty ?? frequencyPenalty
        result.logitBias = patch.logitBias ?? logitBias
        result.seed = patch.seed ?? seed
        result.order = patch.order ?? order
        result.maxTokens = patch.maxTokens ?? maxTokens
        result.answerTokens = patch.answerTokens ?? answerTokens
        result.stop = patch.stop ?? stop
        return result
    }
}
