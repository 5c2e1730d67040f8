/// The costs of batches of 1 to 8 rows on this machine: with repacked kernels three rows cost more than four.
package struct RowCosts {
    /// The number of rows to decode for 1, 2, … rows; empty if nothing was measured.
    package let padding: [Int]

    /// The largest number of rows in a batch that is measured.
    package static let most = 8
    /// The share of time that a longer batch must save to be preferred.
    package static let margin = 0.08

    /// Creates the costs, from the seconds of 1, 2, … rows.
    package init(seconds: [Double]) {
        padding = seconds.indices.map { index in
            let best = (index..<seconds.count).min { seconds[$0] < seconds[$1] } ?? index
            return (seconds[best] < seconds[index] * (1 - RowCosts.margin) ? best : index) + 1
        }
    }

    /// Returns the number of rows to decode if `rows` are needed.
    package func padded(_ rows: Int) -> Int {
        padding.indices.contains(rows - 1) ? padding[rows - 1] : rows
    }
}
