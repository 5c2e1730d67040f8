import TestRandom
import Testing
import TextLayout

@Suite struct WordDifferenceTests {
    private func parts(_ text: String, _ ranges: [Range<Int>]) -> [String] {
        let bytes = Array(text.utf8)
        return ranges.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    private func rest(_ text: String, without ranges: [Range<Int>]) -> [UInt8] {
        var bytes = Array(text.utf8)
        for range in ranges.reversed() { bytes.removeSubrange(range) }
        return bytes
    }

    @Test(arguments: [
        ("the quick fox", "the slow fox", ["quick"], ["slow"]),
        ("나는 밥을 먹었다", "나는 빵을 먹었다", ["밥을"], ["빵을"]),
        ("東京に行く", "京都に行く", ["東"], ["都"]),
        ("yes.", "yes!", ["."], ["!"]),
        ("a", "", ["a"], []),
        ("", "b c", [], ["b c"]),
        ("👍🏽 ok", "👍 ok", ["👍🏽"], ["👍"]),
    ])
    func `the words that differ are marked`(first: String, second: String, left: [String], right: [String]) {
        let difference = WordDifference(first, second)
        #expect(parts(first, difference.inFirst) == left)
        #expect(parts(second, difference.inSecond) == right)
    }

    @Test func `equal texts don't differ, and canonically equal ones do`() {
        #expect(WordDifference("한글 e\u{301}", "한글 e\u{301}").isEmpty)
        #expect(!WordDifference("e\u{301}", "\u{E9}").isEmpty)
    }

    @Test func `what is left is common, longest, and the same both ways`() {
        var generator = SplitMix(seed: 1)
        let words = ["a", "b", "c", " ", "漢", "!"]
        for _ in 0..<2000 {
            let first = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                words.randomElement(using: &generator) ?? ""
            }
            let second = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                words.randomElement(using: &generator) ?? ""
            }
            // Neighbouring letters would be one word, so that each stands between punctuation.
            let (left, right) = (first.joined(separator: "·"), second.joined(separator: "·"))
            let difference = WordDifference(left, right)
            let common = rest(left, without: difference.inFirst)
            #expect(common == rest(right, without: difference.inSecond))
            let reversed = WordDifference(right, left)
            let commonReversed = String(decoding: rest(right, without: reversed.inFirst), as: UTF8.self)
            let tokens = { (words: [String]) in Array(words.map { [$0] }.joined(separator: ["·"])) }
            let kept = String(decoding: common, as: UTF8.self)
            #expect(kept.count == longest(tokens(first), tokens(second)))
            #expect(kept.count == commonReversed.count)
        }
    }

    @Test func `texts too different are compared by their start and end`() {
        let first = "start " + (0..<500).map { "a\($0)" }.joined(separator: " ") + " end"
        let second = "start " + (0..<500).map { "b\($0)" }.joined(separator: " ") + " end"
        let difference = WordDifference(first, second, mostEdits: 100)
        #expect(difference.inFirst == [6..<first.utf8.count - 4])
        #expect(difference.inSecond == [6..<second.utf8.count - 4])
    }

    @Test func `large texts take a bounded time`() {
        let same = String(repeating: "a ", count: 50_000)
        let time = ContinuousClock().measure {
            _ = WordDifference(same, "b " + same + String(repeating: "a ", count: 900))
        }
        #expect(time < .seconds(2))
    }

    private func longest(_ left: [String], _ right: [String]) -> Int {
        var table = Array(repeating: Array(repeating: 0, count: right.count + 1), count: left.count + 1)
        for x in left.indices {
            for y in right.indices {
                table[x + 1][y + 1] = left[x] == right[y] ? table[x][y] + 1 : max(table[x][y + 1], table[x + 1][y])
            }
        }
        return table[left.count][right.count]
    }
}
