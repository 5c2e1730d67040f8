/// Outputs that were made elsewhere, as texts: JSON Lines with `output`, and `answer` where metrics compare with one.
public struct OutputTexts: Sendable {
    /// An output and its right answers, none where the line has none.
    public struct Output: Sendable, Hashable {
        /// The output, trimmed.
        public var text: String
        /// What is right.
        public var expected: [String]
    }

    /// The outputs, in the order of their lines.
    public private(set) var outputs: [Output] = []
    /// Lines that hold none.
    public private(set) var badLines: [OutputScore.BadLine] = []

    /// Reads all lines, in UTF-8. Blank ones are none.
    public init(_ bytes: [UInt8]) {
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

    /// A metric over all outputs; nil where none has a value.
    ///
    /// - Returns: The number, and of how many outputs it is.
    public func overall(_ metric: Metric, measures: TextMeasures = TextMeasures()) -> (value: Double?, count: Int) {
        let measured: [Metric.Measured] = outputs.compactMap { output in
            metric.value(output.text, expected: output.expected, measures: measures).map {
                (output.text, output.expected, $0)
            }
        }
        return (metric.overall(measured, measures: measures), measured.count)
    }

    /// The texts that have to be measured before metrics have values.
    public func needs(_ metrics: [Metric]) -> TextNeeds {
        var needs = TextNeeds()
        for metric in metrics where metric.modelUse != nil {
            for output in outputs { needs.add(metric.needs(output.text, expected: output.expected)) }
        }
        return needs
    }
}
