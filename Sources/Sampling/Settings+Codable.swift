extension SettingsPatch {
    /// Reads an object of ``SettingsKey``s. A key that is missing or null has no value.
    ///
    /// - Throws: `DecodingError` for an unknown key or a value of another kind.
    package init(from decoder: any Decoder) throws {
        self.init()
        let spellings = try decoder.container(keyedBy: Spelling.self)
        for spelling in spellings.allKeys where SettingsKey(rawValue: spelling.stringValue) == nil {
            throw Self.corrupted(spelling.stringValue, at: spellings.codingPath + [spelling])
        }
        let values = try decoder.container(keyedBy: SettingsKey.self)
        for key in SettingsKey.allCases { self[key] = try Self.value(of: key, in: values) }
    }

    /// Writes an object of the keys that have a value; `logitBias` is an object of token ids as text.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: SettingsKey.self)
        for key in keys {
            switch self[key] {
            case .number(let number): try values.encode(number, forKey: key)
            case .integer(let integer):
                if let word = key.setting.word(for: Double(integer)) {
                    try values.encode(word, forKey: key)
                } else {
                    try values.encode(integer, forKey: key)
                }
            case .seed(let seed): try values.encode(seed, forKey: key)
            case .logitBias(let biases):
                let byText = Dictionary(uniqueKeysWithValues: biases.map { (String($0.key), $0.value) })
                try values.encode(byText, forKey: key)
            case .order(let order): try values.encode(order, forKey: key)
            case .decoding(let decoding): try values.encode(decoding, forKey: key)
            case .texts(let texts): try values.encode(texts, forKey: key)
            case nil: break
            }
        }
    }

    private static func value(
        of key: SettingsKey, in values: KeyedDecodingContainer<SettingsKey>
    ) throws -> SettingsValue? {
        switch key.kind {
        case .number: try values.decodeIfPresent(Double.self, forKey: key).map { .number($0) }
        case .integer:
            if key.setting.isSpelt, let word = try? values.decodeIfPresent(String.self, forKey: key) {
                try SettingsValue(key, reading: word)
            } else {
                try values.decodeIfPresent(Int.self, forKey: key).map { .integer($0) }
            }
        case .seed: try values.decodeIfPresent(UInt64.self, forKey: key).map { .seed($0) }
        case .order: try values.decodeIfPresent(StageOrder.self, forKey: key).map { .order($0) }
        case .decoding: try values.decodeIfPresent(Decoding.self, forKey: key).map { .decoding($0) }
        case .texts: try values.decodeIfPresent([String].self, forKey: key).map { .texts($0) }
        case .logitBias:
            try values.decodeIfPresent([String: Double].self, forKey: key).map { biases in
                let pairs = try biases.map { text, bias in
                    guard let token = Int32(text) else {
                        throw DecodingError.dataCorruptedError(
                            forKey: key, in: values, debugDescription: "`\(text)` in `logitBias` isn't a token id.")
                    }
                    return (token, bias)
                }
                return .logitBias(Dictionary(pairs, uniquingKeysWith: { $1 }))
            }
        }
    }

    private static func corrupted(_ spelling: String, at path: [any CodingKey]) -> DecodingError {
        var message = "There is no setting `\(spelling)`."
        do { _ = try SettingsKey(spelling: spelling) } catch { message = error.description }
        return .dataCorrupted(.init(codingPath: path, debugDescription: message))
    }

    /// Any key, to find those that aren't settings.
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
    package init(from decoder: any Decoder) throws {
        self = Settings().applying(try SettingsPatch(from: decoder))
    }

    /// Writes an object of all keys. New keys are left out at their default, so that earlier records are still found.
    package func encode(to encoder: any Encoder) throws {
        var all = SettingsPatch()
        let usual = Settings()
        for key in SettingsKey.allCases where !key.setting.isNew || self[key] != usual[key] { all[key] = self[key] }
        try all.encode(to: encoder)
    }
}
