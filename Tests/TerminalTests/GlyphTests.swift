import Testing
import TextLayout

@testable import Terminal

@Suite struct GlyphTests {
    @Test(arguments: ["a", "é", "e\u{301}", "한", "\u{1112}\u{1161}\u{11AB}", "👩‍👩‍👧", "🇰🇷", "\u{10FFFF}"] as [Character])
    func `a cell holds what a person sees as one character`(character: Character) {
        let scalars = Array(character.unicodeScalars)
        #expect(Array(Glyph(character).character.unicodeScalars) == scalars)
        #expect(Glyph(character).count == scalars.count)
    }

    @Test func `of a long cluster it holds the first six scalars`() {
        let long = Character("e" + String(repeating: "\u{301}", count: 300))
        #expect(Array(Glyph(long).character.unicodeScalars) == Array(long.unicodeScalars.prefix(6)))
    }

    @Test func `what is drawn differently is another glyph, though Swift compares it as the same`() {
        #expect(Glyph("é") != Glyph("e\u{301}"))
    }

    @Test func `ASCII is the same glyph, however it came`() {
        for byte in UInt8(0x20)...0x7E { #expect(Glyph(ascii: byte) == Glyph(Character(Unicode.Scalar(byte)))) }
    }
}
