/// How often a judge says the same when it is asked the same once more: on a server again, here in other wordings.
package struct JudgeRepetition: Sendable, Hashable, Encodable {
    /// The number of verdicts that were the same.
    package private(set) var same = 0
    /// The number of verdicts that were given once more, without those of which nothing was read.
    package private(set) var all = 0
    /// Whether the frame had another wording.
    package let isReworded: Bool

    /// Begins to count.
    package init(isReworded: Bool) { self.isReworded = isReworded }

    /// Counts a verdict beside the first one on the same outputs in the same order. One that says nothing doesn't count.
    package mutating func take(_ verdict: Verdict, beside first: Verdict) {
        guard verdict != .unscored, first != .unscored else { return }
        all += 1
        if verdict == first { same += 1 }
    }

    /// The finding; nil if nothing was asked again.
    package var sentence: String? {
        guard all > 0 else { return nil }
        let interval = Wilson.interval(correct: same, of: all)
        let ends = "\(Wording.number(interval.low * 100)) to \(Wording.number(interval.high * 100)) %"
        let how = isReworded ? "Asked again with another sentence in the frame" : "Asked the same again"
        return "\(how), it says the same in \(same) of \(all) verdicts, 95 % interval \(ends)."
    }
}
