/// A check that must hold and doesn't.
package struct FailedCheck: Sendable, Hashable {
    /// What it is called.
    package var name: String
    /// Why it doesn't hold, a sentence each; nothing for checks that say it by their name.
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
