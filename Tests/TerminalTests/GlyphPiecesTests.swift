import Testing
import TextLayout

@testable import Terminal

@Suite struct GlyphPiecesTests {
    /// Widths as the GNU C library has them, for what is needed here.
    private func columns(_ scalar: UInt32) -> Int {
        switch scalar {
        case 0x300...0x36F, 0x200D, 0xFE0F, 0x20E3, 0x1160...0x11FF, 0x94D: 0
        case 0x1100...0x115F, 0xAC00...0xD7A3, 0x3000...0x9FFF, 0x1F300...0x1FAFF: 2
        case 0xE000...0xF8FF: -1
        default: 1
        }
    }

    private func pieces(_ glyph: Character, width: Int? = nil) -> [String] {
        var pieces = GlyphPieces()
        pieces.append(Glyph(glyph), width: width ?? glyph.displayWidth, columns: columns)
        var rest = pieces.scalars[...]
        return pieces.counts.map { count in
            defer { rest = rest.dropFirst(Int(count)) }
            return String(String.UnicodeScalarView(rest.prefix(Int(count)).compactMap(Unicode.Scalar.init)))
        }
    }

    @Test func `plain characters are one piece`() {
        #expect(pieces("a") == ["a"])
        #expect(pieces("é") == ["é"])
        #expect(pieces("한") == ["한"])
        #expect(pieces("😀") == ["😀"])
    }

    @Test func `marks stay with their base as far as curses can hold them`() {
        #expect(pieces("e\u{301}") == ["e\u{301}"])
        #expect(pieces("\u{1112}\u{1161}\u{11AB}") == ["\u{1112}\u{1161}\u{11AB}"])
        #expect(pieces("a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}") == ["a\u{300}\u{301}\u{302}\u{303}"])
    }

    @Test func `a spacing mark is a piece of its own`() {
        #expect(pieces("कि") == ["क", "ि"])
    }

    @Test func `pictures of several parts are drawn as their first`() {
        #expect(pieces("👩‍👩‍👧") == ["👩"])
        #expect(pieces("👍🏽") == ["👍"])
        #expect(pieces("1\u{FE0F}\u{20E3}") == ["1", " "])
        #expect(pieces("❤\u{FE0F}") == ["❤", " "])
    }

    @Test func `a flag is drawn as its letters`() {
        #expect(pieces("🇰🇷") == ["K", "R"])
    }

    @Test func `what can't be shown is a sign of the same width`() {
        #expect(pieces("\u{E000}", width: 1) == ["□"])
        #expect(pieces("\u{E000}", width: 2) == ["□", " "])
        var plain = GlyphPieces()
        plain.append("한", width: 2) { $0 < 0x80 ? 1 : -1 }
        #expect(plain.scalars == [0x3F, 0x20])
    }

    @Test func `pieces always take the columns of the cell`() {
        let glyphs = "aé한日😀👩‍👩‍👧👍🏽🇰🇷❤️कि\u{301}\u{E000}￦─█\u{200D}"
        for glyph in glyphs {
            for width in 1...2 {
                var pieces = GlyphPieces()
                pieces.append(Glyph(glyph), width: width, columns: columns)
                var start = 0
                let taken = pieces.counts.reduce(0) { sum, count in
                    defer { start += Int(count) }
                    return sum + columns(pieces.scalars[start])
                }
                #expect(taken == width, "\(glyph)")
            }
        }
    }
}
