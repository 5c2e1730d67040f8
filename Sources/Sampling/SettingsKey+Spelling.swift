extension SettingsKey {
    /// Finds the key that is spelt `topK` or `top-k`.
    ///
    /// - Throws: ``SettingsError/unknownKey(_:suggestion:)``, with the nearest key if one is near.
    package init(spelling: String) throws(SettingsError) {
        guard let key = Self.allCases.first(where: { $0.rawValue == spelling || $0.kebabName == spelling }) else {
            throw .unknownKey(
                spelling,
                suggestion: nearest(to: spelling, in: Self.allCases.map(\.rawValue)).flatMap(Self.init(rawValue:)))
        }
        self = key
    }

    /// The key as an option of the command line spells it: `top-k`.
    package var kebabName: String {
        var name = ""
        for character in rawValue {
            if character.isUppercase { name += "-" }
            name += character.lowercased()
        }
        return name
    }

    /// The allowed values, as the second half of a sentence: `a number from 0 to 100`.
    package var range: String { setting.range }
}
