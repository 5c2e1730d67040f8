/// Headings before an answer on its line.
extension AnswerText {
    private static let headings: Set<String> = [
        "sentiment", "label", "classification", "category", "class", "prediction", "verdict", "topic", "tone",
        "감정", "감성", "분류", "판정", "범주", "주제", "결과",
    ]

    /// Returns whether a line is nothing but a heading and a range: `Sentiment: Negative`.
    func isHeaded(_ line: Range<Int>, around range: Range<Int>) -> Bool {
        guard line.lowerBound <= range.lowerBound, range.upperBound <= line.upperBound else { return false }
        let before = scalars[line.lowerBound..<range.lowerBound]
        guard let first = before.firstIndex(where: \.isLetter) else { return false }
        let word = word(at: first)
        let end = first + word.unicodeScalars.count
        return end <= range.lowerBound && Self.headings.contains(word) && scalars[end..<range.lowerBound].contains(":")
            && scalars[end..<range.lowerBound].allSatisfy { $0.script == .none }
            && words(in: range.upperBound..<line.upperBound, most: 0)
    }
}
