import Foundation
import Prompting

/// How well the passages of a case fit it, where its data name the right ones in the column `rightSource`.
struct RetrievalMetric: Metric {
    /// What is measured.
    enum Figure: String, CaseIterable {
        case recall, mrr, ndcg
    }

    let figure: Figure
    let comparesWithAnswers = false

    init(_ figure: Figure) { self.figure = figure }

    var name: String { "source-\(figure.rawValue)" }

    var meaning: String {
        let what =
            switch figure {
            case .recall: "share of the right passages that are among the case's `sources`"
            case .mrr: "1 divided by the rank of the first right passage among the case's `sources`, 0 without one"
            case .ndcg: "discounted gain of the right passages' ranks, divided by the best possible (nDCG)"
            }
        return what
            + "; the column `\(RightSources.column)` names each, on a line of its own, by a part of its place or text"
    }

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        let wanted = RightSources(of: output.columns)
        guard !wanted.isEmpty, output.columns[PromptSources.variable] != nil else { return nil }
        let passages = output.passages.map { RightSources.plain($0.whole) }
        let ranked = RankedHits(of: wanted.names, in: passages)
        return switch figure {
        case .recall: ranked.recall
        case .mrr: ranked.reciprocalRank
        case .ndcg: ranked.discountedGain
        }
    }
}

/// Which of the right passages were found, and at which ranks.
struct RankedHits: Hashable {
    /// For each found passage, from the first, whether it is a right one.
    var isRight: [Bool]
    /// The number of right passages.
    var wanted: Int

    init(_ isRight: [Bool], wanted: Int) {
        self.isRight = isRight
        self.wanted = wanted
    }

    /// Finds each right passage at the first rank whose text contains its name. Names in one passage are of the same one.
    init(of names: [String], in passages: [String]) {
        var rest = names
        (isRight, wanted) = ([], names.count)
        for passage in passages {
            let before = rest.count
            rest.removeAll { passage.contains($0) }
            isRight.append(rest.count < before)
            wanted -= max(0, before - rest.count - 1)
        }
    }

    /// The share of the right passages that were found.
    var recall: Double { wanted > 0 ? Double(isRight.count { $0 }) / Double(wanted) : 0 }

    /// 1 divided by the rank of the first right passage; 0 if none was found.
    var reciprocalRank: Double { isRight.firstIndex(of: true).map { 1 / Double($0 + 1) } ?? 0 }

    /// The sum of 1 / log2(rank + 1) over the right passages, divided by what it would be if they came first (Järvelin &
    /// Kekäläinen 2002).
    var discountedGain: Double {
        func discount(_ index: Int) -> Double { 1 / log2(Double(index + 2)) }
        let ideal = (0..<min(wanted, isRight.count)).reduce(0) { $0 + discount($1) }
        guard ideal > 0 else { return 0 }
        return isRight.enumerated().reduce(0) { $0 + ($1.element ? discount($1.offset) : 0) } / ideal
    }
}
