import Prompting

extension ImportedPrompt {
    /// Creates a prompt that has the settings and the system prompt of a preset. `name` is its name if the preset has none.
    package init(_ preset: ImportedPreset, name: String) {
        var prompt = Prompt()
        prompt.name = preset.name ?? ""
        prompt.instruction = preset.instruction
        prompt.input = "{{input}}"
        prompt.modelParameters = preset.settings
        self.init(name: preset.name ?? name, prompt: prompt)
    }
}
