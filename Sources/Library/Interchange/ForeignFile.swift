import Foundation
import Prompting

extension PromptFileError {
    /// That a file which is no prompt of Lathe's is one that can be imported; nil where it isn't.
    init?(foreign path: String) {
        guard let data = try? PromptFile.data(at: path), let text = String(validating: data, as: UTF8.self),
            let format = InterchangeFormat(name: path, text: text), format != .gitHubModels
        else { return nil }
        self = .foreign(file: path, program: format.title, isPreset: format.isPreset)
    }
}

extension Prompt {
    /// Whether there is nothing to send.
    var isEmpty: Bool { instruction.isEmpty && examples.isEmpty && input.isEmpty && wording.opening.isEmpty }
}
