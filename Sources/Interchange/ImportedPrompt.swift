import Library
import Prompting
import Sampling
import YAMLText

/// A prompt from another program's file.
package struct ImportedPrompt: Sendable {
    /// A name for it; never empty.
    package var name: String
    /// The prompt.
    package var prompt: Prompt
    var evaluators: [Evaluator] = []
    /// The file's own text, if Lathe opens its format as it is; else nil.
    var text: String?

    /// Creates an imported prompt.
    package init(name: String, prompt: Prompt) {
        self.name = name
        self.prompt = prompt
    }

    /// Returns the prompt as the file of a new prompt, which isn't saved yet.
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

/// Settings from another program's file.
package struct ImportedPreset: Sendable {
    /// The name in the file; nil if it has none.
    package var name: String?
    /// The settings that the preset sets.
    package var settings: SettingsPatch
    /// The system prompt; empty if there is none.
    package var instruction = ""

    /// Puts the settings into a prompt, or into its lane `name`, which is added if there is none. Settings that the
    /// preset doesn't set stay.
    ///
    /// - Returns: Sentences about what couldn't be taken over.
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

/// The content of another program's file.
package enum Imported: Sendable {
    /// Prompts, at least one.
    case prompts([ImportedPrompt])
    /// Sampler settings.
    case preset(ImportedPreset)
}
