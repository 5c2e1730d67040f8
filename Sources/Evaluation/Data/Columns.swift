import Foundation
import JSONText
import Prompting
import Remedies

/// The columns of a data file, and what each fills.
struct Columns {
    /// The variables, each with the column, or the path into one, that fills it.
    private(set) var variables: [(variable: String, path: DataPath)] = []
    /// Where the right answers are.
    private(set) var right: RightAnswers
    private var ownNotices: [Notice] = []
    /// True if a variable `input` takes the place of the prompt's whole input.
    private(set) var replacesInput = false

    /// The names of the prompt's variables, and of those that all cases share.
    private let known: Set<String>
    /// The names of the values that all cases share.
    private let shared: Set<String>

    /// True if a call of a tool is right answer enough.
    private let asksForCall: Bool

    /// True if several rows begin on the same line.
    private let areLinesShared: Bool

    /// What is wrong with a row.
    struct Problem: Error {
        var sentence: String
    }

    var expected: [DataPath] { right.paths }
    var notices: [Notice] { ownNotices + right.notices }

    /// Returns the names that only a row of the data has: those of the prompt's variables, and of the columns that are asked for.
    static func wanted(_ prompt: Prompt, _ options: DataOptions) -> Set<String> {
        Set(prompt.variableNames).union(asked(options).map(\.column))
    }

    /// Returns the columns and paths that are asked for by name.
    static func asked(_ options: DataOptions) -> Set<DataPath> {
        Set(
            options.map.map { DataPath($0.column) } + options.conditions.map(\.path)
                + [options.expectedColumn].compactMap(\.self).map(DataPath.init))
    }

    init(_ survey: DataSurvey, for prompt: Prompt, options: DataOptions) throws(DataSetError) {
        areLinesShared = survey.areLinesShared
        shared = Set(prompt.variables.keys)
        asksForCall = (options.answer.map { $0.toolName != nil }) ?? (prompt.answer?.name != nil)
        known = shared.union(prompt.variableNames)
        for path in Self.asked(options).sorted(by: { $0.text < $1.text })
        where !survey.found.contains(path) && survey.column(path.text) == nil {
            throw .noColumn(path.text, columns: survey.paths)
        }
        for mapping in options.map {
            guard known.contains(mapping.variable) else {
                throw .noVariable(mapping.variable, variables: known.sorted())
            }
            variables.append((mapping.variable, DataPath(mapping.column)))
        }
        right = RightAnswers()
        let mapped = Set(variables.map(\.variable))
        for column in survey.columns where known.contains(column.name) && !mapped.contains(column.name) {
            variables.append((column.name, own(column)))
        }
        takeOther(survey, prompt.variableNames)
        try takeInput(survey, prompt)
        right = try RightAnswers(
            in: survey, filled: Set(variables.map(\.path.text)), options: options,
            areJSON: Self.areJSON(prompt, options))
        for column in survey.columns where ChoiceList.names.contains(column.name) && column.cells.python > 0 {
            ownNotices.append(Notice("The choices in `\(column.name)` are read as Python writes lists."))
        }
    }

    /// Returns whether answers are read as JSON: as the options say, else the prompt.
    private static func areJSON(_ prompt: Prompt, _ options: DataOptions) -> Bool {
        let type = options.answer ?? prompt.answer.flatMap { try? AnswerType($0) }
        return if case .jsonPath? = type { true } else { false }
    }

    /// Returns the path for a column that fills the variable of its name: of an object the text in it, if it has one.
    private mutating func own(_ column: DataSurvey.Column) -> DataPath {
        guard column.kinds == [.object], !ChoiceList.names.contains(column.name) else { return DataPath(column.name) }
        for field in ["stem", "text", "question", "content"] where column.paths.contains("\(column.name).\(field)") {
            let path = DataPath("\(column.name).\(field)")
            ownNotices.append(Notice("`\(column.name)` holds objects; the variable gets `\(path.text)`."))
            return path
        }
        ownNotices.append(Notice("`\(column.name)` holds objects; the variable gets them as JSON."))
        return DataPath(column.name)
    }

    /// Fills variables that no column is called as, by columns that differ only in capitals, and by parts of the object
    /// `question` (ARC's and CommonsenseQA's own files).
    private mutating func takeOther(_ survey: DataSurvey, _ names: [String]) {
        for name in names where !variables.contains(where: { $0.variable == name }) {
            let alike = survey.columns.filter { $0.name.lowercased() == name.lowercased() }
            let path =
                alike.count == 1
                ? DataPath(alike[0].name)
                : survey.column("question")?.paths.first {
                    $0.hasPrefix("question.\(name).") || $0 == "question.\(name)"
                }
                .map { _ in DataPath("question.\(name)") }
            guard let path else { continue }
            variables.append((name, path))
            ownNotices.append(Notice("`\(path.text)` fills the variable `\(name)`."))
        }
    }

    /// Takes Inspect's column `input`: it fills the prompt's only variable, or the whole input of a prompt that has
    /// none.
    private mutating func takeInput(_ survey: DataSurvey, _ prompt: Prompt) throws(DataSetError) {
        guard variables.isEmpty else { return }
        let names = prompt.variableNames.filter { !prompt.usesSources || $0 != PromptSources.variable }
        guard survey.column("input") != nil, names.count < 2 else {
            throw .fillsNothing(columns: survey.paths, variables: names.isEmpty ? ["no variables"] : names)
        }
        variables = [(names.first ?? "input", DataPath("input"))]
        replacesInput = names.isEmpty
        ownNotices.append(
            Notice(
                names.first.map { "The column `input` fills the variable `\($0)`." }
                    ?? "The prompt has no variables: the column `input` takes the place of its input."))
    }

    /// Returns where a row stands that is the `number`th of all that can be read.
    func place(of row: DataRow, number: Int) -> RowPlace {
        RowPlace(line: row.line, row: row.line == nil || areLinesShared ? number : nil)
    }

    /// Makes a case of a row.
    func `case`(of row: DataRow, at place: RowPlace, options: DataOptions) -> Result<Case, Problem> {
        guard row.fields.members.contains(where: { $0.value.spelled?.isEmpty == false }) else {
            return .failure(Problem(sentence: "It is empty."))
        }
        var values: [String: String] = [:]
        for (variable, path) in variables {
            guard let text = path.value(in: row.fields).flatMap({ Self.text(of: $0, at: path.lastKey) }) else {
                return .failure(Problem(sentence: "It has no `\(path.text.quotable)`."))
            }
            values[variable] = text
        }
        let id = row.fields["id"].flatMap { $0.isScalar ? $0.spelled : nil } ?? ""
        var columns: [String: String] = [:]
        for member in row.fields.members { columns[member.key] = Self.text(of: member.value, at: member.key) }
        var found = Case(id: id.isEmpty ? "\(place.number)" : id, variables: values, columns: columns, line: row.line)
        found.row = place.row
        let choices = ChoiceList(of: row.fields)
        (found.options, found.optionLabels) = (choices?.texts ?? [], choices?.labels ?? [])
        do throws(Problem) {
            for path in expected {
                guard let value = path.value(in: row.fields) else { continue }
                guard let texts = right.texts(of: value) else {
                    throw Problem(sentence: "Its `\(path.text.quotable)` is an object, and no right answer.")
                }
                for text in texts where !text.trimmed.isEmpty {
                    try add(try answer(text, in: path.text, options: options), from: path.text, to: &found)
                }
            }
        } catch {
            return .failure(error)
        }
        guard
            expected.isEmpty || !found.expected.isEmpty || !found.assertions.isEmpty
                || options.checks.contains(where: { isMade($0, of: found) })
        else {
            return .failure(Problem(sentence: "It has no right answer in `\(expected[0].text.quotable)`."))
        }
        guard !isUndecided(found, options) else { return .failure(Problem(sentence: "No check decides about it.")) }
        return .success(found)
    }

    /// Returns whether a case of the prompt's own has no right answer, and none of its checks is about it.
    private func isUndecided(_ one: Case, _ options: DataOptions) -> Bool {
        one.line == nil && one.expected.isEmpty && one.assertions.isEmpty && !options.checks.isEmpty && !asksForCall
            && !options.checks.contains { isMade($0, of: one) }
    }

    /// Returns whether a check that takes values from these columns decides about a case. In a file, where a right answer may
    /// be missing by mistake, only one does that takes a value from the row itself.
    private func isMade(_ columns: Set<String>, of one: Case) -> Bool {
        let hasAll = columns.allSatisfy { shared.contains($0) || one.columns[$0]?.trimmed.isEmpty == false }
        return hasAll && (one.line == nil || !columns.isSubset(of: known))
    }

    /// Returns a value's text for the prompt: choices as lines, of messages the last one; nil for null.
    private static func text(of value: JSONValue, at key: String) -> String? {
        if ChoiceList.names.contains(key), let list = ChoiceList(value) {
            return list.lines.joined(separator: "\n")
        }
        if key == "input", let message = value.lastMessage { return message.spelled }
        return value.spelled
    }

    private func answer(_ text: String, in column: String, options: DataOptions) throws(Problem) -> String {
        guard let mark = options.expectedAfter else { return text.trimmed }
        guard let range = text.range(of: mark, options: .backwards) else {
            throw Problem(sentence: "There is no `\(mark)` in its `\(column.quotable)`.")
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
