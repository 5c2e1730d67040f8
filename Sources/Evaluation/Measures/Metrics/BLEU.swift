import Foundation

/// BLEU (Papineni et al. 2002), as sacreBLEU 2 computes it by default (Post 2018): tokens of mteval-v13a, up to 4-grams, case
/// matters, exponential smoothing. From 0 to 100. Texts are compared by code points, so Unicode's forms C and D differ.
struct BLEU: Metric {
    let name = "bleu"
    let meaning = "as sacreBLEU computes it, 0 to 100; a lane's value is for all its outputs together"
    let comparesWithAnswers = true

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        Self.sentence(output.text, expected: output.references)
    }

    func overall(_ outputs: [(output: MeasuredOutput, value: Double)], _ found: Findings) -> Double {
        Self.corpus(outputs.map(\.output.text), expected: outputs.map(\.output.references))
    }

    private static let orders = 4

    /// Returns the score of one output against its right answers. Orders for which the output is too short don't count
    /// (sacreBLEU's `effective_order`, which it recommends for sentences); else every output of less than four tokens
    /// would get 0.
    static func sentence(_ output: String, expected: [String]) -> Double {
        score(Statistics(output, expected), leavingOutMissingOrders: true)
    }

    /// Returns the score of a whole set of outputs, each with its own right answers. It isn't the mean over the
    /// outputs.
    static func corpus(_ outputs: [String], expected: [[String]]) -> Double {
        precondition(outputs.count == expected.count, "Each output has its right answers")
        var sum = Statistics()
        for (output, expected) in zip(outputs, expected) { sum.add(Statistics(output, expected)) }
        return score(sum, leavingOutMissingOrders: false)
    }

    private static func score(_ statistics: Statistics, leavingOutMissingOrders: Bool) -> Double {
        guard statistics.matches.contains(where: { $0 > 0 }) else { return 0 }
        var logarithms = 0.0
        var counted = 0
        var smoothing = 1.0
        for (matches, total) in zip(statistics.matches, statistics.totals) {
            if total == 0 { break }
            counted += 1
            if matches == 0 { smoothing *= 2 }
            logarithms += log((matches == 0 ? 1 / smoothing : Double(matches)) / Double(total))
        }
        // If n-grams of some order are missing, the geometric mean over all orders is 0.
        if counted < orders, !leavingOutMissingOrders { return 0 }
        let ratio = Double(statistics.expectedLength) / Double(statistics.outputLength)
        return 100 * exp(min(0, 1 - ratio) + logarithms / Double(counted))
    }

    private struct Statistics {
        var outputLength = 0
        var expectedLength = 0
        var matches = [Int](repeating: 0, count: orders)
        var totals = [Int](repeating: 0, count: orders)

        init() {}

        init(_ output: String, _ expected: [String]) {
            let texts = ([output] + expected).map(Tokens13a.split)
            outputLength = texts[0].count
            // The length that is nearest to the output's; of two that are equally near, the shorter.
            expectedLength =
                texts.dropFirst().map(\.count)
                .min { (abs($0 - texts[0].count), $0) < (abs($1 - texts[0].count), $1) } ?? 0
            let counts = NGramCounts(texts, upTo: orders).counts
            for order in 0..<orders {
                for (gram, count) in counts[order][0].enumerated() where count > 0 {
                    totals[order] += count
                    matches[order] += min(count, counts[order].dropFirst().map { $0[gram] }.max() ?? 0)
                }
            }
        }

        mutating func add(_ other: Statistics) {
            outputLength += other.outputLength
            expectedLength += other.expectedLength
            for order in 0..<orders {
                matches[order] += other.matches[order]
                totals[order] += other.totals[order]
            }
        }
    }
}
