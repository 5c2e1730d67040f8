import Evaluation
import Foundation
import GRDB

/// A case of an evaluation as a row of the database. Its checks and other columns aren't kept: scores have what came of
/// them.
enum StoredCase {
    private struct Options: Codable {
        var options: [String]
        var labels: [String]
    }

    static let insertion = """
        INSERT OR REPLACE INTO evaluationCases (evaluation, number, id, variables, expected, folder, line, row, options)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    static let selection = """
        SELECT id, variables, expected, folder, line, row, options, number FROM evaluationCases
        WHERE evaluation = ? ORDER BY number
        """

    static func arguments(
        _ one: Case, number: Int, evaluation: Int64, _ encoder: JSONEncoder
    ) throws -> StatementArguments {
        func json(_ value: some Encodable) throws -> String {
            String(decoding: try encoder.encode(value), as: UTF8.self)
        }
        let options = one.options.isEmpty ? nil : Options(options: one.options, labels: one.optionLabels)
        let values: [(any DatabaseValueConvertible)?] = [
            evaluation, number, StoredText(one.id), try json(one.variables), try json(one.expected), one.folder,
            one.line, one.row, try options.map { try json($0) },
        ]
        return StatementArguments(values)
    }

    /// Reads a row of ``selection``, which must be the one with this number: outputs name their cases by it.
    static func read(_ row: Row, number: Int, _ decoder: JSONDecoder) throws -> Case {
        let columns = StoredOutput.Columns(row: row)
        guard try columns.count(7) == number else { throw UnreadableValue(column: "number") }
        guard let id = columns.text(0), let variables = columns.text(1), let expected = columns.text(2) else {
            throw UnreadableValue(column: "id")
        }
        var one = Case(
            id: id, variables: try decoder.decode([String: String].self, from: Data(variables.utf8)),
            expected: try decoder.decode([String].self, from: Data(expected.utf8)),
            line: columns.integer(4).map { Int($0) })
        one.folder = columns.text(3)
        one.row = columns.integer(5).map { Int($0) }
        if let options = try columns.text(6).map({ try decoder.decode(Options.self, from: Data($0.utf8)) }) {
            (one.options, one.optionLabels) = (options.options, options.labels)
        }
        return one
    }
}
