import Foundation
import Prompting
import Remedies

/// The columns of a data file, and what each fills.
struct Columns {
    /// The variables, each with the column that fills it.
    private var variables: [(variable: String, column: String)] = []
    /// The columns of right answers.
    private(set) var expected: [String] = []
    private(set) var notices: [Notice] = []
    /// True if a variable `input` takes the place of the prompt's whole input.
    private(set) var replacesInput = false

    /// What is wrong with a row.
    struct Problem: Error {
        var sentence: String
    }

    init(_ data: DataRows, for prompt: Prompt, options: DataOptions) throws(DataSetError) {
        let known = Set(prompt.variableNames).union(prompt.variables.keys)
        for mapping in options.map {
            guard data.columns.contains(mapping.column) else {
                throw .noColumn(mapping.column, columns: data.columns)
            }
            guard known.contains(mapping.variable) else {
                throw .noVariable(mapping.variable, variables: known.sorted())
            }
            variables.append((mapping.variable, mapping.column))
        }
        for condition in options.conditions where !data.columns.contains(condition.column) {
            throw .noColumn(condition.column, columns: data.columns)
        }
        let mapped = Set(variables.map(\.variable))
        let own = data.columns.filter { known.contains($0) && !mapped.contains($0) }
        variables += own.map { ($0, $0) }
        try takeInput(data, prompt)
        try takeExpected(data, options)
    }

    /// Takes Inspect's column `input`: it fills the prompt's only variable, or the whole input of a prompt that has
    /// none.
    private mutating func takeInput(_ data: DataRows, _ prompt: Prompt) throws(DataSetError) {
        guard variables.isEmpty else { return }
        let names = prompt.variableNames
        guard data.columns.contains("input"), names.count < 2 else {
            throw .fillsNothing(columns: data.columns, variables: names.isEmpty ? ["no variables"] : names)
        }
        variables = [(names.first ?? "input", "input")]
        replacesInput = names.isEmpty
        notices.append(
            Notice(
                names.first.map { "The column `input` fills the variable `\($0)`." }
                    ?? "The prompt has no variables: the column `input` takes the place of its input."))
    }

    private mutating func takeExpected(_ data: DataRows, _ options: DataOptions) throws(DataSetError) {
        if let name = options.expectedColumn {
            guard data.columns.contains(name) else { throw .noColumn(name, columns: data.columns) }
            expected = [name]
            return
        }
        let filled = Set(variables.map(\.column))
        guard let first = DataSet.expectedColumns.first(where: { data.columns.contains($0) && !filled.contains($0) })
        else {
            if data.columns.contains("__expected1") {
                expected = numbered(data.columns)
            } else if data.columns.contains("answer"), !filled.contains("answer") {
                notices.append(
                    Notice("Nothing says which column holds the right answers.", .nameExpected("answer")))
            }
            return
        }
        expected = [first] + (first == "__expected" ? numbered(data.columns) : [])
    }

    private func numbered(_ columns: [String]) -> [String] {
        columns.filter { $0.hasPrefix("__expected") && Int($0.dropFirst(10)) != nil }
    }

    /// Makes a case of a row.
    func `case`(of row: DataRow, number: Int, options: DataOptions) -> Result<Case, Problem> {
        var values: [String: String] = [:]
        for (variable, column) in variables {
            guard let value = row.values[column] else {
                return .failure(Problem(sentence: "It has no `\(column)`."))
            }
            values[variable] = value.text
        }
        let id = row.values["id"]?.text ?? ""
        var found = Case(
            id: id.isEmpty ? "\(number)" : id, variables: values, columns: row.values.mapValues(\.text), line: row.line)
        let choices = row.choices ?? ChoiceList(columns: row.values)
        (found.options, found.optionLabels) = (choices?.texts ?? [], choices?.labels ?? [])
        do throws(Problem) {
            for column in expected {
                for text in row.values[column]?.texts ?? [] where !text.trimmed.isEmpty {
                    try add(try right(text, in: column, options: options), from: column, to: &found)
                }
            }
        } catch {
            return .failure(error)
        }
        guard expected.isEmpty || !found.expected.isEmpty || !found.assertions.isEmpty else {
            return .failure(Problem(sentence: "It has no right answer in `\(expected[0])`."))
        }
        return .success(found)
    }

    private func right(_ text: String, in column: String, options: DataOptions) throws(Problem) -> String {
        guard let mark = options.expectedAfter else { return text.trimmed }
        guard let range = text.range(of: mark, options: .backwards) else {
            throw Problem(sentence: "There is no `\(mark)` in its `\(column)`.")
        }
        return String(text[range.upperBound...]).trimmed
    }

    /// Adds a right answer; in a column `__expected`, a check as promptfoo writes it.
    private func add(_ text: String, from column: String, to found: inout Case) throws(Problem) {
        guard column.hasPrefix("__expected") else {
            found.expected.append(text)
            return
        }
        do {
            let check = try Assertion(cell: text)
            if check.check is EqualsCheck, !check.isNegated {
                found.expected += check.values
            } else {
                found.assertions.append(check)
            }
        } catch {
            throw Problem(sentence: "Its `\(column)`: \(error)")
        }
    }
}
