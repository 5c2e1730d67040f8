import Foundation

extension Metric {
    /// What a metric wants of a model.
    public enum ModelUse: String, Sendable, Hashable, CaseIterable {
        case embedding, surprisal
    }

    /// What it wants of a model; nil where it needs none.
    public var modelUse: ModelUse? {
        switch self {
        case .cosine: .embedding
        case .surprisal, .perplexity: .surprisal
        default: nil
        }
    }

    /// The texts that have to be measured before this metric has a value for an output.
    public func needs(_ output: String, expected: [String]) -> TextNeeds {
        var needs = TextNeeds()
        switch modelUse {
        case .embedding: if !expected.isEmpty { needs.embed([output] + expected) }
        case .surprisal: needs.surprise(output)
        case nil: break
        }
        return needs
    }

    /// An output, its right answers, and its value.
    public typealias Measured = (output: String, expected: [String], value: Double)

    /// One number for a set of outputs: the corpus's score of BLEU and chrF, for surprisal the bits of all tokens over their
    /// number and for perplexity 2 to the power of that, else the mean. nil for no outputs.
    public func overall(_ outputs: [Measured], measures: TextMeasures = TextMeasures()) -> Double? {
        if outputs.isEmpty { return nil }
        switch self {
        case .bleu: return BLEU.corpus(outputs.map(\.output), expected: outputs.map(\.expected))
        case .chrF: return ChrF.corpus(outputs.map(\.output), expected: outputs.map(\.expected))
        case .surprisal, .perplexity:
            let all = outputs.compactMap { measures.surprisal(of: $0.output) }
            let mean = all.map(\.bits).sorted().reduce(0, +) / Double(max(1, all.reduce(0) { $0 + $1.tokens }))
            return self == .surprisal ? mean : exp2(mean)
        default:
            // Sorted, so that the sum doesn't depend on the order.
            return outputs.map(\.value).sorted().reduce(0, +) / Double(outputs.count)
        }
    }
}
