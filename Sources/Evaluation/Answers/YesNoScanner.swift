/// Finds yes and no as whole words in any case, and 예, 네, 아니오, 아니요 and 아뇨, also with an ending (`예입니다`).
///
/// "No" in "no doubt" or "no longer", "네" before a counter (`네 개`, four) and "예:" (for example) count only if the
/// output has no other yes or no.
struct YesNoScanner: AnswerScanner {
    func search(_ text: Substring, pick: AnswerPick, followsSentence: Bool) -> AnswerSearch {
        let text = AnswerText(text)
        var picked = PickedReading<String>(pick)
        var index = 0
        while index < text.count, !picked.isSettled {
            if let (isYes, end, isDoubtful) = reading(text, at: index) {
                picked.add(isYes ? "yes" : "no", isDoubtful: isDoubtful)
                index = end
            } else {
                index += 1
            }
        }
        return picked.search
    }

    /// Returns `yes` or `no`; also for `true`, `false`, `y` and `n`, as data sets have them. Nil for anything else.
    func canonical(_ expected: String) -> String? {
        switch String(String.UnicodeScalarView(AnswerText(expected).scalars.filter(\.isLetter))).lowercased() {
        case "true", "y": return "yes"
        case "false", "n": return "no"
        default:
            if case .found(let answer) = search(expected[...], pick: .first, followsSentence: true) { return answer }
            return nil
        }
    }

    private static let yes = Array("yes".unicodeScalars)
    private static let no = Array("no".unicodeScalars)
    /// Words that change the meaning of a "no" before them.
    private static let idioms: Set<String> = [
        "doubt", "one", "longer", "way", "need", "matter", "more", "reason", "evidence", "problem", "question", "such",
        "other", "idea", "further", "information", "mention", "known", "specific", "clear", "direct",
    ]
    private static let koreanYes: Set<String> = ["예", "네"]
    private static let koreanNo = ["아니오", "아니요", "아뇨"]
    /// Endings that 예 and 네 may have. Particles (`예를`, `네가`) would make other words of them.
    private static let endings: Set<String> = [
        "", "입니다", "이다", "이에요", "예요", "이라고", "라고", "임", "이며", "이고", "이므로", "이어야", "일",
    ]
    private static let counters: Set<String> = [
        "개", "명", "번", "번째", "가지", "마리", "사람", "시", "시간", "살", "배", "장", "권", "잔", "대", "달", "곳", "쪽", "줄", "자리",
        "단계", "팀", "그룹", "조각",
    ]
    private static let particles = [
        "입니다", "이다", "예요", "이에요", "으로", "의", "를", "을", "이", "가", "는", "은", "도", "만", "로", "에", "씩",
    ]

    private func reading(_ text: AnswerText, at index: Int) -> (isYes: Bool, end: Int, isDoubtful: Bool)? {
        switch text.scalars[index] {
        case "y", "Y":
            guard isWhole(Self.yes, text, at: index) else { return nil }
            return (true, index + 3, false)
        case "n", "N":
            guard isWhole(Self.no, text, at: index) else { return nil }
            let isIdiom = text[index + 2] == " " && Self.idioms.contains(text.word(at: index + 3))
            return (false, index + 2, isIdiom)
        case "예", "네", "아":
            return text.isWordStart(index) ? koreanReading(text, at: index) : nil
        default: return nil
        }
    }

    private func isWhole(_ word: [Unicode.Scalar], _ text: AnswerText, at index: Int) -> Bool {
        text.has(word, at: index) && text.isWordStart(index) && text.isWordEnd(index + word.count)
    }

    private func koreanReading(_ text: AnswerText, at index: Int) -> (isYes: Bool, end: Int, isDoubtful: Bool)? {
        let word = text.word(at: index)
        let end = index + word.unicodeScalars.count
        if Self.koreanNo.contains(where: word.hasPrefix) { return (false, end, false) }
        guard let first = word.first.map(String.init), Self.koreanYes.contains(first),
            Self.endings.contains(String(word.dropFirst()))
        else { return nil }
        let isCounting = first == "네" && text[end] == " " && isCounter(text.word(at: end + 1))
        let isExample = first == "예" && (text[end] == ":" || text[end] == ")")
        return (true, end, isCounting || isExample)
    }

    private func isCounter(_ word: String) -> Bool {
        if Self.counters.contains(word) { return true }
        guard let particle = Self.particles.first(where: word.hasSuffix) else { return false }
        return Self.counters.contains(String(word.dropLast(particle.count)))
    }
}
