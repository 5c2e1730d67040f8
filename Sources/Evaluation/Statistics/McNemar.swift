/// McNemar's exact test of two lanes on the same cases. Only the cases on which they differ count; if the lanes were
/// equally good, each of those would be a fair coin (McNemar 1947; the exact form is a sign test).
package enum McNemar {
    /// The fewest differing cases that can give a p value below .05: 5 to 0 is .0625, 6 to 0 is .031.
    package static let fewestDiffering = 6

    /// Returns the two-sided p value, from 0 to 1: twice the probability of an outcome that is as rare or rarer, at
    /// most 1.
    package static func pValue(onlyFirst: Int, onlySecond: Int) -> Double {
        min(1, 2 * Binomial.atMost(min(onlyFirst, onlySecond), of: onlyFirst + onlySecond, probability: 0.5))
    }
}
