import TestRandom
import Testing
import TextLayout

@testable import Terminal

@Suite struct WrappedTextShownTests {
    @Test func `scalars that pass unseen are those that are harmless`() {
        for scalar in (UInt32(0)...0x1FFFF).compactMap(Unicode.Scalar.init) {
            let alone = String(scalar)
            let behind = "a" + alone
            switch QuietScalars.kind(of: scalar.value) {
            case .base, .initial:
                #expect(harmless(alone) == alone, "\(scalar.value)")
                #expect(alone == "\u{1F1E6}" || behind.count == 2 || scalar.value > 0xFFFF, "\(scalar.value)")
                #expect(alone.displayWidth > 0, "\(scalar.value)")
            case .follower: #expect(harmless(behind) == behind, "\(scalar.value)")
            case .tab: #expect(scalar == "\t")
            case .other: break
            }
        }
    }

    @Test(arguments: [Glyphs.unicode, .ascii])
    func `text is shown cluster by cluster as it is harmless`(glyphs: Glyphs) {
        let scalars: [Unicode.Scalar] = [
            "a", " ", "\t", "\u{301}", "\u{302}", "\u{5B0}", "\u{E33}", "\u{93F}", "\u{94D}", "क", "ष", "ᄒ", "ᅡ", "ᆫ",
            "한",
            "👩", "\u{200D}", "\u{FE0F}", "\u{1F3FD}", "🇰", "\u{1B}", "\u{202E}", "\u{600}", "\u{34F}", "漢", "\u{115F}",
            "ก",
        ]
        var generator = SplitMix(seed: 7)
        for _ in 0..<4000 {
            var text = ""
            while text.utf8.count < 60 {
                // Runs, so that the limits on marks are met.
                let scalar = scalars.randomElement(using: &generator) ?? "a"
                for _ in 0..<([1, 1, 1, 12, 30].randomElement(using: &generator) ?? 1) {
                    text.unicodeScalars.append(scalar)
                }
            }
            let shown = ShownText(text[...], glyphs: glyphs).text
            let expected = text.map { cluster in
                let alone = harmless(String(cluster), glyphs: glyphs)
                let isMark =
                    alone.unicodeScalars.first.map { $0.properties.canonicalCombiningClass != .notReordered } ?? false
                let isSpacing = alone.unicodeScalars.first?.properties.generalCategory == .spacingMark
                return (isMark || isSpacing ? "\u{25CC}" : "") + alone
            }.joined()
            #expect(shown.unicodeScalars.elementsEqual(expected.unicodeScalars), "\(text.debugDescription)")
        }
    }
}
