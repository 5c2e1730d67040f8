import Foundation

/// Writes numbers as they stand in sentences.
enum Wording {
    /// Returns a number with at most `digits` decimals and no zeros at the end: 7.5, 14, -0.3.
    static func number(_ value: Double, digits: Int = 1) -> String {
        var text = String(format: "%.\(digits)f", value)
        if text.contains(".") {
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
        }
        return text == "-0" ? "0" : text
    }

    /// Returns a share as `12.5 %`.
    static func percent(_ share: Double) -> String { String(format: "%.1f", share * 100) + " %" }

    /// Returns a share as percentage points.
    static func points(_ share: Double) -> String {
        let number = number(share * 100)
        return number == "1" || number == "-1" ? "\(number) point" : "\(number) points"
    }

    /// Returns `= .03` or `< .001`, as the American Psychological Association writes p values: with two decimals, and
    /// with three below .01 or if two would hide on which side of the level the value is.
    static func pValue(_ p: Double) -> String {
        if p < 0.001 { return "< .001" }
        var text = String(format: "%.2f", p)
        if p < 0.01 || text == "0.05" { text = String(format: "%.3f", p) }
        // .0499 and .0501 are .050 even with three decimals.
        if text == "0.050" { return p < Comparison.level ? "< .05" : "= .05" }
        return text == "1.00" ? "= 1" : "= " + text.dropFirst()
    }
}
