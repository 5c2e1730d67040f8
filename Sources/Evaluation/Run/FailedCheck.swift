/// A check that must hold and doesn't.
package struct FailedCheck: Sendable, Hashable, Codable {
    /// The check's name.
    package var name: String
    /// The reasons why it doesn't hold, as sentences; empty for checks whose name says enough.
    package var reasons: [String]

    /// Creates a failed check.
    package init(name: String, reasons: [String]) {
        self.name = name
        self.reasons = reasons
    }

    /// On one line: `price: `/price` is text; the schema asks for a number.`
    package var sentence: String {
        guard let first = reasons.first else { return "\(name) doesn't hold." }
        return "\(name): \(first)" + (reasons.count > 1 ? " And \(reasons.count - 1) more." : "")
    }
}
