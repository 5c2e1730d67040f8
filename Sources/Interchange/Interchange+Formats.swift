extension Interchange {
    /// The formats, in the order in which help and documentation list them. If a file is equally likely to have two of
    /// them, the first is taken.
    static let formats: [any ForeignFormat] = [
        GitHubModels(),
        Promptfoo(),
        LLMTemplate(),
        Dotprompt(),
        Prompty(version: .second),
        Prompty(version: .first),
        LlamaServerRequest(),
        OpenAIMessages(),
        TextGenerationPreset(),
        LMStudioPreset(),
        KoboldSettings(),
        SillyTavernPreset(),
    ]

    /// The names of the programs, for a sentence: `A, B; presets of C and D`.
    package static var titles: String {
        var titles: [Bool: [String]] = [:]
        for format in formats where titles[format.isPreset]?.contains(format.title) != true {
            titles[format.isPreset, default: []].append(format.title)
        }
        let prompts = (titles[false] ?? []).joined(separator: ", ")
        let presets = titles[true] ?? []
        return "\(prompts); presets of \(presets.dropLast().joined(separator: ", ")) and \(presets.last ?? "")"
    }
}
