import ArgumentParser
import Evaluation
import Library
import Operations

/// Options for the cases that a prompt is tried on.
struct DataArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Cases: JSON Lines, JSON, CSV or TSV, - for standard input, or a shipped data set's name (default: the prompt's own testData).",
            valueName: "file"))
    var data: String?

    @OptionGroup var rows: RowArguments

    /// Returns the cases for a prompt. `answer` is the form of answers that is asked for; nil for the prompt's own.
    func dataSet(for prompt: PromptFile, answer: AnswerType?) throws -> DataSet {
        var options = try rows.options().checked(by: prompt)
        options.answer = answer
        guard let data else { return try DataSet(testDataOf: prompt.prompt, options: options) }
        return try DataSet(file: file ?? data, for: prompt.prompt, options: options)
    }

    /// The path of the file of cases; nil if there is none.
    var file: String? { data.map { DataSet.shippedFile($0) ?? $0 } }
}
