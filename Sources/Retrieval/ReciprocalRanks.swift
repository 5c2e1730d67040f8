/// Joins rankings whose scores can't be compared, by the ranks alone: reciprocal rank fusion (Cormack, Clarke & Büttcher 2009).
package enum ReciprocalRanks {
    /// How soon lower ranks stop to count, the paper's `k`.
    package static let damping = 60.0

    /// Returns every item of the rankings with the sum of 1 / (60 + rank) over the rankings that have it. Ranks count from 1.
    ///
    /// - Parameter rankings: The rankings, each with the best item first and no item twice.
    /// - Returns: The items with the largest sum first. Of equal sums the item comes first that an earlier ranking names first.
    package static func fused<Item: Hashable>(_ rankings: [[Item]]) -> [(item: Item, score: Double)] {
        var scores: [Item: Double] = [:]
        var order: [Item] = []
        for ranking in rankings {
            for (index, item) in ranking.enumerated() {
                if scores[item] == nil { order.append(item) }
                scores[item, default: 0] += 1 / (damping + Double(index + 1))
            }
        }
        let fused = order.enumerated().map { ($0.offset, item: $0.element, score: scores[$0.element] ?? 0) }
        return fused.sorted { ($1.score, $0.0) < ($0.score, $1.0) }.map { ($0.item, $0.score) }
    }
}
