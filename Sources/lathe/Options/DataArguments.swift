import ArgumentParser
import Evaluation
import Foundation
import Library
import Prompting

/// Which cases a prompt is tried on.
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
        help: ArgumentHelp("The right answer is what stands behind this text, as GSM8K's ####.", valueName: "text"))
    var expectedAfter: String?

    @Option(help: "Most cases.")
    var limit: Int?

    @Option(help: ArgumentHelp("Mixes the cases, the same way for the same seed.", valueName: "seed"))
    var shuffle: UInt64?

    @Option(
        name: .customLong("where"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Only rows like this: level=hard, level!=hard, question~apples, steps<4. May be repeated.",
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

    /// The file of a data set that comes with Lathe; nil where the word isn't the name of one.
    private static func shipped(_ word: String) -> String? {
        guard !word.contains("/"), !FileManager.default.fileExists(atPath: word),
            let folder = Locations.current.shippedPrompts
        else { return nil }
        return ["csv", "jsonl"].map { "\(folder)/data/\(word).\($0)" }.first {
            FileManager.default.fileExists(atPath: $0)
        }
    }

    /// The cases for a prompt.
    func dataSet(for prompt: Prompt) throws -> DataSet {
        guard let data else { return try DataSet(testDataOf: prompt, options: try options()) }
        return try Self.dataSet(at: Self.shipped(data) ?? data, for: prompt, options: try options())
    }

    /// The cases of a file, - for standard input.
    static func dataSet(at path: String, for prompt: Prompt, options: DataOptions) throws -> DataSet {
        let text = path == "-" ? try readStandardInput() : try readFile(path)
        let format = DataOptions.Format(fileExtension: URL(filePath: path).pathExtension.lowercased())
        do throws(DataSetError) {
            return try DataSet(text: text, format: format, for: prompt, options: options)
        } catch {
            throw Failure("\(path == "-" ? "Standard input" : path): \(error)")
        }
    }
}
