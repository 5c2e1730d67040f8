import ArgumentParser
import Evaluation

/// Options for which rows of data become cases, and what their columns fill.
struct RowArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A column that fills a variable of another name, or a path into one: question.stem=question. May be repeated.",
            valueName: "column=variable"))
    var map: [String] = []

    @Option(
        help: ArgumentHelp(
            "The column of the right answer, or a path into one: answers.text[0] (default: expected, target, ideal or __expected).",
            valueName: "column"))
    var expected: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The right answer is only the text behind this one, as behind GSM8K's ####.", valueName: "text"))
    var expectedAfter: String?

    @Option(help: "At most this many cases.")
    var limit: Int?

    @Option(help: ArgumentHelp("Shuffles the cases; the same seed gives the same order.", valueName: "seed"))
    var shuffle: UInt64?

    @Option(
        name: .customLong("where"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Only rows that meet this condition: level=hard, level!=hard, question~apples, steps<4, choices.label=E. May be repeated.",
            valueName: "condition"))
    var conditions: [String] = []

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit is \(limit); it must be at least 1.") }
        _ = try options()
    }

    /// Returns how rows become cases.
    func options() throws -> DataOptions {
        var options = DataOptions()
        options.map = try map.map { text in
            guard let mapping = DataOptions.Mapping(text) else {
                throw ValidationError("--map \(text): write it as COLUMN=VARIABLE.")
            }
            return mapping
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
}
