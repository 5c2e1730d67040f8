/// How a text is laid out around an answer.
extension AnswerText {
    /// Words that may stand between an announcement and the answer.
    private static let fillers: Set<String> = [
        "is", "are", "be", "was", "would", "will", "approximately", "about", "around", "roughly", "exactly", "a", "an",
        "the", "total",
        "of", "equal", "equals", "to", "just", "only", "simply", "therefore", "thus", "then", "it", "that", "at",
        "option", "choice",
        "letter", "number", "answer", "final", "correct", "either", "both", "between", "not", "clearly", "definitely",
        "minus", "negative",
        "my", "you", "have", "we", "get", "there", "i", "think", "most", "likely", "probably", "following", "word",
        "words", "text",
        "약", "총", "모두", "대략", "정확히", "바로", "은", "는", "정답은", "번호", "보기", "선택지",
    ]

    /// Returns whether nothing but filling words, single letters such as `x =`, and signs stand before an index.
    func isDirect(_ end: Int) -> Bool {
        var index = 0
        while index < end {
            guard scalars[index].isLetter else {
                if scalars[index].isDigit { return false }
                index += 1
                continue
            }
            let word = word(at: index)
            let length = max(1, word.unicodeScalars.count)
            guard index + length <= end || length == 1 else { return true }
            guard length == 1 || Self.fillers.contains(word) else { return false }
            index += length
        }
        return true
    }

    /// Returns where the first sentence or line that isn't empty ends.
    func sentenceEnd(from start: Int) -> Int {
        var (index, hasText) = (start, false)
        while let scalar = self[index] {
            if scalar.isNewline, hasText { return index }
            let isStop = scalar == "." || scalar == "!" || scalar == "?" || scalar == "。"
            if isStop, hasText, self[index + 1].map({ $0.isSpace || $0 == "*" || $0 == "\"" || $0 == "$" }) ?? true {
                return index + 1
            }
            hasText = hasText || scalar.script != .none
            index += 1
        }
        return count
    }

    /// Number of lines that have letters or digits.
    var lineCount: Int {
        scalars.split(whereSeparator: \.isNewline).count { $0.contains { $0.script != .none } }
    }

    /// The first line that isn't empty.
    var firstLine: Range<Int>? { scalars.firstIndex { !$0.isSpace }.map(line) }

    /// The last line that isn't empty.
    var lastLine: Range<Int>? { scalars.lastIndex { !$0.isSpace }.map(line) }

    private func line(around index: Int) -> Range<Int> {
        let start = scalars[..<index].lastIndex(where: \.isNewline).map { $0 + 1 } ?? 0
        return start..<(scalars[index...].firstIndex(where: \.isNewline) ?? count)
    }

    /// Returns whether a line before an index begins with a number, as the item of a list before another one.
    func hasListItem(_ number: Int, before end: Int) -> Bool {
        scalars[..<end].suffix(4000).split(whereSeparator: \.isNewline).contains { line in
            let digits = line.drop { $0.script == .none }.prefix(while: \.isDigit)
            return digits.count < 4 && digits.reduce(0) { $0 * 10 + Int($1.value) - 0x30 } == number && !digits.isEmpty
        }
    }

    /// Returns whether a range stands alone on its line: beside it are only signs, a remark in parentheses, and at most two
    /// words without a verb's place, as in `$70,000`, `12 apples`.
    func isBare(_ line: Range<Int>, around range: Range<Int>) -> Bool {
        guard line.lowerBound <= range.lowerBound, range.upperBound <= line.upperBound else { return false }
        let before = scalars[line.lowerBound..<range.lowerBound]
        guard before.allSatisfy({ $0.script == .none }) else { return false }
        return words(in: range.upperBound..<line.upperBound, most: 2)
    }

    /// Returns whether a range has at most some words outside parentheses.
    func words(in range: Range<Int>, most: Int) -> Bool {
        var (depth, words, inWord) = (0, 0, false)
        for scalar in scalars[range] {
            if scalar == "(" { depth += 1 }
            if scalar == ")" { depth -= 1 }
            guard depth == 0 else { continue }
            let isWord = scalar.script != .none
            if isWord, !inWord { words += 1 }
            inWord = isWord
        }
        return words <= most
    }

    /// Returns whether a range stands in bold, with at most two words behind it there.
    func isBold(_ range: Range<Int>) -> Bool {
        var start = range.lowerBound
        while start > 1, let scalar = self[start - 1], scalar.script == .none, !scalar.isSpace,
            !(scalar == "*" && self[start - 2] == "*")
        {
            start -= 1
        }
        guard self[start - 1] == "*", self[start - 2] == "*" else { return false }
        var end = range.upperBound
        while let scalar = self[end], !scalar.isNewline, end - range.upperBound < 40 {
            if scalar == "*", self[end + 1] == "*" { return words(in: range.upperBound..<end, most: 2) }
            end += 1
        }
        return false
    }

    private static let farewells: [[Unicode.Scalar]] = [
        "let me know", "feel free", "i hope", "hope this", "would you like", "if you have any", "if you need",
        "is there anything",
        "도움이 필요", "더 궁금",
    ].map { Array($0.unicodeScalars) }

    /// The index where a model takes leave of its reader at the beginning of a sentence, checks its answer, or explains its first
    /// line; nil if it does none of it.
    var farewell: Int? {
        if let explanation { return explanation }
        let leave = scalars.indices.first { index in
            guard index > 0, scalars[index].isLetter, scalars[index - 1].isSpace else { return false }
            return Self.farewells.contains { has($0, at: index) }
        }
        return [leave, verification].compactMap(\.self).min()
    }

    private static let corrections: [[Unicode.Scalar]] = [
        "wait", "actually", "correction", "hmm", "hmmm", "sorry", "oops", "on second thought", "on second thoughts",
        "on reflection", "let me try again", "let me correct", "let me re-", "let me recheck", "let me recalculate",
        "let me recompute", "let me reconsider",
        "just kidding", "kidding", "scratch that", "strike that", "i take that back",
        "let me recount", "let me redo", "let me rethink", "let me reread", "let me revise", "i made a mistake",
        "다시 ", "정정", "잠깐",
    ].map { Array($0.unicodeScalars) }
    private static let wait = Array("wait".unicodeScalars)

    /// Returns whether words that take something back begin at an index; none do that are only a part of a word (`Waiters`), or
    /// a verb (`He had to wait 5 minutes`).
    private func isCorrection(at index: Int) -> Bool {
        let phrase = Self.corrections.first { phrase in
            has(phrase, at: index) && (phrase.last == " " || isWordEnd(index + phrase.count))
        }
        guard let phrase else { return false }
        let rest = word(at: skippingSpaces(from: index + phrase.count))
        // `다시 말해` and `sorry for the delay` take nothing back.
        if phrase.last == " ", rest.hasPrefix("말") { return false }
        if phrase.count == 5, phrase.first == "s", rest == "for" { return false }
        guard phrase == Self.wait else { return true }
        let end = skippingSpaces(from: index + phrase.count)
        let stands = self[end].map { $0.script == .none } ?? true
        return stands || ["no", "that", "actually", "i"].contains(word(at: end)) || beginsSentence(at: index)
    }

    /// Returns whether nothing but blanks and signs stands between an index and the end of the sentence or line before it.
    func beginsSentence(at index: Int) -> Bool {
        var place = index - 1
        while let scalar = self[place], scalar.script == .none {
            if scalar.isNewline || ".!?…".unicodeScalars.contains(scalar) { return true }
            place -= 1
        }
        return place < 0
    }

    /// Returns where a sentence begins after an index that takes something back; nil if none does.
    func correction(after start: Int) -> Int? {
        var (index, isStart) = (start, false)
        while index < count {
            let scalar = scalars[index]
            if scalar.isNewline || ".!?".unicodeScalars.contains(scalar) { isStart = true }
            if scalar.script != .none {
                if isStart, isCorrection(at: index) { return index }
                isStart = false
            }
            index += 1
        }
        return nil
    }

    /// Returns whether the text takes something back after an index.
    func correctsItself(after start: Int) -> Bool {
        var index = start
        while index < count {
            if scalars[index].isLetter, isWordStart(index), isCorrection(at: index) { return true }
            index += 1
        }
        return false
    }
}

extension Unicode.Scalar {
    var isNewline: Bool {
        (0x0A...0x0D).contains(value) || value == 0x85 || value == 0x2028 || value == 0x2029
    }
}
