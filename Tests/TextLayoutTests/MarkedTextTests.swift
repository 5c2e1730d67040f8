import Testing

@testable import TextLayout

struct MarkedTextTests {
    private func lines(_ parts: [(String, Int?)], width: Int, _ glyphs: Glyphs = .unicode) -> [[MarkedText<Int>.Run]] {
        var text = MarkedText<Int>()
        for (part, mark) in parts { text.add(part, mark) }
        return text.lines(width: width, glyphs: glyphs)
    }

    @Test func `each character of a wrapped text has its part's mark`() {
        let found = lines([("So ", nil), ("one", 1), (" two", 2), (" three", 3)], width: 10)
        #expect(found.map { $0.map(\.text) } == [["So ", "one", " two"], ["three"]])
        #expect(found.map { $0.map(\.mark) } == [[nil, 1, 2], [3]])
    }

    @Test func `neighbours with the same mark are one run, but not over the end of a line`() {
        #expect(lines([("a", 1), ("b", 1), ("\nc", 1)], width: 9).map { $0.map(\.text) } == [["ab"], ["c"]])
    }

    @Test func `a character that two parts make up has the first one's mark`() {
        let found = lines([("e", 1), ("\u{301}", 2), ("x", 3)], width: 9)
        #expect(found == [[.init(text: "e\u{301}", mark: 1), .init(text: "x", mark: 3)]])
    }

    @Test func `a text without parts is one empty line, and parts without characters take none`() {
        #expect(lines([], width: 9) == [[]])
        #expect(lines([("", 1), ("안", 2), ("", 3), ("녕", 4)], width: 9)[0].map(\.mark) == [2, 4])
    }

    @Test func `controls are made harmless, and tabs are blanks`() {
        let found = lines([("a\u{1B}[2J\tb", 1)], width: 40)
        #expect(found.count == 1 && !found[0][0].text.contains("\u{1B}") && found[0][0].text.hasSuffix("    b"))
        #expect(lines([("é", 1)], width: 9, .ascii)[0][0].text.allSatisfy { $0.isASCII })
    }
}
