/// Returns the p values after Holm's correction over all of them (Holm 1979), in the same order. The chance of even one
/// false finding is below a level if only adjusted values below that level count as findings.
package func holmAdjusted(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var largest = 0.0
    for (rank, index) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
        largest = max(largest, min(1, pValues[index] * Double(pValues.count - rank)))
        adjusted[index] = largest
    }
    return adjusted
}
