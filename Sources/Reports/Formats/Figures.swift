import Foundation

/// Writes numbers as they stand in reports.
package enum Figures {
    /// Returns a share from 0 to 1 as `12.5 %`.
    package static func percent(_ share: Double) -> String { decimal(share * 100, 1) + " %" }

    /// Returns a number with three significant digits, as `0.123`.
    package static func number(_ value: Double) -> String { String(format: "%.3g", value) }

    /// Returns a number with `digits` digits after the point.
    package static func decimal(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}
