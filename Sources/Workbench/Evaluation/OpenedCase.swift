import Evaluation
import Prompting

/// A case whose values were put into the prompt.
struct OpenedCase: Sendable {
    let key: UInt64
    private let variables: [String: String]
    private let takesInput: Bool

    init(_ one: Case, takesInput: Bool) {
        key = one.key
        variables = one.variables
        self.takesInput = takesInput
    }

    /// Returns whether the prompt still has the case's values.
    func stands(in prompt: Prompt) -> Bool {
        if takesInput { return prompt.input == variables["input"] }
        let names = Set(prompt.variableNames)
        return variables.allSatisfy { !names.contains($0.key) || prompt.variables[$0.key] == $0.value }
    }
}
