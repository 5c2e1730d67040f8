/// Reads the places of a text that say yes or no.
struct YesNoReader {
    private let text: AnswerText
    private(set) var claims: [Claim<Bool>] = []

    init(_ text: AnswerText) {
        self.text = text
        var index = 0
        if let (value, range) = YesNoPhrases.opening(of: text) {
            claims = [Claim(value: value, range: range, rank: .lead)]
            index = range.upperBound
        }
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
                let isNumber = !value && isNumberSign(from: index, to: end)
                guard !isNumber, !isReported(index) else {
                    index = end
                    continue
                }
                let isConditional = text[end] == " " && isOpen(from: end + 1, value)
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

    /// Returns whether words at an index leave it open: `yes if`, `no unless`, `yes or no`.
    private func isOpen(from start: Int, _ value: Bool) -> Bool {
        let word = text.word(at: start)
        if ["if", "unless"].contains(word) { return true }
        if word == "only" { return text.word(at: text.skippingSpaces(from: start + 4)) == "if" }
        let next = text.word(at: text.skippingSpaces(from: start + 2))
        return word == "or" && (value ? ["no", "not", "false"] : ["yes", "true"]).contains(next)
    }

    /// Returns whether `No. 5 is the one` begins at an index, where "No." stands for "number".
    private func isNumberSign(from start: Int, to end: Int) -> Bool {
        guard text.word(at: start) == "no", text[end] == ".", text[end + 1] == " ", text[end + 2]?.isDigit == true
        else {
            return false
        }
        var index = end + 2
        while text[index]?.isDigit == true { index += 1 }
        guard text.word(at: text.skippingSpaces(from: index)) == "is" else { return text.endsClause(index) }
        let next = text.word(at: text.skippingSpaces(from: index) + 3)
        return ["the", "right", "correct", "my", "best"].contains(next)
    }

    private static let others: Set<String> = ["some", "others", "people", "many", "critics", "experts"]

    /// Returns whether others say what stands at an index: `Some say yes, others say no`.
    private func isReported(_ start: Int) -> Bool {
        let words = text.words(before: start, most: 2)
        return words.count == 2 && ["say", "said", "claim", "argue", "answer"].contains(words[0])
            && Self.others.contains(words[1])
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
        // `Is it true?` asks.
        if isTruth, text[end] == "?", !text.words(before: start, most: 1).isEmpty { return nil }
        if Self.yes.contains(word) || Self.no.contains(word) {
            let value = Self.yes.contains(word)
            // `not exactly a yes`
            let isDenied = text.isDenied(start..<end, as: .verdict)
            guard isTruth else { return isDenied ? nil : value }
            // `true north` and `a false start` are none.
            if text.isWordBehind(end), !Self.followers.contains(text.word(at: text.skippingSpaces(from: end))) {
                return nil
            }
            // `half true` is no contrary of true.
            return isDenied ? isTurned(before: start, from: end) ? !value : nil : value
        }
        guard word == "no", !text.isDenied(start..<end, as: .verdict) else { return nil }
        if text[end] == ".", text[end + 1]?.isDigit == true { return nil }
        if text[end] == " ", text[end + 1]?.isLetter == true {
            guard Self.followers.contains(text.word(at: end + 1)) else { return nil }
        }
        return text[end] == " " && text[end + 1]?.isDigit == true ? nil : false
    }

    private static let turning: Set<String> = ["not", "isn't", "aren't", "wasn't", "never", "cannot", "can't"]

    /// What may stand between `not` and what it turns: `cannot be true`, `don't think that's true`.
    private static let between: Set<String> = [
        "be", "really", "actually", "at", "all", "think", "believe", "it's", "that's", "is", "it", "that",
    ]

    /// Returns whether `not` turns true and false into their contraries: `That is not true`.
    private func isTurned(before start: Int, from end: Int) -> Bool {
        let words = text.words(before: start, most: 5).drop(while: Self.between.contains)
        return words.first.map { Self.turning.contains($0) || $0 == "don't" } ?? false
    }

    private static let koreanYes: Set<String> = [
        "예", "네", "응", "참", "네네", "맞습니다", "맞다", "맞아요", "맞음", "그렇습니다", "그렇다", "그래요", "옳습니다", "옳다", "사실입니다", "사실이다",
    ]
    private static let koreanNo = ["아니오", "아니요", "아뇨", "아닙니다", "아니에요", "아니다", "아닐", "거짓"]
    /// Whole words that say no at the beginning of a clause.
    private static let koreanWrong: Set<String> = ["틀립니다", "틀렸습니다", "틀리다", "틀렸다", "틀렸어요", "틀림", "아니"]
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
        if word == "그렇다고" {
            let clause = KoreanClause(text, after: end, to: text.count)
            let isDenied = clause.begins(1, ["볼", "할", "말할", "생각할"]) && clause.begins(3, ["없"])
            return isDenied && clause[2].hasPrefix("수") ? false : nil
        }
        if let no = Self.koreanNo.first(where: word.hasPrefix) { return koreanNo(no, in: word, at: start) }
        let isFirst = text.words(before: start, most: 1).isEmpty
        if Self.koreanWrong.contains(word) { return isFirst && text.endsClause(end) ? false : nil }
        if Self.koreanYes.contains(word), word.unicodeScalars.count > 1 { return isFirst ? true : nil }
        guard let first = word.first.map(String.init), Self.koreanYes.contains(first),
            Self.endings.contains(String(word.dropFirst()))
        else { return nil }
        let next = text[end] == " " ? text.word(at: end + 1) : ""
        if first == "네", isCounter(next) { return nil }
        if first == "참", word == "참", !next.isEmpty { return nil }
        if first == "예", text[end] == ":" || text[end] == ")" { return nil }
        return text.isDenied(start..<(start + 1), as: .verdict) ? nil : true
    }

    /// Returns false for a word that begins with a no; nil where it belongs to another word, or is denied.
    private func koreanNo(_ no: String, in word: String, at start: Int) -> Bool? {
        let end = start + no.unicodeScalars.count
        let ending = String(word.dropFirst(no.count))
        if no == "아닐" {
            let next = text.word(at: text.skippingSpaces(from: end))
            return ending.isEmpty && next.hasPrefix("것입") && text.words(before: start, most: 1).isEmpty ? false : nil
        }
        if no == "거짓", !Self.endings.contains(ending) { return nil }
        if no == "거짓" { return text.isDenied(start..<end, as: .verdict) ? nil : false }
        if no == "아니오" || no == "아니요" || no == "아뇨" {
            // `아니요 그것은 아닙니다` says it twice.
            return text[end]?.script == .hangul && text.isDenied(start..<end, as: .verdict) ? nil : false
        }
        // `이 아닙니다` denies something, and isn't an answer by itself.
        let before = text.words(before: start, most: 2)
        guard let last = before.first else { return false }
        if ["사실이", "참이", "진실이"].contains(last) { return false }
        return before.count == 2 && ["것은", "건"].contains(last) && ["그런", "그렇다는"].contains(before[1]) ? false : nil
    }

    private func isCounter(_ word: String) -> Bool {
        if Self.counters.contains(word) { return true }
        guard let particle = Self.particles.first(where: word.hasSuffix) else { return false }
        return Self.counters.contains(String(word.dropLast(particle.count)))
    }
}
