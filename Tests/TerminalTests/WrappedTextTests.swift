import Terminal
import TestRandom
import Testing
import TextLayout

@Suite struct WrappedTextTests {
    private func lines(_ text: WrappedText) -> [WrappedText.Line] { (0..<text.lineCount).map(text.line(at:)) }

    private func screen(_ text: WrappedText, _ columns: Int, _ rows: Int, spans: [StyledSpan] = []) -> Canvas {
        var canvas = Canvas(Size(columns: columns, rows: rows))
        text.draw(on: &canvas, in: canvas.bounds, spans: spans)
        return canvas
    }

    private static let pieces = [
        "a", "word", " ", "  ", "\n", "\r", "\r\n", "\t", "한", "글자", "漢字", "か", "。", "「", "(", "👍", "\u{1F3FD}", "👩",
        "\u{200D}",
        "🇰", "🇷", "e", "\u{301}", "\u{1B}", "\u{0}", "\u{202E}", "\u{200B}", "\u{FE0F}", "❤", "שלום", "ي", "ᄒ", "ᅡ",
        "ᆫ",
        "longerwordthanwidth", "\u{85}", "\u{2028}",
    ]

    @Test(arguments: [1, 2, 3, 5, 8, 13, 40])
    func `appending piece by piece wraps like the whole at once`(width: Int) {
        var generator = SplitMix(seed: UInt64(width))
        for _ in 0..<60 {
            var grown = WrappedText(width: width)
            var text = ""
            for _ in 0..<60 {
                let piece = Self.pieces.randomElement(using: &generator) ?? ""
                grown.append(piece)
                text += piece
                #expect(lines(grown) == lines(WrappedText(text, width: width)), "\(text.debugDescription)")
            }
            grown.resize(to: 7)
            #expect(lines(grown) == lines(WrappedText(text, width: 7)))
        }
    }

    /// Words of many scripts, emoji and marks; for each few hundred of them something that isn't shown as it is.
    private static func manyScripts(count: Int, using generator: inout SplitMix) -> String {
        let words = [
            "word ", " ", "(a) ", "naïve ", "e\u{301}t\u{E9} ", "한국어 ", "漢字かな。", "「ー」", "ᄒ\u{1161}\u{11AB} ", "שָׁלוֹם ",
            "مَرْحَبًا ", "गिनते ", "क्षि", "प्रकाशस्तंभ ", "เฝ้า", "กำลัง", "বাংলা ", "தமிழ் ", "မြန်မာ", "ខ្មែរ", "👍🏽", "👨‍👩‍👧‍👦 ", "🇰🇷", "❤️",
            "\t", "\u{202F}!",
        ]
        return (0..<count).map { _ in
            switch Int.random(in: 0..<300, using: &generator) {
            case 0: pieces.randomElement(using: &generator) ?? ""
            case 1: "\n"
            default: words.randomElement(using: &generator) ?? ""
            }
        }.joined()
    }

    @Test(arguments: [Glyphs.unicode, .ascii])
    func `another width wraps like a new text, also while it grows`(glyphs: Glyphs) {
        var generator = SplitMix(seed: 7)
        for _ in 0..<20 {
            var grown = WrappedText(width: 60, glyphs: glyphs)
            for _ in 0..<12 {
                // Pieces begin in the middle of characters, too.
                var rest = Array(Self.manyScripts(count: 120, using: &generator).unicodeScalars)[...]
                while !rest.isEmpty {
                    let count = Int.random(in: 1...40, using: &generator)
                    grown.append(String(String.UnicodeScalarView(rest.prefix(count))))
                    rest = rest.dropFirst(count)
                }
                #expect(lines(grown) == lines(WrappedText(grown.text, width: grown.width, glyphs: glyphs)))
                grown.resize(to: Int.random(in: 1...120, using: &generator))
                #expect(lines(grown) == lines(WrappedText(grown.text, width: grown.width, glyphs: glyphs)))
            }
            grown.setText(Self.manyScripts(count: 120, using: &generator))
            #expect(lines(grown) == lines(WrappedText(grown.text, width: grown.width, glyphs: glyphs)))
        }
    }

    @Test(arguments: [3, 10, 37])
    func `rows are those of the harmless text`(width: Int) {
        let text = "The quick (brown) fox, 그리고 나서 漢字かな交じり文。 \u{1B}[1m👩‍👩‍👧‍👦 e\u{301}\n\n  indented\tand tabs\r\nend "
        let wrapped = lines(WrappedText(text, width: width))
        let expected = TextWrap.lines(harmless(text), width: width).map { String($0.text).expandingTabs() }
        #expect(wrapped.map(\.text) == expected)
    }

    @Test func `a long paragraph wraps like a short one`() {
        let sentence = "The quick brown fox 그리고 나서 漢字かな交じり文。\u{1B} "
        let text = String(repeating: sentence, count: 2000)
        let wrapped = lines(WrappedText(text, width: 50))
        let expected = TextWrap.lines(harmless(text), width: 50)
        #expect(wrapped.map(\.text) == expected.map { String($0.text) })
        #expect(wrapped.map(\.range.count).reduce(0, +) == text.utf8.count)
    }

    @Test func `offsets are those of the text as it came`() {
        let text = WrappedText("a\u{1B}b\nc\td", width: 20)
        #expect(text.line(at: 0).text == "a␛b")
        #expect(text.line(at: 0).range == 0..<3)
        #expect(text.line(at: 1).range == 4..<7)
        #expect(text.cell(of: 6) == Position(column: 8, row: 1))
        #expect(text.offset(at: Position(column: 8, row: 1)) == 6)
        #expect(text.offset(at: Position(column: 9, row: 0)) == 3)
    }

    @Test func `the end stays in view until someone scrolls up`() {
        var text = WrappedText("1\n2\n3", width: 10)
        #expect(screen(text, 10, 2).lines == ["2", "3"])
        text.append("\n4")
        #expect(screen(text, 10, 2).lines == ["3", "4"])
        text.scroll(by: -1, height: 2)
        text.append("\n5")
        #expect(screen(text, 10, 2).lines == ["2", "3"])
        #expect(!text.isFollowing)
        text.scroll(by: 99, height: 2)
        text.append("\n6")
        #expect(screen(text, 10, 2).lines == ["5", "6"])
        text.scrollToStart(height: 2)
        text.scroll(toOffset: 6, height: 2)
        #expect(screen(text, 10, 2).lines == ["3", "4"])
    }

    @Test func `another width keeps the first row that is seen`() {
        var text = WrappedText(
            String(repeating: "abcd ", count: 100) + "mark " + String(repeating: "abcd ", count: 100), width: 5)
        text.scroll(toLine: 100, height: 4)
        #expect(screen(text, 5, 1).lines == ["mark"])
        text.resize(to: 23)
        #expect(screen(text, 23, 1).lines[0].contains("mark"))
        text.scrollToEnd()
        text.resize(to: 9)
        #expect(text.firstLine(height: 4) == text.lineCount - 4)
    }

    @Test func `spans give styles to the characters that begin in them`() {
        let text = WrappedText("ab 한글", width: 10)
        let canvas = screen(
            text, 8, 1, spans: [StyledSpan(0..<1, Style(.likely)), StyledSpan(3..<7, Style(.doubtful))])
        #expect(
            canvas.cells.map(\.style.role)
                == [.likely, .text, .text, .doubtful, .doubtful, .doubtful, .doubtful, .text])
    }

    @Test func `another text that starts the same way is only appended`() {
        var text = WrappedText("one two", width: 5)
        text.setText("one two three")
        #expect(lines(text) == lines(WrappedText("one two three", width: 5)))
        text.setText("four")
        #expect(lines(text).map(\.text) == ["four"])
    }

    @Test(arguments: ["word ", "한국어 글을 ", "漢字かな", "word\n", "👍🏽 ", "שלום ", "गिनते "])
    func `a hundred thousand tokens are quick to append, to draw and to wrap again`(token: String) {
        var text = WrappedText(width: 60)
        let clock = ContinuousClock()
        let append = clock.measure { for _ in 0..<100_000 { text.append(token) } }
        let spans = (0..<100_000).map {
            StyledSpan($0 * token.utf8.count..<($0 + 1) * token.utf8.count, Style(.likely))
        }
        text.scroll(toLine: text.lineCount / 2, height: 40)
        let draw = clock.measure { _ = screen(text, 60, 40, spans: spans) }
        let resize = clock.measure { text.resize(to: 100) }
        // 8 s, 1 ms and 92 ms for the slowest of these where this was written, for up to 1.7 MB.
        #expect(append < .seconds(40))
        #expect(draw < .milliseconds(50))
        #expect(resize < .milliseconds(500))
    }
}
