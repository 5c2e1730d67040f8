import Evaluation
import Remedies
import TextLayout

/// What a data file holds, for people and as JSON.
package struct DataReport: Encodable {
    private struct Column: Encodable {
        var name: String
        /// The number of rows that have a value.
        var rows: Int
        var kinds: [String]
        var paths: [String]?
        var example: String
    }

    private struct Fill: Encodable {
        var variable: String
        var column: String
    }

    private struct OneCase: Encodable {
        var id: String
        var line: Int?
        var variables: [String: String]
        var expected: [String]
    }

    private struct Use: Encodable {
        var prompt: String
        var variables: [Fill]
        var expected: String?
        var cases: Int
        var answer: String?
        var firstCases: [OneCase]
        var notices: [String]
    }

    private var file: String
    private var form: String
    private var rows: Int
    private var columns: [Column]
    private var firstRows: [[String: String]]
    private var use: Use?
    private var badRows: [BadRow]
    private var notices: [String]
    /// Why a prompt gets nothing of the data; nil if it does, or there is no prompt.
    package private(set) var problem: String?

    private var rowLines: [[(column: String, text: String)]]

    private enum CodingKeys: CodingKey {
        case file, form, rows, columns, firstRows, use, badRows, notices, problem
    }

    /// The most characters of a text.
    private static let mostShown = 2000
    /// The most columns that the text names.
    private static let mostColumns = 60
    /// The most bad rows that the text names.
    private static let mostBadRows = 10

    /// Creates a report.
    ///
    /// - Parameters:
    ///   - file: The file, as it was named.
    ///   - survey: What it holds.
    ///   - data: What a prompt gets of it, with the prompt's name and the form of the answers; nil without a prompt.
    ///   - problem: Why a prompt gets nothing.
    ///   - firstRows: The number of rows to show.
    ///   - wording: Words notices for the command line or the screen.
    package init(
        file: String, survey: DataSurvey, data: (prompt: String, set: DataSet, answer: AnswerType?)?, problem: Notice?,
        firstRows: Int, wording: (Notice) -> String
    ) {
        self.file = file
        form = survey.form
        rows = survey.rowCount
        columns = survey.columns.map { column in
            Column(
                name: column.name, rows: column.count, kinds: column.kindWords,
                paths: column.paths.isEmpty ? nil : column.paths, example: column.example)
        }
        rowLines = survey.firstRows
        self.firstRows = survey.firstRows.map { Dictionary($0.map { ($0.column, $0.text) }) { first, _ in first } }
        badRows = data?.set.badRows ?? survey.badRows
        notices = survey.notices.map(wording)
        self.problem = problem.map(wording)
        use = data.map { data in
            Use(
                prompt: data.prompt,
                variables: data.set.filled.map { Fill(variable: $0.variable, column: $0.column) },
                expected: data.set.expectedColumn, cases: data.set.cases.count, answer: data.answer.map { "\($0)" },
                firstCases: data.set.cases.prefix(firstRows).map {
                    OneCase(
                        id: $0.id, line: $0.line,
                        variables: $0.variables.mapValues { String($0.prefix(Self.mostShown)) },
                        expected: $0.expected.map { String($0.prefix(Self.mostShown)) })
                },
                notices: data.set.notices.filter { !survey.notices.contains($0) }.map(wording))
        }
    }

    /// Returns the lines of the report, for a width in cells of the terminal.
    package func lines(width: Int, glyphs: Glyphs) -> [String] {
        func table(_ rows: [[String]]) -> [String] { TextTable(rows: rows).lines(width: width, glyphs: glyphs) }
        func clean(_ text: String) -> String { harmless(text, glyphs: glyphs) }
        let count = columns.count
        var lines = [
            clean(
                "\(file): \(form), \(Self.number(rows, "row")), \(Self.number(count, "column"))")
        ]
        lines += notices.map(clean)
        if !columns.isEmpty {
            lines +=
                [""]
                + table([["column", "rows", "holds", "for example"]] + columns.prefix(Self.mostColumns).flatMap(cells))
            if count > Self.mostColumns { lines.append("… and \(count - Self.mostColumns) more") }
        }
        if let use {
            lines += ["", clean("For `\(use.prompt)`: \(Self.number(use.cases, "case"))")]
            lines += table(
                use.variables.map { ["{{\($0.variable)}}", $0.column] } + [["right answer", use.expected ?? "-"]]
                    + [["answers read as", use.answer ?? "-"]])
            lines += use.notices.map(clean)
            for one in use.firstCases {
                lines += ["", clean(one.id)]
                let values = use.variables.map { ["  {{\($0.variable)}}", one.variables[$0.variable] ?? ""] }
                lines += table(values + [["  right answer", one.expected.joined(separator: " | ")]])
            }
        } else {
            for (index, row) in rowLines.enumerated() {
                lines +=
                    ["", "\(index + 1)"] + table(row.prefix(Self.mostColumns).map { ["  " + $0.column, $0.text] })
            }
        }
        if let problem { lines += ["", clean(problem)] }
        if !badRows.isEmpty {
            // Rows with a number share their line with others.
            let lost = badRows.filter { $0.row == nil }.reduce(0) { sum, row in
                sum + (row.line.flatMap { line in row.lastLine.map { $0 - line + 1 } } ?? 1)
            }
            lines.append("")
            lines.append(
                "Left out: \(Self.number(badRows.count, "row"))" + (lost > 0 ? ", \(Self.number(lost, "line"))" : ""))
            lines += badRows.prefix(Self.mostBadRows).map { "  " + clean($0.sentence) }
            if badRows.count > Self.mostBadRows { lines.append("  … and \(badRows.count - Self.mostBadRows) more") }
        }
        return lines
    }

    private func cells(of column: Column) -> [[String]] {
        [[column.name, "\(column.rows)", column.kinds.joined(separator: ", "), column.example]]
            + (column.paths ?? []).map { ["  " + $0, "", "", ""] }
    }

    private static func number(_ count: Int, _ word: String) -> String {
        "\(count.grouped) \(word)\(count == 1 ? "" : "s")"
    }
}

extension Int {
    /// The number with a comma between each three digits.
    fileprivate var grouped: String {
        var digits = String(self)[...]
        var parts: [Substring] = []
        while digits.count > 3 {
            parts.insert(digits.suffix(3), at: 0)
            digits = digits.dropLast(3)
        }
        return ([digits] + parts).joined(separator: ",")
    }
}
