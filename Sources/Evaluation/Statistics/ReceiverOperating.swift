import Foundation

/// How well a number tells two kinds of things apart, whatever the limit between them (receiver operating characteristic).
package enum ReceiverOperating {
    /// Returns the area under the curve: the probability that a positive thing has a larger number than a negative one, equal
    /// ones counting half (Mann and Whitney 1947). Nil if there are only things of one kind.
    package static func area(positive: [Double], negative: [Double]) -> Double? {
        guard !positive.isEmpty, !negative.isEmpty else { return nil }
        let sorted = (positive.map { ($0, true) } + negative.map { ($0, false) }).sorted { $0.0 < $1.0 }
        var ranks = 0.0
        var start = 0
        while start < sorted.count {
            var end = start
            while end < sorted.count, sorted[end].0 == sorted[start].0 { end += 1 }
            ranks += Double(start + end + 1) / 2 * Double(sorted[start..<end].count { $0.1 })
            start = end
        }
        let (count, others) = (Double(positive.count), Double(negative.count))
        return (ranks - count * (count + 1) / 2) / (count * others)
    }

    /// Returns the interval of an area: the areas from which the observed one isn't further than a normal deviate allows,
    /// each with the variance that it would have itself (Newcombe 2006, "Confidence intervals for an effect size measure based
    /// on the Mann-Whitney statistic, part 2", method 5). It isn't empty at 0 and 1.
    package static func interval(
        area: Double, positive: Int, negative: Int, confidence: Double = 0.95
    ) -> Interval {
        let z = Wilson.normalQuantile((1 + confidence) / 2)
        let mean = Double(positive + negative) / 2 - 1
        func isNear(_ truth: Double) -> Bool {
            let parts = 1 + mean * (1 - truth) / (2 - truth) + mean * truth / (1 + truth)
            let variance = truth * (1 - truth) * parts / (Double(positive) * Double(negative))
            return abs(area - truth) <= z * variance.squareRoot()
        }
        func end(from near: Double, to far: Double) -> Double {
            var (near, far) = (near, far)
            for _ in 0..<60 {
                let middle = (near + far) / 2
                if isNear(middle) { near = middle } else { far = middle }
            }
            return near
        }
        return Interval(low: end(from: area, to: 0), high: end(from: area, to: 1))
    }
}
