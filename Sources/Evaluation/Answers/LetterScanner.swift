/// Finds words of letters. Letters one by one (`n k`, `N, K`, `n-k`) are one word, as in the last-letter task of Wei et
/// al. 2022.
///
/// The article "a" and the pronoun "I" before a word count only if there is nothing else.
struct LetterScanner: AnswerScanner {
    func search(_ text: Substring, pick: AnswerPick, followsSentence: Bool) -> AnswerSearch {
        let text = AnswerText(text)
        var picked = PickedReading<Range<Int>>(pick)
        var index = 0
        while index < text.count, !picked.isSettled {
            guard text.scalars[index].isLetter else {
                index += 1
                continue
            }
            let start = index
            index = runEnd(text, from: start)
            // Single letters in a row, with punctuation or one space between them.
            while index - start == 1 || text[index - 2]?.isLetter != true, let next = nextSingle(text, after: index) {
                index = next + 1
            }
            picked.add(start..<index, isDoubtful: isArticle(text, start..<index))
        }
        return picked.value.map { .found(Self.letters(text.scalars[$0])) } ?? .nothing
    }

    /// Returns all letters of the text as one word.
    func canonical(_ expected: String) -> String? {
        let letters = Self.letters(AnswerText(expected).scalars[...])
        return letters.isEmpty ? nil : letters
    }

    private static func letters(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars.filter(\.isLetter))).lowercased()
    }

    private func runEnd(_ text: AnswerText, from start: Int) -> Int {
        var end = start
        while text[end]?.isLetter == true { end += 1 }
        return end
    }

    /// Returns whether a range is "A" or "I" before a word.
    private func isArticle(_ text: AnswerText, _ range: Range<Int>) -> Bool {
        range.count == 1 && ["a", "A", "I"].contains(text.scalars[range.lowerBound]) && text[range.upperBound] == " "
            && text[range.upperBound + 1]?.isLetter == true
    }

    /// Returns the index of the next letter, if it stands alone; nil if it doesn't.
    private func nextSingle(_ text: AnswerText, after end: Int) -> Int? {
        var index = end
        while index - end < 3, let scalar = text[index], !scalar.isLetter {
            guard scalar == " " || scalar == "," || scalar == "-" || scalar == "." || scalar == "\"" || scalar == "'"
            else {
                return nil
            }
            index += 1
        }
        guard index > end, text[index]?.isLetter == true, text[index + 1]?.isLetter != true else { return nil }
        return index
    }
}
