import Foundation

/// Checks whether the output is near enough to one of the values, by a score from 0 to 1.
struct ScoreCheck: Check {
    enum Kind: String {
        case rouge1 = "rouge-n"
        case rougeL = "rouge-l"
        case bleu
    }

    let kind: Kind
    let operands = CheckOperands.several

    init(_ kind: Kind) { self.kind = kind }

    var name: String { kind.rawValue }

    var meaning: String {
        switch kind {
        case .rouge1:
            "the share of a value's words that the output has (ROUGE-1, recall) is at least `threshold` (0.75 if none is given)"
        case .rougeL:
            "the F-measure of the longest common subsequence of words (ROUGE-L) is at least `threshold` (0.75 if none is given)"
        case .bleu:
            "BLEU, from 0 to 1, of lower-case words between white space, is at least `threshold` (0.5 if none is given)"
        }
    }

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        score(for: output, found).map { $0 >= output.threshold ?? (kind == .bleu ? 0.5 : 0.75) }
    }

    func score(for output: MeasuredOutput, _ found: Findings) -> Double? {
        let text = output.text
        switch kind {
        case .rouge1: return output.references.map { Self.recall(text, of: $0) }.max() ?? 0
        case .rougeL: return RougeL.score(text, expected: output.references, tokens: .words)
        case .bleu: return Self.bleu(text, output.references)
        }
    }

    func reasons(for output: MeasuredOutput, _ found: Findings, isNegated: Bool) -> [String] {
        score(for: output, found).map { [String(format: "The score is %.4f.", $0)] } ?? []
    }

    /// ROUGE-1 (Lin 2004, equation 1): the words of the right text that the output has, each as often as it has it.
    private static func recall(_ text: String, of expected: String) -> Double {
        let words = [text, expected].map { Words.split($0.lowercased()) }
        let counts = NGramCounts(words, upTo: 1).counts[0]
        let shared = zip(counts[0], counts[1]).reduce(0) { $0 + min($1.0, $1.1) }
        return words[1].isEmpty ? 0 : Double(shared) / Double(words[1].count)
    }

    /// BLEU (Papineni et al. 2002) with promptfoo's words and its smoothing, a precision of 1e-7 instead of 0.
    private static func bleu(_ text: String, _ references: [String]) -> Double {
        let words = ([text] + references).map { $0.lowercased().split(whereSeparator: \.isWhitespace) }
        guard !words[0].isEmpty, !references.isEmpty else { return 0 }
        let counts = NGramCounts(words, upTo: 4).counts
        let logarithms = counts.reduce(0.0) { sum, order in
            let matches = order[0].indices.reduce(0) { sum, gram in
                sum + min(order[0][gram], order.dropFirst().map { $0[gram] }.max() ?? 0)
            }
            let total = order[0].reduce(0, +)
            return sum + log(matches == 0 || total == 0 ? 1e-7 : Double(matches) / Double(total))
        }
        let length = words[0].count
        let nearest = words.dropFirst().map(\.count).min { abs($0 - length) < abs($1 - length) } ?? length
        return exp(min(0, 1 - Double(nearest) / Double(length)) + logarithms / 4)
    }
}
