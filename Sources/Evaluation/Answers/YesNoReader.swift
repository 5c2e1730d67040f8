/// Reads the places of a text that say yes or no.
struct YesNoReader {
    private let text: AnswerText
    private(set) var claims: [Claim<Bool>] = []

    init(_ text: AnswerText) {
        self.text = text
        var index = 0
        while index < text.count {
            guard text.scalars[index].isLetter, text.isWordStart(index) else {
                index += 1
                continue
            }
            let word = text.word(at: index)
            let end = index + max(1, word.unicodeScalars.count)
            if let value = text.scalars[index].isHangulSyllable
                ? korean(word, at: index, end) : english(word, at: index, end)
            {
                let isConditional = text[end] == " " && ["if", "unless"].contains(text.word(at: end + 1))
                add(Claim(value: isConditional ? nil : value, range: index..<end, rank: rank(index, end)))
            }
            index = end
        }
    }

    /// Adds a claim. `yes and no`, `yes or no` say neither.
    private mutating func add(_ claim: Claim<Bool>) {
        guard let last = claims.last, last.value != claim.value else { return claims.append(claim) }
        let between = text.scalars[last.range.upperBound..<claim.range.lowerBound]
        let letters = String(String.UnicodeScalarView(between.filter { $0.script != .none })).lowercased()
        let isJoined = ["and", "or", "nor", "이기도하고", "또는", "and also not", "andalsonot", "maybe", "perhaps", ""]
            .contains(letters)
        guard isJoined, !between.contains(where: { $0.isNewline || ".?!".unicodeScalars.contains($0) }) else {
            return claims.append(claim)
        }
        claims[claims.count - 1] = Claim(
            value: nil, range: last.range.lowerBound..<claim.range.upperBound, rank: last.rank)
    }

    private func rank(_ start: Int, _ end: Int) -> Claim<Bool>.Rank {
        text.startsLine(start) && claims.isEmpty ? .lead : .mention
    }

    private static let yes: Set<String> = ["yes", "yep", "yeah", "yup", "true"]
    private static let no: Set<String> = ["nope", "nah", "false"]
    /// Words that may follow the answer "no" without a comma. Before other words it belongs to a noun.
    private static let followers: Set<String> = [
        "because", "since", "as", "it", "they", "he", "she", "we", "you", "i", "the", "this", "that", "there", "and",
        "but", "for",
        "is", "so", "not", "or", "if", "these", "those", "although", "though", "when",
    ]

    private func english(_ word: String, at start: Int, _ end: Int) -> Bool? {
        guard text.isWordEnd(end) else { return nil }
        if text[start - 1]?.isJoiner == true, text[start - 2]?.script == .spaced { return nil }
        let isTruth = word == "true" || word == "false"
        if Self.yes.contains(word) || Self.no.contains(word) {
            let value = Self.yes.contains(word)
            // `not exactly a yes`
            if value, !isTruth, text.isDenied(start..<end) { return nil }
            guard isTruth else { return value }
            // `true north` and `a false start` are none.
            if text.isWordBehind(end), !Self.followers.contains(text.word(at: text.skippingSpaces(from: end))) {
                return nil
            }
            return text.isDenied(start..<end) ? !value : value
        }
        guard word == "no" else { return nil }
        if text[end] == ".", text[end + 1]?.isDigit == true { return nil }
        if text[end] == " ", text[end + 1]?.isLetter == true {
            guard Self.followers.contains(text.word(at: end + 1)) else { return nil }
        }
        return text[end] == " " && text[end + 1]?.isDigit == true ? nil : false
    }

    private static let koreanYes: Set<String> = ["예", "네", "응", "참", "맞습니다", "맞다", "맞아요", "그렇습니다", "그렇다", "그래요"]
    private static let koreanNo = ["아니오", "아니요", "아뇨", "아닙니다", "아니에요", "아니다", "거짓"]
    /// Endings that 예, 네 and 참 may have. Particles (`예를`, `네가`) would make other words of them.
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

    private func korean(_ word: String, at start: Int, _ end: Int) -> Bool? {
        if word == "그렇지" || word == "맞지" || word == "옳지" {
            let next = text.word(at: text.skippingSpaces(from: end))
            return next.hasPrefix("않") ? false : nil
        }
        if let no = Self.koreanNo.first(where: word.hasPrefix) {
            // `이 아닙니다` denies something, and isn't an answer by itself.
            guard no == "아닙니다" || no == "아니에요" || no == "아니다" else { return false }
            let before = text.words(before: start, most: 1).first
            return before.map { ["사실이", "참이", "진실이"].contains($0) ? false : nil } ?? false
        }
        if Self.koreanYes.contains(word), word.unicodeScalars.count > 2 {
            return text.words(before: start, most: 1).isEmpty ? true : nil
        }
        guard let first = word.first.map(String.init), Self.koreanYes.contains(first),
            Self.endings.contains(String(word.dropFirst()))
        else { return nil }
        let next = text[end] == " " ? text.word(at: end + 1) : ""
        if first == "네", isCounter(next) { return nil }
        if first == "참", word == "참", !next.isEmpty { return nil }
        return first == "예" && text[end] == ":" || (first == "예" && text[end] == ")") ? nil : true
    }

    private func isCounter(_ word: String) -> Bool {
        if Self.counters.contains(word) { return true }
        guard let particle = Self.particles.first(where: word.hasSuffix) else { return false }
        return Self.counters.contains(String(word.dropLast(particle.count)))
    }
}
