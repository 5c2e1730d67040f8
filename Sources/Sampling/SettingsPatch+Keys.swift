extension SettingsPatch {
    /// Takes the values of `settings` that differ from those of `base`.
    package init(_ settings: Settings, differingFrom base: Settings = Settings()) {
        self.init()
        for key in SettingsKey.allCases where settings[key] != base[key] { self[key] = settings[key] }
    }

    /// Gives a setting the value that `text` spells: `0.8`, `40`, `hugging-face`, `123:-5;42:1.5`.
    ///
    /// A text of a list is added to those in the patch; an empty one makes the list empty.
    ///
    /// - Throws: ``SettingsError`` if the text can't be read or the value is out of its range.
    package mutating func set(_ key: SettingsKey, to text: String) throws(SettingsError) {
        let value = try SettingsValue(key, reading: text)
        try value.check(key)
        if case .texts = value, !text.isEmpty {
            let others = if case .texts(let texts) = self[key] { texts.filter { $0 != text } } else { [String]() }
            self[key] = .texts(others + [text])
        } else {
            self[key] = value
        }
    }

    /// Returns this patch with the values that `upper` has.
    package func overlaid(by upper: SettingsPatch) -> SettingsPatch {
        var result = self
        for key in upper.keys { result[key] = upper[key] }
        return result
    }

    /// Throws if a value is out of its range; NaN and infinities are.
    ///
    /// - Throws: ``SettingsError/outOfRange(_:value:)`` for the first such key.
    package func check() throws(SettingsError) {
        for key in keys { try self[key]?.check(key) }
    }
}
