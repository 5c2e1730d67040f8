/// How far two numbers rise together, by their ranks (Spearman 1904).
package enum Spearman {
    /// Returns the correlation of the ranks, from -1 to 1; nil with fewer than three pairs, or if one side is always the same.
    ///
    /// Equal numbers share the mean of their ranks.
    package static func correlation(_ pairs: [(first: Double, second: Double)]) -> Double? {
        guard pairs.count > 2 else { return nil }
        let (first, second) = (ranks(pairs.map(\.first)), ranks(pairs.map(\.second)))
        let mean = Double(pairs.count + 1) / 2
        var (product, ofFirst, ofSecond) = (0.0, 0.0, 0.0)
        for (one, other) in zip(first, second) {
            product += (one - mean) * (other - mean)
            ofFirst += (one - mean) * (one - mean)
            ofSecond += (other - mean) * (other - mean)
        }
        guard ofFirst > 0, ofSecond > 0 else { return nil }
        return product / (ofFirst * ofSecond).squareRoot()
    }

    private static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
            start = end
        }
        return ranks
    }
}
