import Testing

@testable import Evaluation

@Suite struct SimilarTextsTests {
    @Test func `scores are those of rouge-score for English`() {
        var texts = SimilarTexts()
        texts.add("Write a conversation based on the given facts.")
        let match = texts.match(for: "Write a cover letter based on the given facts.")
        // 2 · 7 / (9 + 8), the larger of the two pairs above .7 among self-instruct's seeds.
        #expect(match.map { abs($0.score - 14.0 / 17) < 1e-12 } == true)
        #expect(texts.match(for: "Write a letter to a friend.") == nil)
    }

    @Test func `two equal lines are duplicates in any script`() {
        for line in [
            "오늘 회의는 몇 시에 시작하나요?", "今日は何時に会議が始まりますか。", "ประชุมเริ่มกี่โมง", "Во сколько начинается встреча?", "!!! ???", "🙂🙂",
            "A",
        ] {
            var texts = SimilarTexts()
            texts.add("Something else that has nothing in common")
            texts.add(line)
            #expect(texts.match(for: line)?.index == 1, "\(line)")
            #expect(texts.match(for: "  \(line)\n")?.score == 1, "\(line)")
        }
    }

    @Test func `Korean texts that differ by a particle or an ending are duplicates, and others aren't`() {
        var texts = SimilarTexts()
        texts.add("내일 서울에서 부산까지 가는 기차표를 예매해 주세요.")
        #expect(texts.match(for: "내일 서울에서 부산으로 가는 기차표를 예매해 주십시오.") != nil)
        #expect(texts.match(for: "주말에 볼 만한 영화를 하나 추천해 주세요.") == nil)
    }

    @Test func `a text at the threshold isn't a duplicate, and one above it is`() {
        var texts = SimilarTexts()
        texts.add("a b c d e f g h i j")
        // Seven of ten words in common give exactly .7, eight more.
        #expect(texts.match(for: "a b c d e f g x y z") == nil)
        #expect(texts.match(for: "a b c d e f g h y z") != nil)
    }

    @Test func `no pair is missed by the bounds`() {
        var random = SplitMix64(seed: 7)
        let words = ["red", "green", "blue", "one", "two", "three", "the", "a", "of", "가", "나", "다"]
        let lines = (0..<300).map { _ in
            (0..<Int.random(in: 1...14, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
                .joined(separator: " ")
        }
        for threshold in [0.3, 0.7, 0.95] {
            var texts = SimilarTexts(threshold: threshold)
            for (index, line) in lines.enumerated() {
                let scores = lines[..<index].map { RougeL.score(line, expected: [$0], tokens: .words) }
                let best = scores.max() ?? 0
                let match = texts.match(for: line)
                #expect((match?.score ?? 0) == (best > threshold ? best : 0), "\(line)")
                if let match { #expect(scores[match.index] == match.score) }
                texts.add(line)
            }
        }
    }

    @Test func `all planted duplicates are found among thousands, in English and Korean`() {
        for (nouns, sentence) in Planted.languages {
            var random = SplitMix64(seed: 1)
            var texts = SimilarTexts()
            var planted: [(place: Int, text: String)] = []
            for place in 0..<Planted.count {
                let line = sentence((0..<7).map { _ in nouns.randomElement(using: &random) ?? "" })
                texts.add(line)
                if place % 100 == 0 { planted.append((place, line)) }
            }
            for one in planted {
                #expect((texts.match(for: one.text)?.score ?? 0) == 1)
                // One word of many is another.
                let changed = one.text.replacing(/\w+[.?]$/, with: nouns[0] + ".")
                #expect(texts.match(for: changed) != nil, "\(changed)")
            }
        }
    }
}

private enum Planted {
    static let count = 2000

    /// Words, and how they become a sentence, for two languages.
    static let languages: [([String], @Sendable ([String]) -> String)] = [
        (words("bcdfglmnprst", "aeiou"), { "Say what a \($0.joined(separator: " ")) is." }),
        (
            words("가나다라마바사아자차카타", "각낙닥락막박"),
            { "\($0.joined(separator: " "))에 대해 설명해 주세요." }
        ),
    ]

    /// Words of two syllables in every combination.
    private static func words(_ first: String, _ second: String) -> [String] {
        first.flatMap { a in second.flatMap { b in first.map { c in "\(a)\(b)\(c)" } } }
    }
}
