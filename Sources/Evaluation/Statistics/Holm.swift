/// Returns each p value as Holm's correction adjusts it for all of them (Holm 1979), in the same order: if the smaller
/// ones are below a level after adjustment, the chance of even one false finding is below that level.
package func holmAdjusted(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var largest = 0.0
    for (rank, index) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
        largest = max(largest, min(1, pValues[index] * Double(pValues.count - rank)))
        adjusted[index] = largest
    }
    return adjusted
}
