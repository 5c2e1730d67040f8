import Prompting
import Sampling

/// What was read from another program's file.
package struct ImportedFile: Sendable {
    /// The path of the file.
    package var path: String
    /// Its prompts, at least one; that of a preset has its settings.
    package var prompts: [Prompt]
    /// Sentences about what couldn't be taken over.
    package var losses: [String]

    /// Creates the content of a file.
    package init(path: String, prompts: [Prompt], losses: [String]) {
        (self.path, self.prompts, self.losses) = (path, prompts, losses)
    }
}

/// What is written for another program.
package struct ExportOrder: Sendable, Hashable {
    /// The word for the format.
    package var format: String
    /// The file to create.
    package var path: String
    /// The lane whose settings, technique and layout are written; nil is the prompt itself.
    package var lane: String?
    /// Settings that come after the prompt's own, which a preset holds too.
    package var settings: SettingsPatch

    /// Creates an order.
    package init(format: String, path: String, lane: String? = nil, settings: SettingsPatch = SettingsPatch()) {
        (self.format, self.path, self.lane, self.settings) = (format, path, lane, settings)
    }
}
