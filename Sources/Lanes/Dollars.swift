import Foundation

/// Writes costs.
package enum Dollars {
    /// Returns a cost with two significant digits: `$0.000031`, `$0.12`, `$3.40`.
    package static func text(_ dollars: Double) -> String {
        guard dollars > 0, dollars.isFinite else { return "$0" }
        let digits = min(9, max(2, 1 - Int(log10(dollars).rounded(.down))))
        return "$" + String(format: "%.\(digits)f", dollars)
    }
}
