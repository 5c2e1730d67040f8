import Evaluation
import Testing

/// Answers that an output names without giving them.
@Suite struct `An answer that an output turns down` {
    @Test(
        arguments: [
            ("number", "You might think it's 12.", nil),
            ("number", "Many people say 12, but that's a common mistake.", nil),
            ("number", "12 would be the answer if there were no discount, but there is one.", nil),
            ("number", "12 is too many.", nil), ("number", "The student answered 12, which is incorrect.", nil),
            ("number", "12명을 넘지 않는다", nil), ("number", "열두 개가 아니다", nil), ("number", "See equation (12).", nil),
            ("number", "The answer is unknown (maybe 12?)", nil), ("number", "30분(0.5시간)이 걸립니다.", "30 min"),
            ("choice:A-D", "A is tempting, but it's a trap.", nil), ("choice:A-D", "B is a distractor.", nil),
            ("choice:A-D", "B is less plausible.", nil), ("choice:A-D", "The student chose A, which is wrong.", nil),
            ("choice:A-D", "B를 고르기 쉽지만 오답이다.", nil), ("choice:A-D", "A is partially correct; C is fully correct.", "C"),
            ("choice:Positive|Negative", "The review could hardly be called positive.", nil),
            ("choice:Positive|Negative", "There's little positive about it.", nil),
            ("choice:Positive|Negative", "It's a little negative.", "Negative"),
            ("choice:Positive|Negative", "More negative than positive.", "Negative"),
            ("choice:Positive|Negative", "Too negative to be positive.", "Negative"),
            ("choice:Positive|Negative", "It isn't what I'd call positive.", nil),
            ("choice:Positive|Negative", "It could hardly be more positive.", "Positive"),
            ("choice:긍정|부정", "긍정적이지도 부정적이지도 않다.", nil), ("choice:긍정|부정", "긍정이라고 하기엔 불만이 많다.", nil),
            ("choice:긍정|부정", "긍정으로 보기엔 충분하다.", "긍정"),
            ("yes-no", "I wish I could say yes.", nil), ("yes-no", "Is it true? It is not.", nil),
            ("yes-no", "One might say yes, but the evidence says otherwise.", nil),
            ("yes-no", "There's no definitive yes or no here.", nil), ("yes-no", "예라고도 아니요라고도 할 수 없습니다.", nil),
        ] as [(String, String, String?)])
    func `isn't read, but what is said beside it`(type: String, output: String, answer: String?) throws {
        #expect(try extract(type, output) == answer)
    }

    @Test(arguments: [
        ("number", "I'm sorry, but I can't help with that. Call 988 for help."),
        ("number", "As an AI, I cannot calculate this. I was trained with data of 12 languages."),
        ("choice:A-D", "I cannot answer this. A) is a matter of taste."),
        ("yes-no", "죄송하지만 답변할 수 없습니다. 네 가지 이유가 있습니다. 예."),
    ])
    func `isn't one beside a refusal`(type: String, output: String) throws {
        #expect(try extract(type, output) == nil)
    }

    @Test(arguments: [
        ("number", "I can't work out the exact price, but it is about 5.", "5"),
        ("number", "Unfortunately, he can't complete the race. He ran 5 km.", "5 km"),
        ("number", "I cannot determine the exact number. It is approximately 12.", "12"),
        ("yes-no", "I'm sorry, but no.", "no"), ("number", "I'm sorry, but I can't solve this. The answer is 5.", "5"),
    ])
    func `is read where no refusal goes before it, or it turns from that`(type: String, output: String, answer: String)
        throws
    {
        #expect(try extract(type, output) == answer)
    }

    @Test(
        arguments: [
            ("A. Paris – ✗\nB. Rome – ✗\nC. Madrid – ✗\nD. Berlin – ✓", "D"), ("| A | ✗ |\n| B | ✅ |\n| C | ✗ |", "B"),
            ("A: It rises. B: It falls. C: It stays. D: Cannot tell.", nil), ("A. x ✓\nB. y ✓\nC. z ✗", nil),
        ] as [(String, String?)])
    func `is told from the others by a list of all choices`(output: String, answer: String?) throws {
        #expect(try extract("choice:A-D", output) == answer)
    }

    @Test func `is read in time however often a long output denies or names something`() throws {
        for unit in ["예 ", "12명 ", "You might say 5 ", "I can't answer 5 ", "A. x ✓\n", "긍정이라고 하기엔 ", "5 would be "] {
            let output = String(repeating: unit, count: 100_000 / unit.count)
            let time = try ContinuousClock().measure {
                for type in ["number", "choice:A-D", "choice:긍정|부정", "yes-no", "text"] { _ = try extract(type, output) }
            }
            #expect(time < .seconds(20), "\(unit)")
        }
    }
}

@Suite struct `An answer among other numbers and labels` {
    @Test func `is read in time however much stands beside what holds overall`() throws {
        let output = "Overall positive " + String(repeating: "negative ", count: 12_000)
        let time = try ContinuousClock().measure { _ = try extract("choice:Positive|Negative", output) }
        #expect(time < .seconds(20))
    }

    @Test(arguments: [
        ("number", "She has 12 left after giving away 8 of her 20.", "12"),
        ("number", "The remainder is 5 when 17 is divided by 12.", "5"),
        ("number", "She has 20 and after buying 5 she has 25.", "25"),
        ("number", "When 17 is divided by 12, the remainder is 5.", "5"),
        ("number", "I got 12. Let me verify: 12 / 3 = 4 ✓", "12"), ("number", "12개입니다.\n검산: 12 ÷ 3 = 4", "12"),
        ("number", "I got 12. Let me check: 3 × 5 = 15, so it is 15.", "15"),
        ("number", "She earns $18 by selling 9 eggs at 2 dollars each.", "$18"),
        ("number", "There are 18 people, including 10 men.", "18"),
        ("number", "So 5n = 25, thus n = 5.", "5"),
        ("choice:Positive|Negative", "Overall negative, with one positive remark.", "Negative"),
        ("choice:A-D", "Therefore, B.", "B"), ("choice:A-D", "A ❌\nB ✅\nC ❌\nD ❌", "B"),
        ("choice:1-5", "Rating: 3/5", "3"), ("choice:1-5", "I would rate this 3 out of 5.", "3"),
        ("choice:A-D", "I'm sorry for the confusion. B", "B"), ("yes-no", "그렇다고 볼 수 없습니다.", "no"),
        ("choice:1-5", "5/5", "5"), ("choice:1-5", "3 - Neutral", "3"),
        ("choice:0|1", "The label (0/1) is: 1", "1"), ("number", "Start with 20, and when 5 is added it's 25.", "25"),
        ("choice:Positive|Negative", "What is too salty to eat is negative.", "Negative"),
    ])
    func `is the one that is said`(type: String, output: String, answer: String) throws {
        #expect(try extract(type, output) == answer)
    }
}

@Suite struct `A remark in parentheses behind a text` {
    @Test(arguments: [
        ("Paris (France)", "Paris"), ("Answer: Paris (since 987)", "Paris"), ("Carbon dioxide (CO₂)", "carbon dioxide"),
        ("서울(대한민국)", "서울"), ("Paris (not London)", "Paris"), ("Paris (Texas)", "Paris, Texas"),
        ("Paris, Texas", "Paris (Texas)"), ("The Beatles", "Beatles (The)"), ("서울특별시", "서울"), ("서울", "서울특별시입니다"),
    ])
    func `doesn't change what it says`(output: String, right: String) throws {
        let extractor = try AnswerExtractor(.text, answerSentence: "The answer is")
        let found = try #require(extractor.extract(from: output))
        #expect(extractor.isCorrect(found, expected: [right]), "\(found)")
    }

    @Test(arguments: [
        ("Paris (not sure)", "Paris"), ("Paris (or Lyon)", "Paris"), ("Paris (incorrect)", "Paris"),
        ("Paris (France)", "Paris (Texas)"), ("Paris", "Paris (Texas)"), ("x² (x + 1)", "x²"), ("f (x)", "f"),
        ("서울대학교", "서울"), ("He claims that the capital is Paris.", "Paris"),
    ])
    func `counts where it takes the answer back, or the right one has another`(output: String, wrong: String) throws {
        let extractor = try AnswerExtractor(.text, answerSentence: "The answer is")
        #expect(extractor.extract(from: output).map { extractor.isCorrect($0, expected: [wrong]) } != true)
    }
}
