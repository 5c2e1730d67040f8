import Evaluation

extension RubricTrial {
    /// How good an instrument the judge is, in plain words.
    var measurements: [String] {
        [movement, order, unread, length, people].compactMap(\.self)
    }

    private var manner: String { isReworded ? "Under three wordings of the frame" : "Asked the same three times" }

    private var movement: String {
        guard let largest = spans.max() else {
            return "It wasn't asked again, so nobody knows how far its scores move."
        }
        let mean = spans.reduce(0, +) / Double(spans.count)
        return "\(manner), the score of an output moves by \(Figures.decimal(mean, 2)) on average, and by "
            + "\(Figures.decimal(largest, 2)) at most (\(spans.count) outputs)."
    }

    private var order: String? {
        guard repeated > 0 else { return nil }
        guard let share = holdingShare else {
            return "\(manner), both outputs of all \(repeated) pairs have the same score."
        }
        let rest = even == 0 ? "" : " Both outputs of \(even) more have the same score each time."
        return "\(manner), the same output scores higher in \(holding) of \(distinguished) pairs, "
            + "\(Self.percent(share, holding, distinguished)); the order turns in \(turning).\(rest)"
    }

    private var unread: String? {
        unscored == 0
            ? nil
            : "Nothing could be read for \(unscored) of \(outputs) outputs, "
                + "\(Figures.percent(Double(unscored) / Double(outputs))); they count as unscored."
    }

    private var length: String? {
        let (count, all) = longerScoresHigher
        guard all > 0 else { return nil }
        let correlation = lengthCorrelation.map {
            " The correlation of the ranks of scores and lengths is \(Figures.decimal($0, 2))."
        }
        return "Where the scores differ, the longer output has the higher one in \(count) of \(all) pairs, "
            + "\(Figures.percent(Double(count) / Double(all))).\(correlation ?? "")"
    }

    private var people: String? {
        guard voted > 0 else { return nil }
        guard let share = agreement.share else {
            return "People prefer one in \(voted) of these pairs; the judge scores both alike in all of them."
        }
        let kappa = agreement.value.map { ", kappa \(Figures.decimal($0, 2))" } ?? ""
        let baseline = lengthAgreement.share.map { "; “the longer wins” agrees in \(Figures.percent($0))" } ?? ""
        return "People's votes prefer the higher score in \(agreement.agreements) of the \(agreement.count) pairs "
            + "whose scores differ (of \(voted) with votes), "
            + "\(Self.percent(share, agreement.agreements, agreement.count))\(kappa)\(baseline)."
    }

    /// Returns a share with its interval.
    private static func percent(_ share: Double, _ count: Int, _ all: Int) -> String {
        let interval = Wilson.interval(correct: count, of: all)
        return "\(Figures.percent(share)), 95 % interval \(Figures.decimal(interval.low * 100, 1)) to "
            + "\(Figures.decimal(interval.high * 100, 1)) %"
    }

    /// Why no result is told; nil if one is.
    var obstacle: String? {
        if isBelievable { return nil }
        if outputs == 0 { return "There is no result: the judge gave no score." }
        if unscored == outputs { return "There is no result: the judge's scores couldn't be read." }
        if repeated == 0 {
            return "No result is told: the judge scored no two outputs of a case more than once, so nobody knows "
                + "whether its scores hold."
        }
        guard let share = holdingShare else {
            return "No result is told: this judge scores all outputs alike, whatever their texts."
        }
        let what =
            isReworded
            ? "this judge scores the wording of the frame, not the texts"
            : "this judge's scores change when it is asked the same again"
        return "No result is told: \(what). Only \(Figures.percent(share)) of the pairs keep their order; it takes "
            + "\(Figures.percent(Self.leastHolding))."
    }
}
