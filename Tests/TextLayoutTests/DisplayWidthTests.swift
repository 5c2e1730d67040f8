import TestRandom
import Testing

@testable import TextLayout

@Test func `every scalar is as wide as wcwidth says`() {
    var expected: UInt32 = 0
    var next = 0
    var wrong: [String] = []
    for value in UInt32(0)...0x10FFFF {
        while next < WidthReference.runs.count, WidthReference.runs[next] <= value {
            expected = WidthReference.runs[next + 1]
            next += 2
        }
        guard let scalar = Unicode.Scalar(value), DisplayWidth.ofScalar(scalar) != Int(expected) else { continue }
        wrong.append("U+\(String(value, radix: 16)) isn't \(expected)")
    }
    #expect(wrong.isEmpty)
}

@Test func `clusters and texts are as wide as wcwidth says`() {
    for (text, width) in WidthReference.texts {
        #expect(text.displayWidth == width, "\(text)")
    }
}

@Test func `a Hangul syllable of conjoining letters is 2 wide`() {
    #expect(("\u{1112}\u{1161}\u{11AB}" as Character).displayWidth == 2)
    #expect(("\u{1100}\u{1100}\u{1161}" as Character).displayWidth == 2)
    #expect("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}".displayWidth == "한글".displayWidth)
}

@Test func `a halfwidth letter of Hangul is 1 wide`() {
    #expect(("\u{FFA1}" as Character).displayWidth == 1)
}

@Test func `joined, toned and flagged emoji are one picture of 2`() {
    for emoji: Character in ["👨‍👩‍👧‍👦", "👍🏽", "☝🏽", "❤️‍🔥", "❤‍🔥", "🇰🇷", "🏳️‍🌈", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "🧑🏽‍❤️‍💋‍🧑🏿"] {
        #expect(emoji.displayWidth == 2, "\(emoji)")
    }
}

@Test func `emoji presentation widens a narrow symbol and text presentation narrows none`() {
    #expect(("☎" as Character).displayWidth == 1)
    #expect(("☎\u{FE0F}" as Character).displayWidth == 2)
    #expect(("☎\u{FE0E}" as Character).displayWidth == 1)
    #expect(("⌚\u{FE0E}" as Character).displayWidth == 2)
    #expect(("a\u{FE0F}" as Character).displayWidth == 1)
}

@Test func `combining marks take no column`() {
    #expect(("e\u{301}" as Character).displayWidth == 1)
    #expect(("\u{301}" as Character).displayWidth == 0)
    #expect(("한\u{302}" as Character).displayWidth == 2)
}

@Test func `controls, tabs and newlines take no column`() {
    for character: Character in ["\u{0}", "\t", "\n", "\r\n", "\u{1B}", "\u{7F}", "\u{9B}", "\u{200B}"] {
        #expect(character.displayWidth == 0)
    }
    #expect("a\tb\nc".displayWidth == 3)
}

@Test func `ambiguous characters are 1 wide`() {
    #expect("§×→■".displayWidth == 4)
}

@Test func `right-to-left text is as wide as its letters`() {
    #expect("שלום".displayWidth == 4)
    #expect("שָׁלוֹם".displayWidth == 4)
}

@Test func `clusters are those of Swift with their widths`() {
    var random = SplitMix(seed: 1)
    for _ in 0..<2000 {
        let text = RandomText.hostile(length: 12, using: &random)
        var clusters = Clusters(text[...])
        for character in text {
            let cluster = clusters.next()
            #expect(cluster.map { text[$0.range] } == Substring(String(character)))
            #expect(cluster?.width == character.displayWidth)
        }
        #expect(clusters.next() == nil)
    }
}

@Test func `texts joined are never wider than their sum`() {
    var random = SplitMix(seed: 2)
    for _ in 0..<5000 {
        let one = RandomText.layout(length: 4, using: &random)
        let two = RandomText.layout(length: 4, using: &random)
        if let last = one.unicodeScalars.last, DisplayWidth.isWideAfterVS16(last) { continue }
        #expect((one + two).displayWidth <= one.displayWidth + two.displayWidth)
    }
}

@Test func `a plain scalar is a cluster of its own beside others and is shown as it is`() {
    var count = 0
    for scalar in (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init) where DisplayWidth.ofPlainScalar(scalar) != nil
    {
        count += 1
        let text = "a\(scalar)\(scalar)한"
        #expect(text.count == 4 && harmless(text) == text, "\(scalar.value)")
    }
    #expect(count > 40_000)
}
