import TestRandom
import Testing
import TextLayout

@Test func `controls are shown as pictures`() {
    #expect(harmless("\u{1B}[31mred\u{1B}]0;t\u{7}\u{0}\u{8}\u{7F}") == "␛[31mred␛]0;t␇␀␈␡")
    #expect(harmless("\u{9B}2J\u{85}") == "<U+009B>2J<U+0085>")
}

@Test func `newlines and tabs stay, and a lone carriage return is shown`() {
    #expect(harmless("a\tb\nc\r\nd\re") == "a\tb\nc\nd␍e")
}

@Test func `bidirectional controls are shown`() {
    #expect(harmless("a\u{202E}b\u{2066}c\u{2069}\u{200F}") == "a<U+202E>b<U+2066>c<U+2069><U+200F>")
}

@Test func `invisible characters are shown`() {
    for invisible in [
        "\u{200B}", "\u{FEFF}", "\u{AD}", "\u{2060}", "\u{FFF9}", "\u{E0041}", "\u{3164}", "\u{34F}", "\u{2028}",
    ] {
        let value = String(invisible.unicodeScalars.first?.value ?? 0, radix: 16, uppercase: true)
        #expect(harmless("a\(invisible)b") == "a<U+\(String(repeating: "0", count: max(0, 4 - value.count)) + value)>b")
    }
}

@Test func `private use, noncharacters and unassigned characters are shown`() {
    #expect(harmless("\u{E000}\u{FFFF}\u{10FFFF}\u{378}") == "<U+E000><U+FFFF><U+10FFFF><U+0378>")
}

@Test func `joiners and selectors stay where they have a use`() {
    for text in ["👨‍👩‍👧‍👦", "❤️‍🔥", "🏳️‍🌈", "👩🏽‍💻", "1️⃣", "☎︎", "می‌خواهم", "क्‍ष", "葛󠄀", "🇰🇷", "👍🏽"] {
        #expect(harmless(text) == text)
    }
}

@Test func `joiners and selectors without a use are shown`() {
    #expect(harmless("a\u{200D}b") == "a<U+200D>b")
    #expect(harmless("a\u{FE0F}") == "a<U+FE0F>")
    #expect(harmless("😀\u{FE0F}\u{FE0F}") == "😀\u{FE0F}<U+FE0F>")
    #expect(harmless("x\u{E0101}\u{E0102}") == "x<U+E0101><U+E0102>")
}

@Test func `tags stay in the three flags that have them and are shown elsewhere`() {
    #expect(harmless("🏴󠁧󠁢󠁳󠁣󠁴󠁿") == "🏴󠁧󠁢󠁳󠁣󠁴󠁿")
    #expect(harmless("🏴\u{E0068}\u{E0069}\u{E007F}") == "🏴<U+E0068><U+E0069><U+E007F>")
}

@Test func `floods of marks are counted`() {
    let marks = String(repeating: "\u{301}", count: 300)
    #expect(harmless("a\(marks)b") == "a\(String(repeating: "\u{301}", count: 8))<+292>b")
    let family = String(repeating: "👩\u{200D}", count: 40) + "👩"
    #expect(harmless(family).hasSuffix("<+57>"))
}

@Test func `harmless text is unchanged`() {
    for text in [
        "plain", "naïve café — “quoted” …", "안녕하세요, 세계!", "日本語の文章。", "שָׁלוֹם עולם", "السَّلَامُ عَلَيْكُم", "हिन्दी", "ไทยกำลัง", "한국",
        "\u{1112}\u{1161}\u{11AB}", "e\u{301}\u{323}", "├─┤ ░▒▓ ∑∫√", "\tindented\n\n  text ", "\u{A0}x\u{3000}",
        "␛ <U+202E>",
    ] {
        #expect(harmless(text) == text)
        #expect(harmless(text).unicodeScalars.elementsEqual(text.unicodeScalars))
    }
}

@Test func `ASCII shows everything else in ASCII`() {
    #expect(harmless("\u{1B}[1m\u{0}\u{7F}\u{9B}", glyphs: .ascii) == "^[[1m^@^?\\u{009B}")
    #expect(harmless("a\u{202E}한\r\n\tb", glyphs: .ascii) == "a\\u{202E}\\u{D55C}\n\tb")
    #expect(harmless("“it’s” — fine…", glyphs: .ascii) == "\"it's\" - fine...")
}

@Test func `a flood that joins its own count ends`() {
    let flood = String(repeating: "\u{D4E}", count: 40)
    #expect(harmless(flood) == String(repeating: "\u{D4E}", count: 24) + "<+16>")
    #expect(harmless(flood + "\u{1B}") == String(repeating: "\u{D4E}", count: 24) + "<+16>␛")
}

/// Whether a scalar would be obeyed by a terminal.
private func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
}

@Test func `no control survives and a second time changes nothing`() {
    var random = SplitMix(seed: 6)
    for _ in 0..<5000 {
        let text = RandomText.hostile(length: Int.random(in: 0...30, using: &random), using: &random)
        let unicode = harmless(text)
        let ascii = harmless(text, glyphs: .ascii)
        #expect(!unicode.unicodeScalars.contains(where: isObeyed), "\(text.debugDescription)")
        #expect(!ascii.unicodeScalars.contains { isObeyed($0) || !$0.isASCII }, "\(text.debugDescription)")
        #expect(harmless(unicode).utf8.elementsEqual(unicode.utf8), "\(text.debugDescription)")
        #expect(harmless(ascii, glyphs: .ascii).utf8.elementsEqual(ascii.utf8), "\(text.debugDescription)")
    }
}
