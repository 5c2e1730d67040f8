import TestRandom
import Testing
import TextLayout

private let cool = Column(title: ["A · cool", "T 0.20"], body: "Negative\n", footer: "3 tok · 0.4 s")
private let warm = Column(
    title: ["B · warm"], body: "Mixed, leaning negative: the acting is praised, the plot isn't.", footer: "41 tok")

@Test func `columns stand side by side with their footers at the bottom`() {
    #expect(
        Columns.lines([cool, warm], width: 60).joined(separator: "\n") == """
            A · cool                     │ B · warm
            T 0.20                       │
            ─────────────────────────────┼─────────────────────────────
            Negative                     │ Mixed, leaning negative: the
                                         │ acting is praised, the plot
                                         │ isn't.
                                         │
            3 tok · 0.4 s                │ 41 tok
            """)
}

@Test func `columns that would be narrow stand one above the other`() {
    #expect(
        Columns.lines([cool, warm], width: 40).joined(separator: "\n") == """
            A · cool
            T 0.20
            ────────────────────────────────────────
            Negative

            3 tok · 0.4 s

            B · warm
            ────────────────────────────────────────
            Mixed, leaning negative: the acting is
            praised, the plot isn't.

            41 tok
            """)
}

@Test func `columns of 28 stand side by side and columns of 27 do not`() {
    #expect(Columns.lines([cool, warm], width: 59).contains { $0.contains("│") })
    #expect(!Columns.lines([cool, warm], width: 58).contains { $0.contains("│") })
}

@Test func `ASCII columns have ASCII lines`() {
    let lines = Columns.lines([cool, Column(title: ["b"], body: "é")], width: 59, glyphs: .ascii)
    #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
    #expect(lines.contains { $0.hasPrefix("A - cool                     | b") })
    #expect(lines.contains(String(repeating: "-", count: 29) + "+" + String(repeating: "-", count: 29)))
}

@Test func `Korean columns are aligned by display width`() {
    let lines = Columns.lines(
        [Column(title: ["가"], body: "나는 오늘 서울에서 친구를 만났다"), Column(title: ["나"], body: "😀 좋아요")], width: 59)
    #expect(
        lines == [
            "가                           │ 나",
            String(repeating: "─", count: 29) + "┼" + String(repeating: "─", count: 29),
            "나는 오늘 서울에서 친구를    │ 😀 좋아요",
            "만났다                       │",
        ])
}

@Test func `escape sequences in a column are shown`() {
    let lines = Columns.lines([Column(title: ["\u{1B}[2J"], body: "\u{1B}[31m", footer: "\u{7}")], width: 40)
    #expect(lines == ["␛[2J", String(repeating: "─", count: 40), "␛[31m", "", "␇"])
}

@Test func `tabs in a column are expanded`() {
    #expect(Columns.lines([Column(title: [], body: "a\tb")], width: 40) == ["a       b"])
}

@Test func `no columns and empty columns are no lines`() {
    #expect(Columns.lines([], width: 40) == [])
    #expect(Columns.lines([Column(title: [], body: "")], width: 40) == [])
}

@Test func `no line of columns is too wide or ends with a space`() {
    var random = SplitMix(seed: 7)
    for _ in 0..<1000 {
        let columns = (0..<Int.random(in: 1...5, using: &random)).map { _ in
            Column(
                title: [RandomText.hostile(length: 4, using: &random)],
                body: RandomText.hostile(length: 20, using: &random),
                footer: RandomText.layout(length: 2, using: &random))
        }
        let width = Int.random(in: 0...170, using: &random)
        for glyphs in [Glyphs.unicode, .ascii] {
            for line in Columns.lines(columns, width: width, glyphs: glyphs) {
                #expect(line.displayWidth <= max(width, 1), "\(line.debugDescription)")
                #expect(line.last != " ")
                #expect(!line.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) })
            }
        }
    }
}
