import Evaluation
import Prompting

/// A case whose values were put into the prompt.
struct OpenedCase: Sendable {
    let one: Case
    private let takesInput: Bool

    /// The key of the noise of the case's draws.
    var key: UInt64 { one.key }

    init(_ one: Case, takesInput: Bool) {
        self.one = one
        self.takesInput = takesInput
    }

    /// Returns the folders of images: those of the case for its values, else `others`.
    func imageFolders(_ others: ImageFolders) -> ImageFolders { one.imageFolders(others) }

    /// Returns whether the prompt still has the case's values.
    func stands(in prompt: Prompt) -> Bool {
        if takesInput { return prompt.input == one.variables["input"] }
        let names = Set(prompt.variableNames)
        return one.variables.allSatisfy { !names.contains($0.key) || prompt.variables[$0.key] == $0.value }
    }
}
