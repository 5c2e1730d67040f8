/// The outcomes of two lanes on the same cases.
package struct PairedOutcomes: Sendable, Hashable {
    /// Number of cases on which both are right.
    package var both: Int
    /// Number of cases on which the first is right and the second wrong.
    package var onlyFirst: Int
    /// Number of cases on which the second is right and the first wrong.
    package var onlySecond: Int
    /// Number of cases on which neither is right.
    package var neither: Int

    /// Creates outcomes from their counts.
    package init(both: Int, onlyFirst: Int, onlySecond: Int, neither: Int) {
        self.both = both
        self.onlyFirst = onlyFirst
        self.onlySecond = onlySecond
        self.neither = neither
    }

    /// Counts the outcomes of two lanes, which have the same cases in the same order.
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

    /// Number of all cases.
    package var count: Int { both + onlyFirst + onlySecond + neither }

    /// Number of cases on which one is right and the other wrong.
    package var differing: Int { onlyFirst + onlySecond }

    /// The second lane's accuracy less the first's, from -1 to 1; 0 without cases.
    package var difference: Double { count == 0 ? 0 : Double(onlySecond - onlyFirst) / Double(count) }
}
