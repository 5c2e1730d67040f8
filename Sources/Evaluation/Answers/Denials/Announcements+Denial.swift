extension Announcements {
    /// The most scalars before an announcement that are looked at.
    private static let mostBefore = 120
    /// The most denied announcements that are passed over; an output with more repeats itself, and announces nothing.
    static let mostDenied = 30

    /// Returns whether the clause before an announcement denies it: `I don't think the answer is A`.
    static func isDenied(at start: Int, in scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        let before = scalars[..<start].suffix(mostBefore)
        let line = before.lastIndex(where: \.isNewline).map { before[($0 + 1)...] } ?? before
        let text = AnswerText(String(String.UnicodeScalarView(line)))
        return text.isClauseDenied(before: text.count, from: 0, .verdict)
    }
}
