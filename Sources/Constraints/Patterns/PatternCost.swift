import Foundation

/// An upper bound on a pattern's matching steps, estimated from its syntax. It is used because watching a search takes
/// longer than most searches.
package struct PatternCost {
    private static let mostSteps = 2e8

    private var repetitions = 0.0
    private var alternatives = 0.0
    private var isUnknown: Bool

    /// Estimates the cost of a pattern.
    package init(_ pattern: String) {
        // If a pattern may have white space and comments in it, its syntax doesn't show what is repeated.
        isUnknown = pattern.contains("(?") && pattern.contains("x")
        var rest = pattern.unicodeScalars[...]
        var endsGroup = false
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\":
                // Digits and a name may refer to an earlier match; `\Q` quotes all that follows.
                let escaped = rest.popFirst()
                isUnknown =
                    isUnknown || escaped.map { 0x30...0x39 ~= $0.value } == true || escaped == "k" || escaped == "Q"
            case "*", "+": add(repeatsGroup: endsGroup)
            case "{":
                // A fixed number of times isn't a repetition, unless a group is repeated.
                if endsGroup || rest.prefix(while: { $0 != "}" }).contains(",") { add(repeatsGroup: endsGroup) }
            case "?", "|": alternatives += 1
            default: break
            }
            endsGroup = scalar == ")"
        }
    }

    /// Adds a repetition. A repeated group may contain a repetition too.
    private mutating func add(repeatsGroup: Bool) {
        repetitions += 1
        isUnknown = isUnknown || repeatsGroup
    }

    /// Returns whether a search of `length` UTF-16 units needs no watching.
    package func isSmall(for length: Int) -> Bool {
        guard !isUnknown else { return false }
        return pow(Double(length), repetitions + 1) * pow(2, alternatives) <= Self.mostSteps
    }
}
