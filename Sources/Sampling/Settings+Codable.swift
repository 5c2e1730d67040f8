extension SettingsPatch {
    /// Reads an object of ``SettingsKey``s; a missing key, or null, has no value.
    ///
    /// - Throws: `DecodingError` for an unknown key or a value of another kind.
    public init(from decoder: any Decoder) throws {
        self.init()
        let spellings = try decoder.container(keyedBy: Spelling.self)
        for spelling in spellings.allKeys where SettingsKey(rawValue: spelling.stringValue) == nil {
            throw Self.corrupted(spelling.stringValue, at: spellings.codingPath + [spelling])
        }
        let values = try decoder.container(keyedBy: SettingsKey.self)
        temperature = try values.decodeIfPresent(Double.self, forKey: .temperature)
        topK = try values.decodeIfPresent(Int.self, forKey: .topK)
        topP = try values.decodeIfPresent(Double.self, forKey: .topP)
        minP = try values.decodeIfPresent(Double.self, forKey: .minP)
        typicalP = try values.decodeIfPresent(Double.self, forKey: .typicalP)
        repeatPenalty = try values.decodeIfPresent(Double.self, forKey: .repeatPenalty)
        repeatLastN = try values.decodeIfPresent(Int.self, forKey: .repeatLastN)
        presencePenalty = try values.decodeIfPresent(Double.self, forKey: .presencePenalty)
        frequencyPenalty = try values.decodeIfPresent(Double.self, forKey: .frequencyPenalty)
        seed = try values.decodeIfPresent(UInt64.self, forKey: .seed)
        order = try values.decodeIfPresent(StageOrder.self, forKey: .order)
        maxTokens = try values.decodeIfPresent(Int.self, forKey: .maxTokens)
        answerTokens = try values.decodeIfPresent(Int.self, forKey: .answerTokens)
        stop = try values.decodeIfPresent([String].self, forKey: .stop)
        if let biases = try values.decodeIfPresent([String: Double].self, forKey: .logitBias) {
            var byToken: [Int32: Double] = [:]
            for (text, bias) in biases {
                guard let token = Int32(text) else {
                    throw DecodingError.dataCorruptedError(
                        forKey: .logitBias, in: values, debugDescription: "`\(text)` in `logitBias` isn't a token id.")
                }
                byToken[token] = bias
            }
            logitBias = byToken
        }
    }

    /// Writes an object of the keys that have a value; `logitBias` is an object of token ids as text.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: SettingsKey.self)
        try values.encodeIfPresent(temperature, forKey: .temperature)
        try values.encodeIfPresent(topK, forKey: .topK)
        try values.encodeIfPresent(topP, forKey: .topP)
        try values.encodeIfPresent(minP, forKey: .minP)
        try values.encodeIfPresent(typicalP, forKey: .typicalP)
        try values.encodeIfPresent(repeatPenalty, forKey: .repeatPenalty)
        try values.encodeIfPresent(repeatLastN, forKey: .repeatLastN)
        try values.encodeIfPresent(presencePenalty, forKey: .presencePenalty)
        try values.encodeIfPresent(frequencyPenalty, forKey: .frequencyPenalty)
        try values.encodeIfPresent(seed, forKey: .seed)
        try values.encodeIfPresent(order, forKey: .order)
        try values.encodeIfPresent(maxTokens, forKey: .maxTokens)
        try values.encodeIfPresent(answerTokens, forKey: .answerTokens)
        try values.encodeIfPresent(stop, forKey: .stop)
        if let logitBias {
            let byText = Dictionary(uniqueKeysWithValues: logitBias.map { (String($0.key), $0.value) })
            try values.encode(byText, forKey: .logitBias)
        }
    }

    private static func corrupted(_ spelling: String, at path: [any CodingKey]) -> DecodingError {
        var message = "There is no setting `\(spelling)`."
        do { _ = try SettingsKey(spelling: spelling) } catch { message = error.description }
        return .dataCorrupted(.init(codingPath: path, debugDescription: message))
    }

    /// Any key at all, to find those that aren't settings.
    private struct Spelling: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

extension Settings {
    /// Reads an object of ``SettingsKey``s; a missing key has its default.
    ///
    /// - Throws: `DecodingError` for an unknown key or a value of another kind.
    public init(from decoder: any Decoder) throws {
        self = Settings().applying(try SettingsPatch(from: decoder))
    }

    /// Writes an object of all keys.
    public func encode(to encoder: any Encoder) throws {
        var all = SettingsPatch()
        for key in SettingsKey.allCases { all[key] = self[key] }
        try all.encode(to: encoder)
    }
}
