/// Returns the quantile of sorted values at a share from 0 to 1, interpolated between the two nearest values as NumPy's
/// `quantile` does; 0 without values.
func quantile(_ share: Double, of sorted: [Double]) -> Double {
    guard let last = sorted.indices.last else { return 0 }
    let place = share * Double(last)
    let index = min(Int(place), last)
    return sorted[index] + (place - Double(index)) * (sorted[min(index + 1, last)] - sorted[index])
}
