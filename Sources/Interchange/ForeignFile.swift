import Foundation
import Library
import Prompting

extension Interchange {
    /// Returns an error that says which program the file at a path is for, if it can be imported; else nil.
    @Sendable
    package static func foreignFile(at path: String) -> PromptFileError? {
        guard let data = try? PromptFile.data(at: path), let text = String(validating: data, as: UTF8.self),
            let format = InterchangeFormat(name: path, text: text), !format.format.isOwn
        else { return nil }
        return .foreign(file: path, program: format.format.title, isPreset: format.isPreset)
    }
}
