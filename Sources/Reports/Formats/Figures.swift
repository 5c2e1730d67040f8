import Foundation

/// Numbers as reports say them.
package enum Figures {
    /// Returns a share of 0...1 as `12.5 %`.
    package static func percent(_ share: Double) -> String { decimal(share * 100, 1) + " %" }

    /// Three digits of a number, as `0.123`.
    package static func number(_ value: Double) -> String { String(format: "%.3g", value) }

    /// Returns a number with so many digits after the point.
    package static func decimal(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}
