import TestRandom
import Testing
import TextLayout

@Test func `text that fits is not truncated`() {
    #expect("한글 ok".truncated(toWidth: 7) == "한글 ok")
}

@Test func `text is truncated at the end, the start and in the middle`() {
    #expect("abcdefghij".truncated(toWidth: 5) == "abcd…")
    #expect("abcdefghij".truncated(toWidth: 5, at: .start) == "…ghij")
    #expect("abcdefghij".truncated(toWidth: 5, at: .middle) == "ab…ij")
    #expect("abcdefghij".truncated(toWidth: 6, ellipsis: "...") == "abc...")
}

@Test func `truncation keeps clusters whole`() {
    #expect("서울특별시".truncated(toWidth: 6) == "서울…")
    #expect("서울특별시".truncated(toWidth: 6, at: .start) == "…별시")
    #expect("👨‍👩‍👧‍👦👍🏽🇰🇷".truncated(toWidth: 4) == "👨‍👩‍👧‍👦…")
    #expect("e\u{301}e\u{301}e\u{301}".truncated(toWidth: 2) == "e\u{301}…")
}

@Test func `a width without room for the ellipsis keeps what fits of it`() {
    #expect("abc".truncated(toWidth: 1) == "…")
    #expect("abcd".truncated(toWidth: 2, ellipsis: "...") == "..")
    #expect("abc".truncated(toWidth: 0) == "")
    #expect("abc".truncated(toWidth: -1) == "")
}

@Test func `truncated text is never too wide`() {
    var random = SplitMix(seed: 5)
    for _ in 0..<3000 {
        let text = harmless(RandomText.hostile(length: 10, using: &random))
        let width = Int.random(in: 0...20, using: &random)
        for place in [TruncationPlace.start, .middle, .end] {
            #expect(text.truncated(toWidth: width, at: place).displayWidth <= width)
        }
    }
}

@Test func `padding fills up to the width on either side`() {
    #expect("한".padded(toWidth: 4) == "한  ")
    #expect("한".padded(toWidth: 4, on: .left) == "  한")
    #expect("한글".padded(toWidth: 3) == "한글")
}

@Test func `tabs become the spaces up to the next stop`() {
    #expect("\ta\tb".expandingTabs(tabWidth: 4) == "    a   b")
    #expect("한\tb\n\tc".expandingTabs(tabWidth: 4) == "한  b\n    c")
    #expect("\tx".expandingTabs(tabWidth: 4, from: 3) == " x")
}
