import Foundation

/// How much the answers of a case's samples differ: the entropy of their meanings (after Kuhn et al. 2023), where answers that are
/// equal by their type mean the same. An output that is wrong with little entropy is sure and wrong.
struct AnswerEntropy: Metric {
    let name = "answer-entropy"
    let meaning =
        "the entropy in bits of the different answers in a case's samples; 0 if all agree. Samples without an answer count as one more"
    let comparesWithAnswers = false
    let samplesNeeded: SamplesNeeded? = .answers
    let tellsRight: Bool? = false

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        guard output.answers.count > 1 else { return nil }
        return Self.entropy(of: output.answers)
    }

    /// Returns the entropy in bits of the shares that different answers have.
    static func entropy(of answers: [String?]) -> Double {
        var counts: [String?: Int] = [:]
        for answer in answers { counts[answer, default: 0] += 1 }
        // Sorted, so that the sum doesn't depend on the order of a dictionary.
        let shares = counts.values.sorted().map { Double($0) / Double(answers.count) }
        return max(0, -shares.reduce(0) { $0 + $1 * log2($1) })
    }
}
