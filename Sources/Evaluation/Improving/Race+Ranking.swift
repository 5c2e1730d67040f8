extension Race {
    /// Returns entrants that have run the same cases, best first. A case that one failed on counts for it as it does on average
    /// for those of the race that have an answer.
    ///
    /// If only the answered cases counted, an entrant that fails on hard cases would win by failing. One that has answers for
    /// fewer than half of the cases comes after all that have more.
    static func ranked(_ entrants: [Entrant], among all: [Entrant]) -> [Entrant] {
        let usual = usual(all)
        return entrants.map { Rank($0, usual: usual) }.sorted { $0.isBetter(than: $1) }.map(\.entrant)
    }

    /// Returns why an entrant comes behind another one that has run the same cases.
    static func reason(_ entrant: Entrant, behind other: Entrant, among all: [Entrant]) -> Reason {
        let usual = usual(all)
        return Rank(entrant, usual: usual).reason(behind: Rank(other, usual: usual))
    }

    /// Returns what each case counts for one that failed on it.
    private static func usual(_ all: [Entrant]) -> [Sum] {
        let cases = all.map(\.results.count).max() ?? 0
        return (0..<cases).map { place in
            Sum(of: all.lazy.compactMap { $0.results.indices.contains(place) ? $0.results[place] : nil }).mean
        }
    }

    /// What decides about an entrant's place.
    private struct Rank {
        let entrant: Entrant
        private let isMostlyAnswered: Bool
        private let sum: Sum

        /// `usual` has what each case counts for one that failed on it.
        init(_ entrant: Entrant, usual: [Sum]) {
            self.entrant = entrant
            isMostlyAnswered = entrant.count > 0 && 2 * entrant.count >= entrant.results.count
            sum = zip(entrant.results, usual).reduce(into: Sum()) { sum, one in
                if let result = one.0 { sum.add(result) } else { sum.add(one.1) }
            }
        }

        func isBetter(than other: Rank) -> Bool {
            if isMostlyAnswered != other.isMostlyAnswered { return isMostlyAnswered }
            if sum.right != other.sum.right { return sum.right > other.sum.right }
            return sum.share != other.sum.share ? sum.share > other.sum.share : entrant.number < other.entrant.number
        }

        func reason(behind other: Rank) -> Reason {
            if !isMostlyAnswered, other.isMostlyAnswered { return .failed }
            if sum.right < other.sum.right { return .fewer(than: other.entrant.right) }
            return sum.share < other.sum.share ? .share : .order
        }
    }

    /// Right answers and the shares of their probability, added up.
    private struct Sum {
        var right = 0.0
        var share = 0.0
        private var count = 0.0

        init() {}

        init(of results: some Sequence<Result>) { for result in results { add(result) } }

        /// The mean of the results; nothing if there are none.
        var mean: Sum {
            var mean = Sum()
            if count > 0 { (mean.right, mean.share) = (right / count, share / count) }
            return mean
        }

        mutating func add(_ result: Result) {
            right += result.isRight ? 1 : 0
            share += result.share
            count += 1
        }

        mutating func add(_ other: Sum) {
            right += other.right
            share += other.share
        }
    }
}
