/// chrF2 (Popović 2015, 2016), as sacreBLEU 2 computes it by default: n-grams of 1 to 6 code points without white space, no words,
/// recall weighing twice as much as precision. From 0 to 100. Unicode's forms C and D differ.
struct ChrF: Metric {
    let name = "chrf"
    let meaning = "chrF2 as sacreBLEU computes it, 0 to 100; a lane's value is for all its outputs together"
    let comparesWithAnswers = true

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        Self.sentence(output.text, expected: output.references)
    }

    func overall(_ outputs: [(output: MeasuredOutput, value: Double)], _ found: Findings) -> Double {
        Self.corpus(outputs.map(\.output.text), expected: outputs.map(\.output.references))
    }

    private static let orders = 6

    /// Returns the score of one output against the right answer that it is nearest to; 0 if there are none.
    static func sentence(_ output: String, expected: [String]) -> Double {
        best(output, expected).score
    }

    /// Returns the score of a whole set of outputs, each with its own right answers. It isn't the mean over the
    /// outputs.
    static func corpus(_ outputs: [String], expected: [[String]]) -> Double {
        precondition(outputs.count == expected.count, "Each output has its right answers")
        var sum = Statistics()
        for (output, expected) in zip(outputs, expected) { sum.add(best(output, expected)) }
        return sum.score
    }

    private static func best(_ output: String, _ expected: [String]) -> Statistics {
        let texts = ([output] + expected).map { $0.unicodeScalars.filter { !$0.separatesWords }.map(\.value) }
        let counts = NGramCounts(texts, upTo: orders).counts
        var best: Statistics?
        for text in texts.indices.dropFirst() {
            var statistics = Statistics()
            for order in 0..<orders {
                let (found, right) = (counts[order][0], counts[order][text])
                statistics.expected[order] = right.reduce(0, +)
                // If the right answer is too short for this order, the output's n-grams of it don't count against the
                // output.
                statistics.output[order] = statistics.expected[order] == 0 ? 0 : found.reduce(0, +)
                statistics.matches[order] = zip(found, right).reduce(0) { $0 + min($1.0, $1.1) }
            }
            if best == nil || statistics.score > best?.score ?? 0 { best = statistics }
        }
        return best ?? Statistics()
    }

    private struct Statistics {
        var output = [Int](repeating: 0, count: orders)
        var expected = [Int](repeating: 0, count: orders)
        var matches = [Int](repeating: 0, count: orders)

        /// The F-measure of the means of precision and recall over the orders that both texts have.
        var score: Double {
            var precision = 0.0
            var recall = 0.0
            var counted = 0.0
            for order in 0..<orders where output[order] > 0 && expected[order] > 0 {
                precision += Double(matches[order]) / Double(output[order])
                recall += Double(matches[order]) / Double(expected[order])
                counted += 1
            }
            guard precision + recall > 0 else { return 0 }
            return 100 * 5 * precision * recall / (4 * precision + recall) / counted
        }

        mutating func add(_ other: Statistics) {
            for order in 0..<orders {
                output[order] += other.output[order]
                expected[order] += other.expected[order]
                matches[order] += other.matches[order]
            }
        }
    }
}
