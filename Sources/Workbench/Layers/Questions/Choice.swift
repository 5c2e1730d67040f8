import Terminal

/// A question that has to be answered first.
struct Choice: Sendable {
    /// An answer, the key that gives it and what it asks for.
    struct Answer: Sendable {
        var key: Key
        var label: String
        /// In a word or three, for the last line.
        var hint: String
        var requests: [Request] = []
    }

    var title: String
    var lines: [String]
    var answers: [Answer]
}
