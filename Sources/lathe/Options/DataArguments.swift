import ArgumentParser
import Evaluation
import Operations
import Prompting

/// Options for the cases that a prompt is tried on.
struct DataArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Cases: JSON Lines, JSON, CSV or TSV, - for standard input, or a shipped data set's name (default: the prompt's own testData).",
            valueName: "file"))
    var data: String?

    @Option(
        help: ArgumentHelp(
            "A column that fills a variable of another name. May be repeated.", valueName: "column=variable"))
    var map: [String] = []

    @Option(
        help: ArgumentHelp(
            "The column of the right answer (default: expected, target, ideal or __expected).", valueName: "column"))
    var expected: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The right answer is only the text behind this one, as behind GSM8K's ####.", valueName: "text"))
    var expectedAfter: String?

    @Option(help: "Most cases.")
    var limit: Int?

    @Option(help: ArgumentHelp("Shuffles the cases; the same seed gives the same order.", valueName: "seed"))
    var shuffle: UInt64?

    @Option(
        name: .customLong("where"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Only rows that meet this condition: level=hard, level!=hard, question~apples, steps<4. May be repeated.",
            valueName: "condition"))
    var conditions: [String] = []

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit is \(limit); it must be at least 1.") }
        _ = try options()
    }

    private func options() throws -> DataOptions {
        var options = DataOptions()
        options.map = try map.map { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw ValidationError("--map \(text): write it as COLUMN=VARIABLE.") }
            return DataOptions.Mapping(column: parts[0], variable: parts[1])
        }
        options.conditions = try conditions.map { text in
            guard let condition = RowCondition(text) else {
                throw ValidationError("--where \(text): write it as COLUMN=VALUE, or with !=, ~, <, <=, >, >=.")
            }
            return condition
        }
        options.expectedColumn = expected
        options.expectedAfter = expectedAfter
        options.shuffleSeed = shuffle
        options.limit = limit
        return options
    }

    /// Returns the cases for a prompt.
    func dataSet(for prompt: Prompt) throws -> DataSet {
        guard let data else { return try DataSet(testDataOf: prompt, options: try options()) }
        return try DataSet(file: DataSet.shippedFile(data) ?? data, for: prompt, options: try options())
    }
}
