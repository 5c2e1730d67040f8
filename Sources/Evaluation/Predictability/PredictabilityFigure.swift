import Foundation
import Lanes
import Sampling

/// A number that says how predictable a text is for a model.
package enum PredictabilityFigure: String, Sendable, Hashable, Codable, CaseIterable {
    /// The mean of minus the binary logarithm of the tokens' probabilities.
    case surprisal
    /// The mean of the natural logarithm of the tokens' ranks.
    case logRank = "log-rank"
    /// Fast-DetectGPT's statistic (Bao et al. 2024): how far the text's likelihood is above that of tokens that are drawn in
    /// each place, in standard deviations, computed exactly and not by drawing.
    case fastDetect = "fast-detect"
    /// Binoculars' ratio (Hans et al. 2024): the text's surprisal divided by how surprising tokens of the reference are.
    case binoculars

    /// What tables call it.
    package var title: String {
        switch self {
        case .surprisal: "surprisal"
        case .logRank: "log-rank"
        case .fastDetect: "Fast-DetectGPT"
        case .binoculars: "Binoculars"
        }
    }

    /// True if a more predictable text has the larger number.
    package var growsWithPredictability: Bool { self == .fastDetect }

    /// Returns the number of a text; nil if the text has no token with figures, or one that the model rules out, or if the number
    /// needs a reference and there is none.
    package func value(of text: TextPredictability) -> Double? {
        number(of: text).flatMap { $0.isFinite ? $0 : nil }
    }

    private func number(of text: TextPredictability) -> Double? {
        let tokens = text.tokens.map(\.figures)
        guard !tokens.isEmpty else { return nil }
        let count = Double(tokens.count)
        let logarithms = tokens.reduce(0) { $0 + $1.likelihood.logProbability }
        switch self {
        case .surprisal: return -logarithms / count / log(2)
        case .logRank: return tokens.reduce(0) { $0 + log(Double($1.likelihood.rank)) } / count
        case .fastDetect:
            let variance = tokens.reduce(0) { $0 + $1.expected.variance }
            guard variance > 0 else { return nil }
            return (logarithms - tokens.reduce(0) { $0 + $1.expected.mean }) / variance.squareRoot()
        case .binoculars:
            guard text.hasReference else { return nil }
            // As its authors have it: over one place more than the text has figures, the place behind its end.
            let places = tokens.map(\.expected) + (text.following.map { [$0] } ?? [])
            let expected = -places.reduce(0) { $0 + $1.mean } / Double(places.count)
            return expected > 0 ? -logarithms / count / expected : nil
        }
    }
}

extension TextPredictability {
    /// The mean entropy of the model's distributions, in bits a token; nil if no token has figures.
    package var entropy: Double? {
        tokens.isEmpty
            ? nil : tokens.reduce(0) { $0 + $1.figures.entropy } / Double(tokens.count) / log(2)
    }

    /// The step of each token's rank. A character that several tokens make up has the highest of their ranks, at the last of them.
    package var steps: [RankStep] {
        var waiting = RankStep.ten
        return tokens.map { token in
            let step = max(RankStep(rank: token.figures.likelihood.rank), waiting)
            waiting = token.text.isEmpty ? step : .ten
            return step
        }
    }

    /// Returns how many tokens are in each step of rank.
    package var rankCounts: [(step: RankStep, count: Int)] {
        RankStep.allCases.map { step in (step, tokens.count { RankStep(rank: $0.figures.likelihood.rank) == step }) }
    }
}

/// The four steps of rank that GLTR colours (Gehrmann et al. 2019).
package enum RankStep: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// Rank 1 to 10.
    case ten
    /// Rank 11 to 100.
    case hundred
    /// Rank 101 to 1000.
    case thousand
    /// Rank above 1000.
    case beyond

    /// Takes the step of a rank.
    package init(rank: Int) {
        self = rank <= 10 ? .ten : rank <= 100 ? .hundred : rank <= 1000 ? .thousand : .beyond
    }

    /// The sign for tokens of this step.
    package var sign: Character {
        switch self {
        case .ten: " "
        case .hundred: "-"
        case .thousand: "+"
        case .beyond: "#"
        }
    }

    /// The ranks of this step, in words.
    package var words: String {
        switch self {
        case .ten: "1 to 10"
        case .hundred: "11 to 100"
        case .thousand: "101 to 1000"
        case .beyond: "above 1000"
        }
    }

    /// Returns whether a step has lower ranks than another.
    package static func < (first: RankStep, second: RankStep) -> Bool { first.rawValue < second.rawValue }
}
