/// A program, or a kind of file, that has its own names for settings.
package enum Program: Sendable, CaseIterable {
    /// OpenAI's interface, whose names many servers and tools have taken over.
    case openAI
    /// The further names of llama.cpp's server.
    case llamaServer
    /// The further names of llama-cpp-python's server.
    case llamaCppPython
    /// The further names of vLLM.
    case vLLM
    /// Dotprompt, and the second version of Prompty.
    case dotprompt
    /// Presets of text-generation-webui.
    case textGenerationWebUI
    /// Presets of LM Studio.
    case lmStudio
    /// Settings of KoboldCpp.
    case koboldCpp
    /// Text-completion presets of SillyTavern.
    case sillyTavern
    /// The recommendations in a GGUF file, under `general.sampling.`.
    case modelFile

    /// The program's names for settings.
    package var names: [SettingsKey: String] {
        Dictionary(
            uniqueKeysWithValues: SettingsKey.allCases.compactMap { key in key.setting.names[self].map { (key, $0) } })
    }

    /// True if files of other programs use its names too.
    fileprivate var isCopied: Bool { ![.lmStudio, .modelFile, .koboldCpp, .sillyTavern].contains(self) }
}

extension SettingsKey {
    /// Finds the setting for a name in another program's file; case, `_` and `-` don't count. Nil if there is none.
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
