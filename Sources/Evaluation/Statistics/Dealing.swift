/// Permutation within cases: every case's outcomes are dealt out anew among the lanes, as if for each case it were chance
/// which of the lanes are right, once their number is given (Westfall and Young 1993, chapter 2).
struct Dealing {
    /// Number of lanes.
    private let lanes: Int
    /// Number of cases that all lanes have right.
    private let settled: Int
    /// Number of lanes that are right, for each case that some have right and others wrong.
    private let open: [Int]

    /// Takes for each lane which cases are right, in the same order of cases.
    init(_ outcomes: [[Bool]]) {
        precondition(Set(outcomes.map(\.count)).count <= 1, "Lanes are compared on the same cases")
        lanes = outcomes.count
        let right = (outcomes.first ?? []).indices.map { index in outcomes.count { $0[index] } }
        let lanes = lanes
        settled = right.count { $0 == lanes }
        open = right.filter { (1..<lanes).contains($0) }
    }

    /// Returns a number of resamples that takes a bearable time: at most `wanted`, and at least 999.
    func resamples(upTo wanted: Int) -> Int {
        let work = open.reduce(0) { $0 + min($1, lanes - $1) } + lanes
        return max(999, min(wanted, 300_000_000 / max(1, work)))
    }

    /// Deals again and again. `body` gets each time a base and the lanes' numbers of right cases less that base.
    func deal(seed: UInt64, resamples: Int, _ body: (_ base: Int, _ counts: [Int]) -> Void) {
        var random = SplitMix64(seed: seed)
        var deck = Array(0..<lanes)
        var counts = [Int](repeating: 0, count: lanes)
        for _ in 0..<resamples {
            var base = settled
            for lane in 0..<lanes { counts[lane] = 0 }
            for right in open {
                // If most lanes have a case right, it is quicker to deal out the wrong ones.
                let dealsWrong = right * 2 > lanes
                if dealsWrong { base += 1 }
                for place in 0..<(dealsWrong ? lanes - right : right) {
                    let other = place + Int(random.next(upperBound: UInt(lanes - place)))
                    deck.swapAt(place, other)
                    counts[deck[place]] += dealsWrong ? -1 : 1
                }
            }
            body(base, counts)
        }
    }

    /// Returns the share of resamples that are as extreme as the data, with the data itself as one of them; 1 if no case
    /// tells lanes apart.
    func pValue(seed: UInt64, resamples: Int, isAsExtreme: (_ base: Int, _ counts: [Int]) -> Bool) -> Double {
        guard lanes > 1, !open.isEmpty else { return 1 }
        var found = 1
        deal(seed: seed, resamples: resamples) { if isAsExtreme($0, $1) { found += 1 } }
        return Double(found) / Double(resamples + 1)
    }
}
