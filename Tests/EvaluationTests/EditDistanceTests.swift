import Foundation
import Testing

@testable import Evaluation

/// The table as in the textbook.
private func table(_ a: [Int], _ b: [Int]) -> (distance: Int, common: Int) {
    var distances = Array(0...b.count)
    var common = [Int](repeating: 0, count: b.count + 1)
    for i in a.indices {
        var next = [i + 1]
        var nextCommon = [0]
        for j in b.indices {
            next.append(min(distances[j] + (a[i] == b[j] ? 0 : 1), distances[j + 1] + 1, next[j] + 1))
            nextCommon.append(a[i] == b[j] ? common[j] + 1 : max(common[j + 1], nextCommon[j]))
        }
        distances = next
        common = nextCommon
    }
    return (distances[b.count], common[b.count])
}

@Test func `sixty-four cells at a time give what the whole table gives`() {
    var random = SplitMix64(seed: 41)
    for trial in 0..<1500 {
        let symbols = Int.random(in: 1...(trial % 3 == 0 ? 40 : 3), using: &random)
        // Around the strips' edges more often.
        let lengths = [0, 1, 2, 63, 64, 65, 127, 128, 129, Int.random(in: 0...200, using: &random)]
        func sequence() -> [Int] {
            (0..<(lengths.randomElement(using: &random) ?? 0)).map { _ in Int.random(in: 0..<symbols, using: &random) }
        }
        let first = sequence()
        let second = trial % 2 == 0 ? sequence() : first.filter { _ in random.unit() < 0.9 }
        let expected = table(first, second)
        #expect(BitParallel.editDistance(first, second, symbols: symbols) == expected.distance)
        #expect(BitParallel.longestCommonSubsequence(first, second, symbols: symbols) == expected.common)
    }
}

@Test func `the edit distance is a distance`() {
    var random = SplitMix64(seed: 42)
    let characters: [Character] = ["a", "b", "한", "글", "👩‍💻", "🇰🇷", "é", " "]
    func text() -> String {
        String(
            (0..<Int.random(in: 0...90, using: &random)).map { _ in characters.randomElement(using: &random) ?? "a" })
    }
    for _ in 0..<500 {
        let (a, b, c) = (text(), text(), text())
        let distance = EditDistance.distance(a, b)
        #expect(distance == EditDistance.distance(b, a))
        #expect((distance == 0) == (a == b))
        #expect(distance <= EditDistance.distance(a, c) + EditDistance.distance(c, b))
        #expect(distance >= abs(a.count - b.count) && distance <= max(a.count, b.count))
    }
}

@Test func `characters count as people see them`() {
    #expect(EditDistance.distance("한글", "한굴") == 1)
    #expect(EditDistance.distance("한글", "한글".decomposedStringWithCanonicalMapping) == 0)
    #expect(EditDistance.distance("👩‍💻", "👨‍💻") == 1)
    #expect(EditDistance.distance("🇰🇷🇫🇷", "🇫🇷") == 1)
    #expect(EditDistance.similarity("한글날", expected: ["한글"]) == 1 - 1.0 / 3)
    #expect(EditDistance.similarity("", expected: [""]) == 1)
    #expect(EditDistance.similarity("", expected: ["a"]) == 0)
    #expect(EditDistance.similarity("", expected: []) == 0)
}

@Test func `two texts of 20,000 characters take less than a second or so`() {
    var random = SplitMix64(seed: 43)
    let letters = Array("가나다라마바사 abcdefgh")
    func text() -> String { String((0..<20_000).map { _ in letters.randomElement(using: &random) ?? "가" }) }
    let (first, second) = (text(), text())
    let clock = ContinuousClock()
    let distance = clock.measure { _ = EditDistance.distance(first, second) }
    let rouge = clock.measure { _ = RougeL.score(first, expected: [second], tokens: .words) }
    let chrF = clock.measure { _ = ChrF.sentence(first, expected: [second]) }
    let bleu = clock.measure { _ = BLEU.sentence(first, expected: [second]) }
    // With room for machines that are busy.
    #expect(distance + rouge + chrF + bleu < .seconds(3))
}
