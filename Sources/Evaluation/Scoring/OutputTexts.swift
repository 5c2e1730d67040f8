/// The texts of outputs that were made elsewhere: JSON Lines with `output`, and with `answer` if metrics compare with
/// one.
package struct OutputTexts: Sendable {
    /// An output and its right answers.
    package struct Output: Sendable, Hashable {
        /// The output, trimmed.
        package var text: String
        /// The right answers; empty if the line has none.
        package var expected: [String]

        fileprivate var measured: MeasuredOutput { MeasuredOutput(text, references: expected) }
    }

    /// The outputs, in the order of their lines.
    package private(set) var outputs: [Output] = []
    /// Lines that hold no output.
    package private(set) var badLines: [OutputScore.BadLine] = []

    /// Reads all lines of a UTF-8 text. Blank lines are ignored.
    package init(_ bytes: [UInt8]) {
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var number = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            number += 1
            if !bytes[start..<end].allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) {
                do throws(OutputLineError) {
                    let line = try OutputLine(bytes, in: start..<end, needsAnswer: false)
                    outputs.append(Output(text: line.output.trimmed, expected: line.answers))
                } catch {
                    badLines.append(OutputScore.BadLine(line: number, problem: error.description))
                }
            }
            start = end + 1
        }
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
