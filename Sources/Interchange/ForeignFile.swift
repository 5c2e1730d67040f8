import Foundation
import Library
import Prompting

extension Interchange {
    /// That the file at a path, which is no prompt of Lathe's, is one that can be imported; nil if it isn't.
    @Sendable
    package static func foreignFile(at path: String) -> PromptFileError? {
        guard let data = try? PromptFile.data(at: path), let text = String(validating: data, as: UTF8.self),
            let format = InterchangeFormat(name: path, text: text), !format.format.isOwn
        else { return nil }
        return .foreign(file: path, program: format.format.title, isPreset: format.isPreset)
    }
}
