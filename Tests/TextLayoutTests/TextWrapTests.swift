import TestRandom
import Testing
import TextLayout

/// The shown lines of a text.
private func shown(_ text: String, _ width: Int, tabWidth: Int = 8) -> [String] {
    TextWrap.lines(text, width: width, tabWidth: tabWidth).map { String($0.text) }
}

@Test func `lines break after spaces`() {
    #expect(shown("the quick brown fox", 10) == ["the quick ", "brown fox"])
}

@Test func `spaces that do not fit hang over the end`() {
    let lines = TextWrap.lines("12345     6", width: 7)
    #expect(lines.map { String($0.text) } == ["12345  ", "6"])
    #expect(lines.map { String($0.full) } == ["12345     ", "6"])
}

@Test func `a wide space that hangs sends the next word to the next line`() {
    #expect(shown("123456789\u{3000}a", 10) == ["123456789", "a"])
}

@Test func `indentation is kept`() {
    #expect(shown("    let x", 20) == ["    let x"])
}

@Test func `a word longer than a line is cut`() {
    #expect(shown("see abcdefghijkl", 5) == ["see ", "abcde", "fghij", "kl"])
}

@Test func `newlines are kept and end paragraphs`() {
    let lines = TextWrap.lines("a\n\nb c\r\n", width: 2)
    #expect(lines.map { String($0.text) } == ["a", "", "b ", "c", ""])
    #expect(lines.map(\.endsParagraph) == [true, true, false, true, true])
    #expect(lines.map { String($0.full) } == ["a\n", "\n", "b ", "c\r\n", ""])
}

@Test func `an empty text is one empty line`() {
    #expect(shown("", 10) == [""])
}

@Test func `Korean breaks between words`() {
    #expect(shown("나는 오늘 서울에서 친구를 만났다", 14) == ["나는 오늘 ", "서울에서 ", "친구를 만났다"])
}

@Test func `a Korean word that fits no line is broken inside`() {
    #expect(shown("아버지가방에들어가신다", 8) == ["아버지가", "방에들어", "가신다"])
}

@Test func `Japanese breaks anywhere`() {
    #expect(shown("東京都に住んでいます", 8) == ["東京都に", "住んでい", "ます"])
}

@Test func `closing punctuation does not start a line and opening punctuation does not end one`() {
    #expect(shown("東京都に。住む", 8) == ["東京都", "に。住む"])
    #expect(shown("東京都「住む」", 8) == ["東京都", "「住む」"])
    #expect(shown("コンピューター", 6) == ["コン", "ピュー", "ター"])
}

@Test func `Latin words stay whole among ideographs`() {
    #expect(shown("私はSwiftが好き", 8) == ["私は", "Swiftが", "好き"])
}

@Test func `a Latin word may start a line after Japanese punctuation and end one before a bracket`() {
    #expect(shown("好き。Swift", 8) == ["好き。", "Swift"])
    #expect(shown("Swift「好き」", 8) == ["Swift", "「好き」"])
}

@Test func `a wide cluster does not fit into one column`() {
    #expect(shown("漢字漢", 5) == ["漢字", "漢"])
}

@Test func `a width smaller than a cluster gives each its own line`() {
    #expect(shown("한글ab", 1) == ["한", "글", "a", "b"])
    #expect(shown("ab", 0) == ["a", "b"])
}

@Test func `clusters are never split`() {
    #expect(shown("👨‍👩‍👧‍👦👍🏽🇰🇷e\u{301}", 2) == ["👨‍👩‍👧‍👦", "👍🏽", "🇰🇷", "e\u{301}"])
}

@Test func `tabs reach to their stops`() {
    let lines = TextWrap.lines("ab\tc\td", width: 12, tabWidth: 4)
    #expect(lines.map(\.width) == [9])
    #expect(shown("ab\tcdef", 6, tabWidth: 4) == ["ab\t", "cdef"])
}

@Test func `right-to-left words stay whole`() {
    #expect(shown("שלום עולם", 6) == ["שלום ", "עולם"])
}

@Test func `wrapping keeps every character and no line is too wide`() {
    var random = SplitMix(seed: 3)
    for _ in 0..<3000 {
        let text = RandomText.layout(length: Int.random(in: 0...40, using: &random), using: &random)
        let width = Int.random(in: 1...30, using: &random)
        let lines = TextWrap.lines(text, width: width, tabWidth: 4)
        #expect(lines.map(\.full).joined() == text)
        for line in lines {
            #expect(line.width <= width || (width == 1 && line.text.count == 1), "\(text.debugDescription) at \(width)")
            #expect(String(line.text).expandingTabs(tabWidth: 4).displayWidth == line.width)
            #expect(line.full.hasPrefix(line.text))
            #expect(line.text.startIndex == line.full.startIndex)
            #expect(line.full.dropFirst(line.text.count).allSatisfy { $0.isWhitespace })
        }
    }
}

@Test func `wrapping only the last paragraph of a growing text gives the lines of the whole`() {
    var random = SplitMix(seed: 4)
    var text = ""
    var lines = TextWrap.lines(text, width: 17)
    var start = 0
    var firstOfLast = 0
    for _ in 0..<300 {
        text += RandomText.layout(length: 2, using: &random)
        let paragraph = text[text.utf8.index(text.startIndex, offsetBy: start)...]
        let wrapped = TextWrap.lines(paragraph, width: 17)
        lines.replaceSubrange(firstOfLast..., with: wrapped)
        #expect(lines.map { String($0.full) } == TextWrap.lines(text, width: 17).map { String($0.full) })
        if let newline = paragraph.utf8.lastIndex(of: 0x0A) {
            start = text.utf8.distance(from: text.startIndex, to: newline) + 1
            firstOfLast = lines.lastIndex { $0.full.last?.isNewline == true }.map { $0 + 1 } ?? 0
        }
    }
}

@Test(arguments: [1, 2, 5, 9, 17, 40])
func `rows start where the lines do`(width: Int) {
    var random = SplitMix(seed: UInt64(width))
    for _ in 0..<2000 {
        let text = RandomText.layout(length: 30, using: &random).filter { !$0.isNewline }
        var known = KnownClusters()
        for width in [width, width + 3, width] {
            var starts: [Int] = []
            let progress = TextWrap.rowStarts(
                of: text, in: 0..<text.utf8.count, from: 0, width: width, tabWidth: 4, known: &known,
                isShown: { _ in true },
                take: {
                    starts.append($0)
                    return true
                })
            var at = 0
            let expected = TextWrap.lines(text, width: width, tabWidth: 4).dropLast().map { line in
                at += line.full.utf8.count
                return at
            }
            #expect(progress == .finished)
            #expect(starts == expected, "\(text.debugDescription)")
        }
    }
}

@Test func `a cluster that is known is not looked at again`() {
    let text = "one t\u{E9}o 👍🏽 e\u{301} कि three"
    var known = KnownClusters()
    var asked = 0
    func wrap(_ width: Int) {
        asked = 0
        _ = TextWrap.rowStarts(
            of: text, in: 0..<text.utf8.count, from: 0, width: width, known: &known,
            isShown: { _ in
                asked += 1
                return true
            },
            take: { _ in true })
    }
    wrap(5)
    // Three clusters, and the spaces before the emoji, which it might join.
    #expect(asked == 4)
    wrap(9)
    #expect(asked == 0)
    known.forget(from: text.utf8.count - "कि three".utf8.count)
    wrap(5)
    #expect(asked == 1)
}

@Test func `rows end before what is not shown and when there are enough`() {
    let text = "one two three f\u{F6}ur 👍🏽 five six"
    var starts: [Int] = []
    func rows(_ glyphs: Glyphs = .unicode, isShown: Bool = false, most: Int = .max) -> TextWrap.Progress {
        starts = []
        var known = KnownClusters()
        return TextWrap.rowStarts(
            of: text, in: 4..<text.utf8.count, from: 4, width: 6, glyphs: glyphs, known: &known,
            isShown: { _ in isShown },
            take: {
                starts.append($0)
                return starts.count < most
            })
    }
    #expect(rows(isShown: true) == .finished)
    #expect(starts == [8, 14, 20, 29, 34])
    #expect(rows(isShown: true, most: 1) == .enough)
    #expect(starts == [8])
    #expect(rows() == .stuck)
    #expect(starts == [8, 14])
    #expect(rows(.ascii) == .stuck)
    #expect(starts == [8])
}
