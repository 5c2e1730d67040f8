import Terminal

/// A question with some answers, which must be answered first.
struct Choice: Sendable {
    /// An answer: its key, and what it asks for.
    struct Answer: Sendable {
        var key: Key
        var label: String
        /// One to three words for the last line.
        var hint: String
        var requests: [Request] = []
    }

    var title: String
    var lines: [String]
    var answers: [Answer]
}
