/// A text answer with a remark in parentheses behind it: `Paris (France)`. It says `Paris`, and `Paris, France`, too.
///
/// What is said in mathematics (`f(x)`, `x (x + 1)`) is no remark, nor is what takes the answer back: `Paris (or Lyon)`.
struct RemarkedText {
    /// The normalised answer.
    let text: String
    /// The normalised remark.
    let remark: String

    /// The normalised form of both: `paris (france)`.
    var canonical: String { "\(text) (\(remark))" }
    /// Both as a text without parentheses.
    var plain: String { "\(text) \(remark)" }

    /// The longest remark.
    private static let most = 100
    private static let doubts = SaidText.hedges.subtracting(["and", "both"]).union([
        "sure", "unsure", "uncertain", "guess", "possibly", "alternatively", "alternative", "mistake", "오답", "틀림", "아님",
        "또는",
        "혹은",
    ])
    /// Words behind `not` that doubt the answer, instead of saying what it isn't.
    private static let doubtful: Set<String> = [
        "sure", "certain", "confident", "correct", "right", "really", "necessarily", "true", "it", "this", "that",
        "the",
    ]

    /// Reads a text as it was written; nil if it has no remark.
    init?(_ written: String) {
        let trimmed = written.trimmingSpaces
        var scalars = trimmed.unicodeScalars[...]
        while let last = scalars.last, ".*_\"'。 ".unicodeScalars.contains(last) { scalars.removeLast() }
        guard let close = scalars.last, close == ")" || close == "）",
            !scalars.contains(where: { "\\^=$√∞".unicodeScalars.contains($0) })
        else { return nil }
        scalars.removeLast()
        guard let open = scalars.suffix(Self.most).lastIndex(where: { $0 == "(" || $0 == "（" }),
            let before = scalars[..<open].last, before == " " || before == "*" || before.isHangulSyllable,
            scalars[..<open].contains(where: { $0.script != .none })
        else { return nil }
        let inside = scalars[scalars.index(after: open)...]
        guard Self.hasWord(inside), !inside.contains(where: { ")）?+*/<>".unicodeScalars.contains($0) }) else {
            return nil
        }
        guard let text = TextScanner.normalised(Substring(scalars[..<open])),
            let remark = TextScanner.normalised(Substring(inside)), !Self.isDoubtful(remark)
        else { return nil }
        (self.text, self.remark) = (text, remark)
    }

    /// Reads the normalised form; nil if it has no remark.
    init?(canonical: String) {
        guard canonical.hasSuffix(")"), let open = canonical.firstIndex(of: "("), open > canonical.startIndex else {
            return nil
        }
        text = String(canonical[..<open].dropLast())
        remark = String(canonical[canonical.index(after: open)...].dropLast())
        guard !text.isEmpty, !remark.isEmpty else { return nil }
    }

    /// Returns whether a remark has two letters or four digits side by side, or a letter of another script: single ones are
    /// variables and labels.
    private static func hasWord(_ remark: Substring.UnicodeScalarView) -> Bool {
        var (letters, digits) = (0, 0)
        for scalar in remark {
            letters = scalar.isLetter ? letters + 1 : 0
            digits = scalar.isDigit ? digits + 1 : 0
            if letters > 1 || digits > 3 || scalar.script == .hangul || scalar.script == .dense { return true }
        }
        return false
    }

    /// Returns whether a remark makes the answer doubtful: `maybe`, `not sure`, but not `not London`.
    private static func isDoubtful(_ remark: String) -> Bool {
        let words = remark.split(separator: " ").map(String.init)
        // `Beatles (the)` has nothing but an article, which isn't compared.
        if words.count == 1, ["the", "a", "an"].contains(words[0]) { return true }
        if words.first == "not", words.count > 1, !doubtful.contains(words[1]) { return false }
        return words.contains(where: doubts.contains)
    }
}
