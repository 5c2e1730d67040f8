/// Finds letters that are spelled together or apart (`nk`, `N, K`, `"n" + "k" = "nk"`), and not the words around them: `the
/// letters n and k`, `nk is the answer`.
struct LetterScanner: AnswerScanner {
    func search(_ region: AnswerRegion, pick: AnswerPick) -> AnswerSearch {
        let text = AnswerText(region.text)
        let answer =
            switch region.kind {
            case .boxed: Self.spelled(text, 0..<text.count)
            case .sentence, .label: Self.announced(text)
            case .output: Self.output(text, pick)
            }
        return answer.map(AnswerSearch.found) ?? .nothing(region.kind.missing("letters"))
    }

    /// Returns the letters of a right answer, without what separates them. Nil if there are none.
    func canonical(_ expected: String) -> String? {
        let letters = AnswerText(expected).scalars.filter(\.isLetter)
        return letters.isEmpty ? nil : String(String.UnicodeScalarView(letters)).lowercased()
    }

    func isSame(_ first: String, _ second: String) -> Bool { first == second }

    /// Words around letters.
    private static let fillers: Set<String> = [
        "the", "letter", "letters", "is", "are", "be", "last", "first", "concatenated", "concatenation", "answer",
        "final", "word", "words",
        "string", "combined", "would", "result", "so", "of", "to", "get", "we", "gives", "together", "it", "that",
        "this", "therefore", "thus",
        "정답은", "글자는", "글자", "답은",
    ]

    private static func announced(_ text: AnswerText) -> String? {
        guard let start = text.scalars.firstIndex(where: { $0.isLetter }) else { return nil }
        let line = start..<text.sentenceEndOfLetters(from: start)
        return quoted(text, line).map(\.last) ?? spelled(text, line)
    }

    private static func output(_ text: AnswerText, _ pick: AnswerPick) -> String? {
        guard let start = text.scalars.firstIndex(where: { !$0.isSpace }) else { return nil }
        let first = start..<text.sentenceEndOfLetters(from: start)
        let rest = text.scalars[first.upperBound...].contains { $0.script != .none }
        if let lead = subject(text, first) { return lead }
        if !rest || text[first.upperBound]?.isNewline == true,
            let alone = quoted(text, first)?.last ?? bare(text, first)
        {
            return alone
        }
        // The last sentence that has letters in quotes, or ends with them.
        var sentences: [Range<Int>] = []
        var index = start
        while index < text.count {
            let end = max(text.sentenceEndOfLetters(from: index), index + 1)
            sentences.append(index..<end)
            index = end
        }
        let ordered = pick == .first ? sentences : sentences.reversed()
        for sentence in ordered {
            if let quotes = quoted(text, sentence) { return pick == .first ? quotes.first : quotes.last }
            if let end = conclusion(text, sentence) { return end }
        }
        return nil
    }

    /// Returns the word of `nk is the answer`.
    private static func subject(_ text: AnswerText, _ range: Range<Int>) -> String? {
        let words = words(text, range)
        guard words.count == 4, words[1].text == "is", words[2].text == "the", words[3].text == "answer" else {
            return nil
        }
        return words[0].text
    }

    /// Returns a single word, or letters apart, that are all of a range.
    private static func bare(_ text: AnswerText, _ range: Range<Int>) -> String? {
        let words = words(text, range)
        guard
            words.count == 1
                || words.allSatisfy({ $0.text.count == 1 || fillers.contains($0.text) || $0.text == "and" })
        else { return nil }
        return spelled(text, range)
    }

    /// Returns the letters behind `is`, `are`, `get`, `=` or a colon at the end of a sentence.
    private static func conclusion(_ text: AnswerText, _ range: Range<Int>) -> String? {
        let words = words(text, range)
        guard let last = words.last else { return nil }
        if let equals = text.scalars[range].lastIndex(of: "="), equals < last.range.lowerBound {
            return spelled(text, (equals + 1)..<last.range.upperBound)
        }
        // `The last letter of A is "m". That of B is "o". So mo`: the word must be these letters.
        if words.count == 2, ["so", "thus", "hence", "therefore"].contains(words[0].text) {
            let letters = text.quotes(in: max(0, range.lowerBound - 1000)..<range.lowerBound).filter { $0.count == 1 }
            return letters.suffix(last.text.count).joined() == last.text ? last.text : nil
        }
        let starters: Set<String> = ["is", "are", "get", "be", "gives", "becomes", "form", "spell"]
        guard let place = words.dropLast().lastIndex(where: { starters.contains($0.text) }) else { return nil }
        let rest = words[(place + 1)...]
        guard rest.count == 1 || rest.allSatisfy({ $0.text.count == 1 || $0.text == "and" }) else { return nil }
        return spelled(text, rest[rest.startIndex].range.lowerBound..<last.range.upperBound)
    }

    /// Returns the letters of a range without filling words; nil if it names several strings or has other words.
    private static func spelled(_ text: AnswerText, _ range: Range<Int>) -> String? {
        var words = words(text, range)
        words = Array(words.drop { fillers.contains($0.text) })
        guard let first = words.first else {
            // `The` may be the letters themselves.
            return range == 0..<text.count ? Self.words(text, range).last?.text : nil
        }
        if first.text.count == 1 {
            let letters = words.prefix { $0.text.count == 1 || $0.text == "and" }
            guard words.count == letters.count || letters.count > 1 else { return first.text }
            return letters.filter { $0.text != "and" }.map(\.text).joined()
        }
        guard words.count < 2 || !["or", "and"].contains(words[1].text) else { return nil }
        let rest = words.dropFirst().prefix(2).map(\.text)
        guard words.count == 1 || rest.first == "is" || isEnd(text, first.range.upperBound) else { return nil }
        return first.text
    }

    /// Returns whether an answer ends at an index: a sign that is no apostrophe follows.
    private static func isEnd(_ text: AnswerText, _ index: Int) -> Bool {
        guard let scalar = text[index] else { return true }
        return scalar.script == .none && scalar != " " || scalar.script == .hangul
    }

    /// Returns the strings in quotes in a range; single letters side by side are one. Nil if there are none.
    private static func quoted(_ text: AnswerText, _ range: Range<Int>) -> [String]? {
        let parts = text.quotes(in: range)
        guard !parts.isEmpty else { return nil }
        guard parts.count > 1, parts.allSatisfy({ $0.count == 1 }) else {
            return [parts.last ?? ""].filter { !$0.isEmpty }
        }
        return [parts.joined()]
    }

    private struct Word {
        var text: String
        var range: Range<Int>
    }

    private static func words(_ text: AnswerText, _ range: Range<Int>) -> [Word] {
        var (words, index): ([Word], Int) = ([], range.lowerBound)
        while index < range.upperBound {
            guard text.scalars[index].isLetter else {
                index += 1
                continue
            }
            let korean = text.scalars[index].script == .hangul
            var end = index
            while end < range.upperBound, text.scalars[end].isLetter, (text.scalars[end].script == .hangul) == korean {
                end += 1
            }
            let word = String(String.UnicodeScalarView(text.scalars[index..<end])).lowercased()
            if !korean || !["입니다", "이다", "예요", "이에요"].contains(word) {
                words.append(Word(text: word, range: index..<end))
            }
            index = end
        }
        return words
    }
}

extension AnswerText {
    /// Returns the end of a sentence, in which `n.k.` doesn't end one.
    fileprivate func sentenceEndOfLetters(from start: Int) -> Int {
        var index = start
        while let scalar = self[index] {
            if scalar.isNewline { return index }
            if ".!?".unicodeScalars.contains(scalar), self[index + 1]?.isSpace ?? true { return index + 1 }
            index += 1
        }
        return count
    }

    /// Returns the letters in quotes in a range, in lower case.
    fileprivate func quotes(in range: Range<Int>) -> [String] {
        var (quotes, open): ([String], Int?) = ([], nil)
        for index in range where "\"“”'‘’`".unicodeScalars.contains(scalars[index]) {
            let isInside = self[index - 1]?.isLetter == true && self[index + 1]?.isLetter == true
            guard !isInside || scalars[index] == "\"" else { continue }
            guard let start = open else {
                open = index
                continue
            }
            let inside = scalars[(start + 1)..<index].filter(\.isLetter)
            if !inside.isEmpty, inside.count < 40 {
                quotes.append(String(String.UnicodeScalarView(inside)).lowercased())
            }
            open = nil
        }
        return quotes
    }
}
