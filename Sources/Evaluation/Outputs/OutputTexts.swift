/// Outputs that were made elsewhere, as texts: JSON Lines with `output`, and `answer` where metrics compare with one.
package struct OutputTexts: Sendable {
    /// An output and its right answers, none if the line has none.
    package struct Output: Sendable, Hashable {
        /// The output, trimmed.
        package var text: String
        /// What is right.
        package var expected: [String]

        fileprivate var measured: MeasuredOutput { MeasuredOutput(text, references: expected) }
    }

    /// The outputs, in the order of their lines.
    package private(set) var outputs: [Output] = []
    /// Lines that hold none.
    package private(set) var badLines: [OutputScore.BadLine] = []

    /// Reads all lines, in UTF-8. Blank ones are none.
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

    /// Returns a metric over all outputs; nil if none has a value.
    ///
    /// - Returns: The number, and of how many outputs it is.
    package func overall(_ metric: any Metric, found: Findings = Findings()) -> (value: Double?, count: Int) {
        let measured = outputs.compactMap { output in
            let one = output.measured
            return metric.value(one, found).map { (output: one, value: $0) }
        }
        return (measured.isEmpty ? nil : metric.overall(measured, found), measured.count)
    }

    /// Returns what has to be found out before metrics have values.
    package func needs(_ metrics: [any Metric]) -> Needs {
        var needs = Needs()
        for metric in metrics where metric.modelUse != nil {
            for output in outputs { needs.add(metric.needs(output.measured)) }
        }
        return needs
    }
}
