/// Finds yes and no, true and false, in English and Korean (예, 네, 맞습니다, 그렇습니다, 참; 아니요, 아닙니다, 그렇지 않습니다, 거짓).
///
/// "No" before a noun (`no rule`), "네" before a counter (`네 개`, four) and "예:" (for example) are none. `yes and no` is
/// no single answer. `y`, `n`, `O` and `X` count where they are all there is.
struct YesNoScanner: AnswerScanner {
    func search(_ region: AnswerRegion, pick: AnswerPick) -> AnswerSearch {
        let text = AnswerText(region.text)
        if let answer = Self.letter(text) { return .found(answer) }
        if region.kind == .output, text.refuses { return .nothing(region.kind.missing("yes or no")) }
        let claims = YesNoReader(text).claims
        return ClaimPicker(text, claims, isSame: ==).pick(region.kind, pick)
            .search(in: text, region.kind, "yes or no") { $0 ? "yes" : "no" }
    }

    /// Returns `yes` or `no`; also for `true`, `false`, `y` and `n`, `1` and `0`, as data sets have them. Nil for anything else.
    func canonical(_ expected: String) -> String? {
        let text = AnswerText(expected)
        if let answer = Self.letter(text) { return answer }
        switch expected.trimmingSpaces {
        case "1": return "yes"
        case "0": return "no"
        default: return YesNoReader(text).claims.first?.value.map { $0 ? "yes" : "no" }
        }
    }

    func isSame(_ first: String, _ second: String) -> Bool { first == second }

    private static func letter(_ text: AnswerText) -> String? {
        let letters = text.scalars.filter { $0.script != .none }
        guard letters.count == 1 else { return nil }
        switch letters[0].lowercased {
        case "y": return "yes"
        case "n": return "no"
        // As in Korean tests.
        case "o" where letters[0] == "O": return "yes"
        case "x" where letters[0] == "X": return "no"
        default: return nil
        }
    }
}
