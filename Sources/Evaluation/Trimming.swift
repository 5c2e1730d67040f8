import Foundation

extension StringProtocol {
    /// The text without white space at both ends.
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }

    /// The text in at most 80 characters, for sentences that quote it.
    var quotable: String { count > 80 ? "\(prefix(79))…" : String(self) }
}

extension [String] {
    /// Names for a sentence: each in at most 80 characters, and no more than fit in about 200.
    var quotable: String {
        var (shown, length) = ([String](), 0)
        for name in self {
            guard length < 160 else { return shown.joined(separator: ", ") + " and \(count - shown.count) more" }
            shown.append(name.quotable)
            length += shown[shown.count - 1].count + 2
        }
        return shown.joined(separator: ", ")
    }
}
