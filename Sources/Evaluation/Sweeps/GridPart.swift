/// A part of a grid of lanes and cases, with equally many cases for each lane and about as many lanes for each case.
package struct GridPart: Sendable, Hashable {
    /// The cases of each lane, by their numbers from 0, in ascending order.
    package let cases: [[Int]]

    /// Draws a part. Each lane gets this share of the cases, and at least one; the same seed draws the same.
    package init(lanes: Int, cases count: Int, share: Double, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let each = min(count, max(1, Int((share * Double(count)).rounded())))
        // Lanes take cases from one deck after another, so that each case comes about as often as any other.
        var deck: [Int] = []
        var parts: [[Int]] = []
        for _ in 0..<lanes {
            var own: Set<Int> = []
            while own.count < each {
                if !deck.contains(where: { !own.contains($0) }) { deck += random.shuffled(Array(0..<count)) }
                guard let place = deck.firstIndex(where: { !own.contains($0) }) else { break }
                own.insert(deck.remove(at: place))
            }
            parts.append(own.sorted())
        }
        cases = parts
    }

    /// Returns the outputs that aren't in the part.
    package func rest(lanes: [String], cases all: [Case]) -> Set<EvaluationRun.Key> {
        var rest: Set<EvaluationRun.Key> = []
        for (lane, own) in zip(lanes, cases) {
            let own = Set(own)
            for (index, one) in all.enumerated() where !own.contains(index) {
                rest.insert(EvaluationRun.Key(lane: lane, id: one.id))
            }
        }
        return rest
    }
}
