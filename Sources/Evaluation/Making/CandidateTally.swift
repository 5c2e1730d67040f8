/// What became of candidates: how many each filter dropped, and how a judge rated them.
package struct CandidateTally: Sendable, Hashable {
    /// The number of candidates.
    package let made: Int
    /// The number that no filter dropped.
    package let kept: Int
    /// The number that each filter dropped; a filter that dropped none is left out.
    package let dropped: [CandidateFilter: Int]
    /// The number of ratings nearest to 0, 1, … 5.
    package let histogram: [Int]
    /// All ratings, in ascending order.
    package let ratings: [Double]

    /// Counts candidates.
    package init(_ candidates: [Candidate]) {
        made = candidates.count
        kept = candidates.count { $0.drop == nil }
        dropped = candidates.reduce(into: [:]) { counts, one in
            if let filter = one.drop?.filter { counts[filter, default: 0] += 1 }
        }
        ratings = candidates.compactMap(\.rating).sorted()
        var histogram = [Int](repeating: 0, count: 6)
        for rating in ratings { histogram[Int(min(5, max(0, rating)).rounded())] += 1 }
        self.histogram = histogram
    }

    /// Returns the number of rated candidates that a threshold keeps.
    package func left(from threshold: Double) -> Int { ratings.count { $0 >= threshold } }

    /// True if ratings lie so close together that no threshold parts the candidates: nine in ten within half a point.
    package var isFlat: Bool {
        guard ratings.count >= 10 else { return false }
        let tenth = ratings.count / 20
        return ratings[ratings.count - 1 - tenth] - ratings[tenth] < 0.5
    }
}
