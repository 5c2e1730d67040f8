import Evaluation
import Library
import Prompting
import YAMLText

/// Tests in a table: a column is a variable, but for those with two underscores before their names.
/// https://www.promptfoo.dev/docs/configuration/test-cases/
extension PromptfooReader {
    /// Returns the tests in a file of CSV or TSV; nil if it is of another kind.
    mutating func table(_ path: String, at value: PlacedValue) throws(PromptFileError) -> [PromptfooTest]? {
        let isTSV = path.hasSuffix(".tsv")
        guard isTSV || path.hasSuffix(".csv"), let text = context.file(path) else { return nil }
        let table: Table
        do throws(DataSetError) {
            table = try Table(text, isTSV: isTSV)
        } catch {
            losses.add(value, "is `\(path)`, which is left out: \(error)")
            return []
        }
        for row in table.bad.prefix(10) { losses.add("\(path): left out. \(row.sentence)") }
        if table.bad.count > 10 { losses.add("\(path): \(table.bad.count - 10) more rows are left out.") }
        var tests: [PromptfooTest] = []
        for row in table.rows {
            var test = PromptfooTest()
            for (name, cell) in row.sorted(by: { $0.key < $1.key }) {
                take(cell, in: name, of: path, into: &test)
            }
            tests.append(test)
        }
        return tests
    }

    private mutating func take(_ cell: String, in column: String, of path: String, into test: inout PromptfooTest) {
        let place = "\(path), column \(column):"
        switch column {
        case _ where !column.hasPrefix("__"): test.variables[column] = cell
        case _ where cell.allSatisfy(\.isWhitespace): break
        case _ where column.wholeMatch(of: /__expected\d*/) != nil:
            if let assertion = assertion(cell: cell, at: place) { test.assertions.append(assertion) }
        case "__prefix": test.prefix = TemplateSyntax.jinja.read(cell, at: place, losses: &losses)
        case "__suffix": test.suffix = TemplateSyntax.jinja.read(cell, at: place, losses: &losses)
        case "__threshold": test.threshold = cell
        default: losses.add("\(place) it has no counterpart in Lathe.")
        }
    }
}
