/// A `\\boxed{…}` or `\\fbox{…}` of LaTeX.
struct AnswerBox {
    /// The box with its command and braces.
    private var whole: Range<Int>
    private var content: Range<Int>

    /// Returns what the last box that is closed holds. Boxes that are joined (`\\boxed{5} or \\boxed{6}`) are one answer, which
    /// holds both.
    static func answer(in scalars: ArraySlice<Unicode.Scalar>) -> Range<Int>? {
        guard let last = last(in: scalars) else { return nil }
        var first = last
        while let before = self.last(in: scalars[..<first.whole.lowerBound]),
            areJoined(scalars[before.whole.upperBound..<first.whole.lowerBound])
        {
            first = before
        }
        return first.whole == last.whole ? last.content : first.whole.lowerBound..<last.whole.upperBound
    }

    private static let names = ["boxed", "fbox"].map { Array($0.unicodeScalars) }

    /// The longest content of a box.
    private static let mostScalars = 4000

    private static func last(in scalars: ArraySlice<Unicode.Scalar>) -> AnswerBox? {
        for start in scalars.indices.reversed() where scalars[start] == "\\" {
            for name in names where scalars[(start + 1)...].starts(with: name) {
                var index = start + 1 + name.count
                while index < scalars.endIndex, scalars[index] == " " { index += 1 }
                guard index < scalars.endIndex, scalars[index] == "{" else { continue }
                let first = index + 1
                var depth = 0
                let limit = min(scalars.endIndex, first + mostScalars)
                while index < limit {
                    depth += scalars[index] == "{" ? 1 : scalars[index] == "}" ? -1 : 0
                    if depth == 0 { return AnswerBox(whole: start..<(index + 1), content: first..<index) }
                    index += 1
                }
            }
        }
        return nil
    }

    private static let joints: Set<String> = ["and", "or", "또는", "혹은", "이나", "와", "과", "및", "그리고"]
    /// Commands between boxes.
    private static let commands: Set<String> = ["text", "quad", "qquad", "mbox", "textrm"]

    /// Returns whether what stands between two boxes joins them: a comma or a joint, with names such as `y =` and no other words.
    private static func areJoined(_ between: ArraySlice<Unicode.Scalar>) -> Bool {
        guard between.count < 40, !between.contains(where: { $0.isNewline || $0.isDigit }) else { return false }
        var isJoined = between.contains { $0 == "," || $0 == ";" }
        for word in between.split(whereSeparator: { !$0.isLetter }) {
            let text = String(String.UnicodeScalarView(word)).lowercased()
            let isJoint = joints.contains(text)
            guard isJoint || commands.contains(text) || (word.count == 1 && word.first?.isASCIILetter == true) else {
                return false
            }
            isJoined = isJoined || isJoint
        }
        return isJoined
    }
}
