import Library
import Prompting
import Sampling
import YAMLText

/// A prompt out of another program's file.
package struct ImportedPrompt: Sendable {
    /// What it may be called; never empty.
    package var name: String
    /// The prompt.
    package var prompt: Prompt
    var evaluators: [Evaluator] = []
    /// The file's own text, where Lathe reads its format as it is.
    var text: String?

    /// A prompt and its name.
    package init(name: String, prompt: Prompt) {
        self.name = name
        self.prompt = prompt
    }

    /// Returns the prompt as a new file, which isn't saved yet.
    ///
    /// - Throws: ``PromptFileError`` if no file can hold it.
    package func file(path: String, places: Set<String> = []) throws(PromptFileError) -> PromptFile {
        if let text {
            var file = try PromptFile(text: text, name: path, places: places)
            try file.update(to: prompt)
            file.saved = nil
            file.hasPath = true
            return file
        }
        let more = evaluators.isEmpty ? [] : [YAMLPair("evaluators", .list(evaluators.map(\.yaml)))]
        return try PromptFile(new: prompt, path: path, more: more, keepsServerModels: true, places: places)
    }
}

/// Settings out of another program's file.
package struct ImportedPreset: Sendable {
    /// What it is called there; nil if it has no name.
    package var name: String?
    /// The settings that it decides.
    package var settings: SettingsPatch
    /// Its system prompt; empty if it has none.
    package var instruction = ""

    /// Puts the settings into a prompt, or into one of its lanes, which is added if there is none of that name. Settings that
    /// the preset doesn't decide stay.
    ///
    /// - Returns: what couldn't be taken over, in sentences.
    package func apply(to prompt: inout Prompt, lane name: String?) -> [String] {
        if let name {
            let index = prompt.lanes.firstIndex { $0.name == name }
            if let index {
                prompt.lanes[index].modelParameters = prompt.lanes[index].modelParameters.overlaid(by: settings)
            } else {
                prompt.lanes.append(Lane(name: name, modelParameters: settings))
            }
        } else {
            prompt.modelParameters = prompt.modelParameters.overlaid(by: settings)
        }
        guard !instruction.isEmpty, !instruction.isSame(as: prompt.instruction) else { return [] }
        return ["Its system prompt is left out, because the prompt has an instruction of its own: \(instruction)"]
    }
}

/// What a file of another program holds.
package enum Imported: Sendable {
    /// Prompts, at least one.
    case prompts([ImportedPrompt])
    /// Sampler settings.
    case preset(ImportedPreset)
}
