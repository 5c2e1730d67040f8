/// Finds choices: words as a whole and in any case; single letters in their own case and alone (`(B)`, `B.`, `B)`,
/// `B:`, `**B**`).
///
/// Of choices at the same place the longest counts, so that `Very positive` isn't also `Positive`. The article "A" at
/// the start of a sentence, "a" before a word and the pronoun "I" count only if the output has no other choice. Circled
/// digits (③) are digits.
struct ChoiceScanner: AnswerScanner {
    private struct Word {
        var scalars: [Unicode.Scalar]
        var index: Int
    }

    private let choices: [String]
    private let texts: [[Unicode.Scalar]]
    /// True for the last bytes of scalars that a choice may begin with. Few scalars of an output pass, which saves
    /// slower look-ups.
    private var begins = [Bool](repeating: false, count: 256)
    private var singles: [Unicode.Scalar: Int] = [:]
    /// The choices by their first scalar, the longest first.
    private var words: [Unicode.Scalar: [Word]] = [:]

    init(_ choices: [String]) throws(AnswerTypeError) {
        self.choices = choices
        texts = choices.map { AnswerText($0).scalars }
        try AnswerType.checkChoices(choices)
        for (index, scalars) in texts.enumerated() {
            if scalars.count == 1, scalars[0].script == .spaced {
                singles[scalars[0]] = index
            } else if let first = scalars.first?.lowercased {
                words[first, default: []].append(Word(scalars: scalars.map(\.lowercased), index: index))
            }
        }
        for first in words.keys {
            for scalar in [first] + first.properties.uppercaseMapping.unicodeScalars { markBeginning(scalar) }
        }
        for single in singles.keys {
            markBeginning(single)
            if let digit = single.circled { markBeginning(digit) }
        }
        for first in words.keys { words[first]?.sort { $0.scalars.count > $1.scalars.count } }
    }

    private mutating func markBeginning(_ scalar: Unicode.Scalar) {
        begins[Int(scalar.value & 0xFF)] = true
    }

    func search(_ text: Substring, pick: AnswerPick, followsSentence: Bool) -> AnswerSearch {
        reading(AnswerText(text), pick: pick, followsSentence: followsSentence).map { .found(choices[$0]) } ?? .nothing
    }

    /// Returns the choice that the text is, in any case; else the choice that it begins with, as in `(B)` and `B.
    /// Paris`. Nil if there is none.
    func canonical(_ expected: String) -> String? {
        let text = AnswerText(expected.trimmingSpaces)
        if let index = texts.firstIndex(of: text.scalars) ?? reading(text, pick: .first, followsSentence: true) {
            return choices[index]
        }
        // A lower-case letter stands for its upper-case choice if there is only punctuation around it.
        let plain = text.scalars.filter { $0.script != .none }
        guard plain.count == 1 else { return nil }
        return singles.first { $0.key.lowercased == plain[0].lowercased }.map { choices[$0.value] }
    }

    private func reading(_ text: AnswerText, pick: AnswerPick, followsSentence: Bool) -> Int? {
        var picked = PickedReading<Int>(pick)
        var index = 0
        while index < text.count, !picked.isSettled {
            let scalar = text.scalars[index]
            guard begins[Int(scalar.value & 0xFF)] else {
                index += 1
                continue
            }
            if let word = word(text, at: index) {
                picked.add(word.index)
                index += word.scalars.count
                continue
            }
            if let digit = scalar.circledDigit, let choice = singles[digit] {
                picked.add(choice)
            } else if let choice = singles[scalar], isAlone(text, at: index) {
                let isArticle = isArticle(scalar, text, at: index, startsSentence: !followsSentence)
                picked.add(choice, isDoubtful: isArticle)
            }
            index += 1
        }
        return picked.value
    }

    private func word(_ text: AnswerText, at index: Int) -> Word? {
        guard let candidates = words[text.scalars[index].lowercased], text.isWordStart(index) else { return nil }
        return candidates.first { text.has($0.scalars, at: index) && text.isWordEnd(index + $0.scalars.count) }
    }

    private func isAlone(_ text: AnswerText, at index: Int) -> Bool {
        guard text.isWordStart(index), text.isWordEnd(index + 1) else { return false }
        if text[index + 1] == "+" || text[index + 1] == "#" { return false }
        guard text.scalars[index].isDigit else { return true }
        // The choice isn't a part of 1.5, 1,000, 1/2 or -1.
        let joins: Set<Unicode.Scalar> = [".", ",", "/"]
        if let before = text[index - 1], before.isMinus || (joins.contains(before) && text[index - 2]?.isDigit == true)
        {
            return false
        }
        guard let after = text[index + 1] else { return true }
        return after != "%" && !(joins.contains(after) && text[index + 2]?.isDigit == true)
    }

    /// Words that follow a choice "A", but not an article.
    private static let predicates: Set<String> = [
        "is", "was", "are", "and", "or", "because", "since", "as", "would", "can", "could", "cannot", "can't", "will",
        "must", "should", "has", "have", "means", "seems", "which", "for", "but", "not", "due", "isn't", "does",
        "doesn't",
    ]

    private func isArticle(
        _ scalar: Unicode.Scalar, _ text: AnswerText, at index: Int, startsSentence: Bool
    ) -> Bool {
        guard scalar == "A" || scalar == "a" || scalar == "I", text[index + 1] == " ",
            let next = text[index + 2], next.isLetter, next.script == .spaced
        else { return false }
        let word = text.word(at: index + 2)
        if scalar == "I" { return word != "is" }
        guard !Self.predicates.contains(word) else { return false }
        return scalar == "a" || isSentenceStart(text, before: index, startsSentence: startsSentence, next: next)
    }

    /// Returns whether a sentence begins before `index`. After a colon that is so only before a lower-case word, since
    /// `Answer: A Paris` is a choice.
    private func isSentenceStart(
        _ text: AnswerText, before index: Int, startsSentence: Bool, next: Unicode.Scalar
    ) -> Bool {
        var place = index - 1
        while let scalar = text[place] {
            if scalar.isNewline || scalar == "." || scalar == "!" || scalar == "?" { return true }
            if scalar == ":" { return next.lowercased == next }
            guard scalar.isSpace || scalar.isQuote else { return false }
            place -= 1
        }
        return startsSentence
    }
}

extension Unicode.Scalar {
    /// The digit of ① to ⑨; nil for other scalars.
    fileprivate var circledDigit: Unicode.Scalar? {
        (0x2460...0x2468).contains(value) ? Unicode.Scalar(UInt8(value - 0x2460 + 0x31)) : nil
    }

    /// The circled digit of 1 to 9; nil for other scalars.
    fileprivate var circled: Unicode.Scalar? {
        "1"..."9" ~= self ? Unicode.Scalar(value - 0x31 + 0x2460) : nil
    }

    fileprivate var isNewline: Bool {
        (0x0A...0x0D).contains(value) || value == 0x85 || value == 0x2028 || value == 0x2029
    }

    fileprivate var isQuote: Bool { isApostrophe || "\"*_>#“‘".unicodeScalars.contains(self) }
}
