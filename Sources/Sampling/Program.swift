/// A program, or a kind of file, that has names of its own for settings.
package enum Program: Sendable, CaseIterable {
    /// OpenAI's interface, whose names many servers and tools have taken over.
    case openAI
    /// What llama.cpp's server takes besides.
    case llamaServer
    /// What llama-cpp-python's server takes besides.
    case llamaCppPython
    /// What vLLM takes besides.
    case vLLM
    /// Dotprompt, and the second version of Prompty.
    case dotprompt
    /// A preset of text-generation-webui.
    case textGenerationWebUI
    /// A preset of LM Studio.
    case lmStudio
    /// The recommendations in a GGUF file, under `general.sampling.`.
    case modelFile

    /// The names of all settings that the program has.
    package var names: [SettingsKey: String] {
        Dictionary(
            uniqueKeysWithValues: SettingsKey.allCases.compactMap { key in key.setting.names[self].map { (key, $0) } })
    }

    /// True if files of other programs use its names, too.
    fileprivate var isCopied: Bool { self != .lmStudio && self != .modelFile }
}

extension SettingsKey {
    /// Finds the setting that a file of another program means by a name; case, `_` and `-` don't count. Nil if there is none.
    package init?(foreignName name: String) {
        guard let key = Self.foreignNames[Self.plain(name)] else { return nil }
        self = key
    }

    private static let foreignNames: [String: SettingsKey] = {
        var keys: [String: SettingsKey] = [:]
        for key in allCases {
            let names = Program.allCases.filter(\.isCopied).compactMap { key.setting.names[$0] }
            for name in names + key.setting.aliases { keys[plain(name)] = key }
        }
        return keys
    }()

    private static func plain(_ name: String) -> String { name.lowercased().filter { $0 != "_" && $0 != "-" } }
}
