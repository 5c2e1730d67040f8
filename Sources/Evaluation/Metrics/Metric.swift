import Foundation

/// The metrics of one output, by the names that the command line and files use.
public enum Metric: String, Sendable, Hashable, CaseIterable {
    case exactMatch = "exact-match"
    case contains
    case f1
    case rougeL = "rouge-l"
    case bleu
    case chrF = "chrf"
    case editDistance = "edit-distance"
    case editSimilarity = "edit-similarity"
    case distinct1 = "distinct-1"
    case distinct2 = "distinct-2"
    case repetition
    case characters
    case words
    case json
    case cosine
    case surprisal
    case perplexity

    /// Whether it compares with a right answer.
    public var needsExpected: Bool {
        switch self {
        case .exactMatch, .contains, .f1, .rougeL, .bleu, .chrF, .editDistance, .editSimilarity, .cosine: true
        case .distinct1, .distinct2, .repetition, .characters, .words, .json, .surprisal, .perplexity: false
        }
    }

    /// The metric of an output, in the unit that its own type states; with several right answers, of the nearest. nil where it
    /// needs a right answer and there is none, or a measure that isn't among `measures`.
    public func value(
        _ output: String, expected: [String], measures: TextMeasures = TextMeasures()
    ) -> Double? {
        if needsExpected, expected.isEmpty { return nil }
        switch self {
        case .exactMatch: return ExactMatch.score(output, expected: expected)
        case .contains: return Contains.score(output, expected: expected)
        case .f1: return TokenF1.score(output, expected: expected)
        case .rougeL: return RougeL.score(output, expected: expected)
        case .bleu: return BLEU.sentence(output, expected: expected)
        case .chrF: return ChrF.sentence(output, expected: expected)
        case .editDistance: return expected.map { Double(EditDistance.distance(output, $0)) }.min()
        case .editSimilarity: return EditDistance.similarity(output, expected: expected)
        case .distinct1: return Repetition.distinct(output, order: 1)
        case .distinct2: return Repetition.distinct(output, order: 2)
        case .repetition: return Repetition.score(output)
        case .characters: return TextLength.characters(output)
        case .words: return TextLength.words(output)
        case .json: return JSONValidity.score(output)
        case .cosine: return expected.compactMap { measures.cosine(output, $0) }.max()
        case .surprisal: return measures.surprisal(of: output).map { $0.bits / Double($0.tokens) }
        case .perplexity: return measures.surprisal(of: output).map { exp2($0.bits / Double($0.tokens)) }
        }
    }
}
