import Evaluation
import Library

extension DataOptions {
    /// Returns the options with the columns that a prompt's own checks take values from.
    package func checked(by file: PromptFile) -> DataOptions {
        var options = self
        options.checks = PlannedChecks(of: file).assertions.flatMap(\.lookups)
        return options
    }
}
