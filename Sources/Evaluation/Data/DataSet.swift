import Foundation
import Prompting
import Remedies

/// The cases that a prompt is tried on, and the rows that couldn't be used.
package struct DataSet: Sendable, Hashable {
    /// The cases, in order.
    package var cases: [Case] = []
    /// Rows that can't be used.
    package var badRows: [BadRow] = []
    /// Assumptions that were made while reading, in sentences.
    package var notices: [Notice] = []
    /// The column of the right answers; nil if there is none.
    package var expectedColumn: String?
    /// True if the cases' variable `input` takes the place of the prompt's whole input, because the prompt has no
    /// variables.
    package var replacesInput = false

    /// Names of columns that hold right answers, the likeliest first: Lathe's own, Inspect's, OpenAI evals', promptfoo's.
    static let expectedColumns = ["expected", "target", "ideal", "__expected"]

    /// Reads a data file for a prompt.
    ///
    /// - Parameters:
    ///   - text: The text of the file.
    ///   - format: Its form; nil takes JSON where it begins with a brace or a bracket, else comma-separated values.
    ///   - prompt: Whose variables the columns fill.
    ///   - options: Which columns, which rows.
    /// - Throws: ``DataSetError``. Bad rows are listed, not thrown.
    package init(
        text: String, format: DataOptions.Format? = nil, for prompt: Prompt, options: DataOptions = DataOptions()
    ) throws(DataSetError) {
        let first = text.first { !$0.isWhitespace && $0 != "\u{FEFF}" }
        let rows =
            switch format ?? (first == "{" || first == "[" ? .json : .csv(separator: nil)) {
            case .json: JSONLinesReader.rows(of: text)
            case .csv(let separator): CSVReader.rows(of: text, separator: separator)
            }
        try self.init(rows, for: prompt, options: options)
    }

    /// Takes the cases from a prompt's own test data.
    ///
    /// - Throws: ``DataSetError``.
    package init(testDataOf prompt: Prompt, options: DataOptions = DataOptions()) throws(DataSetError) {
        var rows = DataRows()
        rows.rows = prompt.testData.map { DataRow(line: nil, values: $0.mapValues { .text($0) }) }
        rows.columns = Set(prompt.testData.flatMap(\.keys)).sorted()
        guard !rows.rows.isEmpty else { throw .noTestData }
        try self.init(rows, for: prompt, options: options)
    }

    private init(_ data: DataRows, for prompt: Prompt, options: DataOptions) throws(DataSetError) {
        badRows = data.bad
        guard !data.rows.isEmpty else {
            throw .noCases(
                reason: badRows.isEmpty
                    ? "the data is empty."
                    : "no row can be read. \(badRows.prefix(3).map(\.sentence).joined(separator: " "))")
        }
        let columns = try Columns(data, for: prompt, options: options)
        (expectedColumn, notices, replacesInput) = (columns.expected.first, columns.notices, columns.replacesInput)
        var chosen = data.rows.enumerated().filter { row in options.conditions.allSatisfy { $0.holds(for: row.element) }
        }
        guard !chosen.isEmpty else { throw .noCases(reason: "no row meets the conditions.") }
        if let seed = options.shuffleSeed { chosen.shuffle(seed: seed) }
        var ids: Set<String> = []
        for (index, row) in chosen {
            if let limit = options.limit, cases.count >= limit { break }
            let number = row.line ?? index + 1
            switch columns.case(of: row, number: number, options: options) {
            case .success(var found):
                // Results refer to cases by their ids, so ids must differ.
                if !ids.insert(found.id).inserted {
                    found.id += "#\(number)"
                    ids.insert(found.id)
                }
                cases.append(found)
            case .failure(let problem): badRows.append(BadRow(line: number, problem: problem.sentence))
            }
        }
        guard !cases.isEmpty else {
            throw .noCases(reason: badRows.prefix(3).map(\.sentence).joined(separator: " "))
        }
    }
}

extension BadRow {
    /// The problem, with the line if there is one.
    package var sentence: String { line.map { "Line \($0): \(problem)" } ?? problem }
}

extension Array {
    /// Shuffles with Fisher and Yates's algorithm and SplitMix64: the same order for the same seed on every machine.
    fileprivate mutating func shuffle(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for index in indices.dropFirst().reversed() {
            // The high half of the product is uniform enough: the bias is below 2^-40 for any file that fits in memory.
            swapAt(index, Int(random.next().multipliedFullWidth(by: UInt64(index + 1)).high))
        }
    }
}
