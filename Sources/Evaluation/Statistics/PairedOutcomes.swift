/// How two lanes did on the same cases.
package struct PairedOutcomes: Sendable, Hashable {
    /// Cases on which both are right.
    package var both: Int
    /// Cases on which the first is right and the second wrong.
    package var onlyFirst: Int
    /// Cases on which the second is right and the first wrong.
    package var onlySecond: Int
    /// Cases on which neither is right.
    package var neither: Int

    /// From the counts.
    package init(both: Int, onlyFirst: Int, onlySecond: Int, neither: Int) {
        self.both = both
        self.onlyFirst = onlyFirst
        self.onlySecond = onlySecond
        self.neither = neither
    }

    /// From what is right, case by case in the same order; both must be equally long.
    package init(_ first: [Bool], _ second: [Bool]) {
        precondition(first.count == second.count, "Lanes are compared on the same cases")
        self.init(both: 0, onlyFirst: 0, onlySecond: 0, neither: 0)
        for (first, second) in zip(first, second) {
            switch (first, second) {
            case (true, true): both += 1
            case (true, false): onlyFirst += 1
            case (false, true): onlySecond += 1
            case (false, false): neither += 1
            }
        }
    }

    /// All cases.
    package var count: Int { both + onlyFirst + onlySecond + neither }

    /// Cases on which one is right and the other wrong.
    package var differing: Int { onlyFirst + onlySecond }

    /// The second's accuracy less the first's, from -1 to 1; 0 without cases.
    package var difference: Double { count == 0 ? 0 : Double(onlySecond - onlyFirst) / Double(count) }
}
