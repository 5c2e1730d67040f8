extension Settings {
    /// The value of a setting.
    package subscript(key: SettingsKey) -> SettingsValue {
        switch key.kind {
        case .number(let path, _): .number(self[keyPath: path])
        case .integer(let path, _): .integer(self[keyPath: path])
        case .seed(let path, _): .seed(self[keyPath: path])
        case .logitBias(let path, _): .logitBias(self[keyPath: path])
        case .order(let path): .order(self[keyPath: path])
        case .decoding(let path): .decoding(self[keyPath: path])
        case .texts(let path): .texts(self[keyPath: path])
        }
    }

    /// Gives a setting a value. Returns false and changes nothing if the value is of another setting's kind.
    mutating func set(_ key: SettingsKey, to value: SettingsValue) -> Bool {
        switch (key.kind, value) {
        case (.number(let path, _), .number(let value)): self[keyPath: path] = value
        case (.integer(let path, _), .integer(let value)): self[keyPath: path] = value
        case (.seed(let path, _), .seed(let value)): self[keyPath: path] = value
        case (.logitBias(let path, _), .logitBias(let value)): self[keyPath: path] = value
        case (.order(let path), .order(let value)): self[keyPath: path] = value
        case (.decoding(let path), .decoding(let value)): self[keyPath: path] = value
        case (.texts(let path), .texts(let value)): self[keyPath: path] = value
        default: return false
        }
        return true
    }

    /// Returns whether the setting has the value at which it has no effect, whatever the other settings are.
    package func isOff(_ key: SettingsKey) -> Bool {
        switch self[key] {
        case .logitBias(let biases): biases.isEmpty
        case .texts(let texts): texts.isEmpty
        case let value: value.number.map { $0 == key.setting.off } ?? false
        }
    }

    /// Throws if a value is out of its range; NaN and infinities are.
    ///
    /// - Throws: ``SettingsError/outOfRange(_:value:)`` for the first such key.
    package func check() throws(SettingsError) {
        for key in SettingsKey.allCases { try self[key].check(key) }
    }

    /// Returns these settings with the values that `patch` has.
    package func applying(_ patch: SettingsPatch) -> Settings {
        var result = self
        for key in patch.keys {
            if let value = patch[key] { _ = result.set(key, to: value) }
        }
        return result
    }
}
