import Foundation
import Testing

@testable import Evaluation

@Test func `metrics of single outputs are those of sacreBLEU, rouge-score and SQuAD`() throws {
    for text in try ReferenceFigures.shared.get().texts {
        let (output, expected) = (text.output, text.expected)
        #expect(ExactMatch.score(output, expected: expected) == text.exactMatch, "\(output)")
        #expect(agree(TokenF1.score(output, expected: expected), text.f1, within: 1e-11), "\(output)")
        #expect(agree(RougeL.score(output, expected: expected), text.rougeL, within: 1e-11), "\(output)")
        #expect(
            agree(RougeL.score(output, expected: expected, tokens: .words), text.rougeLOfWords, within: 1e-11),
            "\(output)")
        #expect(agree(BLEU.sentence(output, expected: expected), text.bleu, within: 1e-9), "\(output)")
        #expect(agree(ChrF.sentence(output, expected: expected), text.chrF, within: 1e-9), "\(output)")
        #expect(EditDistance.distance(output, expected[0]) == text.editDistance, "\(output)")
        #expect(Words.split(output) == text.words)
        #expect(abs(Repetition.distinct(output, order: 1) - text.distinct1) < 1e-12, "\(output)")
        #expect(abs(Repetition.distinct(output, order: 2) - text.distinct2) < 1e-12, "\(output)")
        #expect(abs(Repetition.score(output) - text.repetition) < 1e-12, "\(output)")
        #expect(TextLength.characters(output) == Double(text.characters), "\(output)")
    }
}

@Test func `BLEU and chrF of many outputs are sacreBLEU's`() throws {
    for corpus in try ReferenceFigures.shared.get().corpora {
        #expect(
            agree(BLEU.corpus(corpus.outputs, expected: corpus.expected), corpus.bleu, within: 1e-9), "\(corpus.name)")
        #expect(
            agree(ChrF.corpus(corpus.outputs, expected: corpus.expected), corpus.chrF, within: 1e-9), "\(corpus.name)")
    }
}

@Test func `JSON is what Python's strict reader takes`() throws {
    for json in try ReferenceFigures.shared.get().json {
        #expect(JSONValidity.score(json.text) == (json.isValid ? 1 : 0), "\(json.text)")
    }
    // Deeper than anything that a program would read; it must not end ours.
    let depth = 1_000_000
    #expect(JSONValidity.score(String(repeating: "[", count: depth) + String(repeating: "]", count: depth)) == 0)
    #expect(JSONValidity.score(String(repeating: "[", count: 100) + String(repeating: "]", count: 100)) == 1)
    #expect(JSONValidity.score(String(repeating: "[", count: depth)) == 0)
}

@Test func `an answer is contained only where it stands for itself`() {
    let contained = [
        ("The answer is 4.", "4"), ("It's 4kg", "4"), ("so: 4, then 5", "4"), ("It  was\nRed", "it was red"),
        ("CAFE\u{301}!", "café"),
        ("대한민국의 수도는 서울이다.", "서울"), ("정답은 12개입니다", "12"), ("東京は首都", "東京"), ("(B)", "B"), ("$1,234.50", "1,234.50"),
        ("", ""),
        ("  ", ""), ("a cat", "cat"), ("cat-like", "cat"), ("4 4.", "4"), ("น้ำกำลัง", "กำลัง"), ("14 4", "4"),
    ]
    for (output, answer) in contained {
        #expect(AnswerContained.score(output, expected: ["nowhere", answer]) == 1, "\(output)")
    }
    let missing = [
        ("42", "4"), ("4.5", "4"), ("1,234", "234"), ("category", "cat"), ("concat", "cat"), ("cafe\u{301}", "cafe"),
        ("", "4"), ("x", ""),
        ("정답은 12개입니다", "2"), ("서울", "부산"), ("ab", "abc"),
    ]
    for (output, answer) in missing { #expect(AnswerContained.score(output, expected: [answer]) == 0, "\(output)") }
    #expect(AnswerContained.score("anything", expected: []) == 0)
}

@Test func `a fence or an explanation around it isn't JSON`() {
    #expect(JSONValidity.score("{\"답\": [\"서울\", 1]}\n") == 1)
    #expect(JSONValidity.score("```json\n{}\n```") == 0)
    #expect(JSONValidity.score("Sure! {}") == 0)
}

@Test func `repetition and distinct n-grams know a loop from a text`() {
    #expect(Repetition.score("one two three four five") == 0)
    #expect(Repetition.score("") == 0)
    #expect(Repetition.score(String(repeating: "I am sure. ", count: 100)) > 0.98)
    #expect(Repetition.distinct(["예 아니요", "예 예"], order: 1) == 0.5)
    // No pair reaches from one output into the next.
    #expect(Repetition.distinct(["a b", "a b"], order: 2) == 0.5)
    #expect(Repetition.distinct([], order: 2) == 1)
    #expect(TextLength.words("두 단어, 3.5개") == 3)
    #expect(TextLength.characters("한글 👩‍💻") == 4)
}

@Test func `every metric has a name and gives a number where it can`() {
    var found = Findings()
    for text in ["서울", "서울입니다."] { found.keep([1, 0], of: text) }
    found.keep(Findings.Surprisal(bits: 6, tokens: 2), of: "서울입니다.")
    // Those of passages and of further samples have tests of their own.
    let others = ["source-", "citation-", "abstention"]
    for metric in Measures.metrics
    where metric.samplesNeeded == nil && !others.contains(where: metric.name.hasPrefix) {
        let alone = MeasuredOutput("서울입니다.")
        #expect(metric.value(MeasuredOutput("서울입니다.", references: ["서울", "서울입니다."]), found) != nil)
        #expect((metric.value(alone, found) == nil) == metric.comparesWithAnswers)
        // Without a model's numbers nothing is made up.
        #expect(
            (metric.value(MeasuredOutput("서울입니다.", references: ["서울"])) == nil) == (metric.modelUse != nil))
    }
    func value(_ name: String, _ output: String, _ references: [String]) -> Double? {
        Measures.metric(name)?.value(MeasuredOutput(output, references: references))
    }
    #expect(value("edit-distance", "서울입니다.", ["부산", "서울입니다"]) == 1)
    #expect(value("edit-similarity", "서울", ["부산", "서울역"]) == 1 - 1.0 / 3)
    #expect(value("bleu", "same text as there", ["same text as there"]) == 100)
}

@Test func `metrics of any texts stay in their ranges, and are full for equal ones`() {
    var random = SplitMix64(seed: 31)
    let pieces = ["a", "the", " ", " ", "\n", ".", "한", "글", "7", "é", "👍🏽", "x", "-", "&amp;", "\r\n", "\u{301}"]
    func text() -> String {
        (0..<Int.random(in: 0...30, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
    for _ in 0..<400 {
        let (output, expected) = (text(), text())
        // Those of passages have tests of their own.
        for metric in Measures.metrics where !metric.name.hasPrefix("source-") {
            guard let value = metric.value(MeasuredOutput(output, references: [expected])) else { continue }
            switch metric.name {
            case "bleu", "chrf": #expect(value >= 0 && value <= 100 + 1e-9)
            case "edit-distance", "characters", "words": #expect(value >= 0)
            default: #expect(value >= 0 && value <= 1)
            }
        }
        #expect(ExactMatch.score(output, expected: [output]) == 1)
        #expect(AnswerContained.score(output, expected: [output]) == 1)
        #expect(TokenF1.score(output, expected: [output]) == 1)
        #expect(EditDistance.similarity(output, expected: [output]) == 1)
        // Unicode's two forms of the same text are equal, except to sacreBLEU's.
        #expect(EditDistance.distance(output, output.decomposedStringWithCanonicalMapping) == 0)
        #expect(AnswerContained.score(output.decomposedStringWithCanonicalMapping, expected: [output]) == 1)
    }
}
