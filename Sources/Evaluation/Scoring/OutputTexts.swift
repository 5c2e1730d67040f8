import Prompting
import Remedies

/// The texts of outputs that were made elsewhere, in a file with `output`, and with `answer` if metrics compare with one.
package struct OutputTexts: Sendable {
    /// An output and its right answers.
    package struct Output: Sendable, Hashable {
        /// The output without thoughts, trimmed; empty if the thoughts have no end.
        package var text: String
        /// The right answers; empty if the line has none.
        package var expected: [String]

        fileprivate var measured: MeasuredOutput { MeasuredOutput(text, references: expected) }
    }

    /// The outputs, in the order of their lines.
    package private(set) var outputs: [Output] = []
    /// Rows that hold no output.
    package private(set) var badRows: [BadRow] = []
    /// What was assumed about the file.
    package private(set) var notices: [Notice] = []

    /// Reads all rows of a file.
    ///
    /// - Throws: ``DataSetError`` if the file can't be read.
    package init(_ source: DataSource) throws(DataSetError) {
        var rows = try OutputRows(source, needsAnswer: false)
        while let item = try rows.next() {
            switch item.line {
            case .success(let line):
                let text = ThoughtTags.usual.answer(in: line.output) ?? ""
                outputs.append(Output(text: text.trimmed, expected: line.answers))
            case .failure(let error):
                badRows.add(error.description, at: item.place)
            }
        }
        badRows = (badRows + rows.badRows).sorted { ($0.line ?? 0, $0.row ?? 0) < ($1.line ?? 0, $1.row ?? 0) }
        notices = rows.notices
    }

    /// Returns the value of a metric over all outputs; nil if no output has one.
    ///
    /// - Returns: The value, and the number of outputs that have one.
    package func overall(_ metric: any Metric, found: Findings = Findings()) -> (value: Double?, count: Int) {
        let measured = outputs.compactMap { output in
            let one = output.measured
            return metric.value(one, found).map { (output: one, value: $0) }
        }
        return (measured.isEmpty ? nil : metric.overall(measured, found), measured.count)
    }

    /// Returns what models must be asked before metrics have values.
    package func needs(_ metrics: [any Metric]) -> Needs {
        var needs = Needs()
        for metric in metrics where metric.modelUse != nil {
            for output in outputs { needs.add(metric.needs(output.measured)) }
        }
        return needs
    }
}
