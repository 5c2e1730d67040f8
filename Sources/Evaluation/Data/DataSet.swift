import Foundation
import JSONText
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

    /// What the right answers of the whole file show about how they count choices.
    private(set) var counting = ChoiceCounting()

    /// Which column, or path into one, fills each variable.
    package var filled: [DataOptions.Mapping] = []

    /// What fills the variables and where the right answers are, in a sentence; nil if every column has the name of its
    /// variable, and the right answers are in `expected`.
    package var columnsInWords: String? {
        let others = filled.filter { $0.column != $0.variable }.map { "`\($0.column.quotable)` fills `\($0.variable)`" }
        let right = expectedColumn.flatMap { $0 == "expected" ? nil : "the right answers are in `\($0.quotable)`" }
        let parts = others + [right].compactMap(\.self)
        guard var sentence = parts.isEmpty ? nil : parts.joined(separator: "; ") else { return nil }
        if sentence.hasPrefix("the") { sentence = "T" + sentence.dropFirst() }
        return sentence + "."
    }

    /// Creates a data set without cases.
    package init() {}

    /// Reads the text of a data file for a prompt.
    ///
    /// - Throws: ``DataSetError``. Bad rows are listed, not thrown.
    package init(
        text: String, format: DataOptions.Format? = nil, for prompt: Prompt, options: DataOptions = DataOptions()
    ) throws(DataSetError) {
        let source = try DataSource(BytesInMemory(Array(text.utf8)), format: format)
        try self.init(source, for: prompt, options: options)
    }

    /// Reads a data file for a prompt: once to see what it holds, and again for the cases, so that only these are in
    /// memory.
    ///
    /// - Parameters:
    ///   - source: The file.
    ///   - prompt: Whose variables the columns fill.
    ///   - options: Which columns, which rows.
    /// - Throws: ``DataSetError``. Bad rows are listed, not thrown.
    package init(
        _ source: DataSource, for prompt: Prompt, options: DataOptions = DataOptions()
    ) throws(DataSetError) {
        let wanted = Columns.wanted(prompt, options)
        var reader = try source.rows(wanted: wanted)
        let survey = try DataSurvey(&reader, asked: Columns.asked(options))
        try self.init(survey, for: prompt, options: options) { () throws(DataSetError) in
            try source.rows(wanted: wanted)
        }
        notices = source.notices + notices
    }

    /// Takes the cases from a prompt's own test data.
    ///
    /// - Throws: ``DataSetError``.
    package init(testDataOf prompt: Prompt, options: DataOptions = DataOptions()) throws(DataSetError) {
        let rows = Self.rows(ofTestDataOf: prompt)
        guard !rows.isEmpty else { throw .noTestData }
        var reader: any RowReader = RowsInMemory(rows)
        let survey = try DataSurvey(&reader, asked: Columns.asked(options))
        try self.init(survey, for: prompt, options: options) { () throws(DataSetError) in RowsInMemory(rows) }
    }

    /// Returns the rows of a prompt's own test data.
    static func rows(ofTestDataOf prompt: Prompt) -> [DataRow] {
        let names = Set(prompt.testData.flatMap(\.keys)).sorted()
        return prompt.testData.map { values in
            let names = names.filter { values[$0] != nil }
            return DataRow(line: nil, fields: JSONObject(names, names.map { .text(values[$0] ?? "") }))
        }
    }

    private init(
        _ survey: DataSurvey, for prompt: Prompt, options: DataOptions,
        rows: () throws(DataSetError) -> any RowReader
    ) throws(DataSetError) {
        badRows = survey.badRows
        guard survey.rowCount > 0 else {
            throw .noCases(
                reason: badRows.isEmpty
                    ? "the data is empty."
                    : "no row can be read. \(badRows.prefix(3).map(\.sentence).joined(separator: " "))")
        }
        let columns = try Columns(survey, for: prompt, options: options)
        (expectedColumn, replacesInput) = (columns.expected.first?.text, columns.replacesInput)
        notices = survey.notices + columns.notices
        filled = columns.variables.map { DataOptions.Mapping(column: $0.path.text, variable: $0.variable) }
        var chosen = ChosenRows(options)
        try chosen.take(rows, columns)
        counting = chosen.counting
        guard chosen.count > 0 else { throw .noCases(reason: "no row meets the conditions.") }
        var ids: Set<String> = []
        for (place, made) in chosen.cases {
            var found = made
            // Results refer to cases by their ids, so ids must differ.
            while !ids.insert(found.id).inserted { found.id += "#\(place.number)" }
            cases.append(found)
        }
        badRows += chosen.badRows
        guard !cases.isEmpty else {
            throw .noCases(reason: badRows.prefix(3).map(\.sentence).joined(separator: " "))
        }
    }
}
