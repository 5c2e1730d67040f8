/// Some settings with values: those that a prompt, a lane or a command line sets over the ones below it.
///
/// It has the properties of ``Settings``, each nil if the patch has no value for it:
///
///     var patch = SettingsPatch()
///     patch.temperature = 0.2
///     patch.topK              // nil
@dynamicMemberLookup
package struct SettingsPatch: Sendable, Hashable, Codable {
    /// The values. Settings without a value have their defaults here, so that equal patches are equal.
    private var values = Settings()
    private var keysWithValue: Set<SettingsKey> = []

    /// Creates a patch that changes nothing.
    package init() {}

    /// The value of the setting that ``Settings`` keeps at `path`.
    package subscript<Value>(dynamicMember path: WritableKeyPath<Settings, Value>) -> Value? {
        get {
            SettingsKey(path).flatMap { keysWithValue.contains($0) ? values[keyPath: path] : nil }
        }
        set {
            guard let key = SettingsKey(path) else { return }
            values[keyPath: path] = newValue ?? Settings()[keyPath: path]
            if newValue == nil { keysWithValue.remove(key) } else { keysWithValue.insert(key) }
        }
    }

    /// The value of a setting; nil if the patch has none. Giving it a value of another setting's kind changes nothing.
    package subscript(key: SettingsKey) -> SettingsValue? {
        get { keysWithValue.contains(key) ? values[key] : nil }
        set {
            guard values.set(key, to: newValue ?? Settings()[key]) else { return }
            if newValue == nil { keysWithValue.remove(key) } else { keysWithValue.insert(key) }
        }
    }

    /// True if the patch has no value.
    package var isEmpty: Bool { keysWithValue.isEmpty }

    /// The keys that have a value, in the order of ``SettingsKey/allCases``.
    package var keys: [SettingsKey] { SettingsKey.allCases.filter(keysWithValue.contains) }
}

extension SettingsKey {
    /// Finds the setting that ``Settings`` keeps at `path`; nil if none is kept there.
    fileprivate init?(_ path: PartialKeyPath<Settings>) {
        guard let offset = MemoryLayout<Settings>.offset(of: path), let key = Self.offsets[offset] else { return nil }
        self = key
    }

    private static let offsets: [Int: SettingsKey] = {
        var keys: [Int: SettingsKey] = [:]
        for key in allCases {
            if let offset = MemoryLayout<Settings>.offset(of: key.kind.path) { keys[offset] = key }
        }
        return keys
    }()
}
