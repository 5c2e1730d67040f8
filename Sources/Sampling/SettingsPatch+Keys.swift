extension SettingsPatch {
    /// The value of a knob, if the patch has one. Setting a value of another knob's kind changes nothing.
    public subscript(key: SettingsKey) -> SettingsValue? {
        get {
            switch key {
            case .temperature: temperature.map { .number($0) }
            case .topK: topK.map { .integer($0) }
            case .topP: topP.map { .number($0) }
            case .minP: minP.map { .number($0) }
            case .typicalP: typicalP.map { .number($0) }
            case .repeatPenalty: repeatPenalty.map { .number($0) }
            case .repeatLastN: repeatLastN.map { .integer($0) }
            case .presencePenalty: presencePenalty.map { .number($0) }
            case .frequencyPenalty: frequencyPenalty.map { .number($0) }
            case .logitBias: logitBias.map { .logitBias($0) }
            case .seed: seed.map { .seed($0) }
            case .order: order.map { .order($0) }
            case .maxTokens: maxTokens.map { .integer($0) }
            case .answerTokens: answerTokens.map { .integer($0) }
            case .stop: stop.map { .texts($0) }
            }
        }
        set {
            switch (key, newValue) {
            case (_, nil): remove(key)
            case (.temperature, .number(let value)): temperature = value
            case (.topK, .integer(let value)): topK = value
            case (.topP, .number(let value)): topP = value
            case (.minP, .number(let value)): minP = value
            case (.typicalP, .number(let value)): typicalP = value
            case (.repeatPenalty, .number(let value)): repeatPenalty = value
            case (.repeatLastN, .integer(let value)): repeatLastN = value
            case (.presencePenalty, .number(let value)): presencePenalty = value
            case (.frequencyPenalty, .number(let value)): frequencyPenalty = value
            case (.logitBias, .logitBias(let value)): logitBias = value
            case (.seed, .seed(let value)): seed = value
            case (.order, .order(let value)): order = value
            case (.maxTokens, .integer(let value)): maxTokens = value
            case (.answerTokens, .integer(let value)): answerTokens = value
            case (.stop, .texts(let value)): stop = value
            default: break
            }
        }
    }

    /// Whether the patch has no value at all.
    public var isEmpty: Bool { self == SettingsPatch() }

    /// The keys that have a value, in the order of ``SettingsKey/allCases``.
    public var keys: [SettingsKey] { SettingsKey.allCases.filter { self[$0] != nil } }

    /// The values of `settings` that differ from those of `base`.
    public init(_ settings: Settings, differingFrom base: Settings = Settings()) {
        self.init()
        for key in SettingsKey.allCases where settings[key] != base[key] { self[key] = settings[key] }
    }

    /// Gives a knob the value that `text` spells: `0.8`, `40`, `hugging-face`, `123:-5;42:1.5`.
    ///
    /// A stop text is added to those that the patch already has; an empty one makes the list empty.
    ///
    /// - Throws: ``SettingsError`` if the text can't be read or the value is out of its range.
    public mutating func set(_ key: SettingsKey, to text: String) throws(SettingsError) {
        let value = try SettingsValue(key, reading: text)
        try value.check(key)
        if key == .stop, !text.isEmpty {
            let others = (stop ?? []).filter { $0 != text }
            stop = others + [text]
        } else {
            self[key] = value
        }
    }

    /// This patch with the values of `upper` where that has one.
    public func overlaid(by upper: SettingsPatch) -> SettingsPatch {
        var result = self
        for key in SettingsKey.allCases {
            if let value = upper[key] { result[key] = value }
        }
        return result
    }

    /// Refuses a value that is out of its range.
    ///
    /// - Throws: ``SettingsError/outOfRange(_:value:)`` for the first such key.
    public func check() throws(SettingsError) {
        for key in SettingsKey.allCases {
            if let value = self[key] { try value.check(key) }
        }
    }

    private mutating func remove(_ key: SettingsKey) {
        switch key {
        case .temperature: temperature = nil
        case .topK: topK = nil
        case .topP: topP = nil
        case .minP: minP = nil
        case .typicalP: typicalP = nil
        case .repeatPenalty: repeatPenalty = nil
        case .repeatLastN: repeatLastN = nil
        case .presencePenalty: presencePenalty = nil
        case .frequencyPenalty: frequencyPenalty = nil
        case .logitBias: logitBias = nil
        case .seed: seed = nil
        case .order: order = nil
        case .maxTokens: maxTokens = nil
        case .answerTokens: answerTokens = nil
        case .stop: stop = nil
        }
    }
}
