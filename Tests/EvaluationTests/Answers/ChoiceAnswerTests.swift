import Evaluation
import Testing

@Suite struct `A choice in an output` {
    @Test(arguments: [
        ("(B)", "B"), ("B.", "B"), ("B)", "B"), ("B:", "B"), ("B", "B"), ("[C]", "C"), ("**D**", "D"),
        ("\\boxed{E}", "E"),
        ("\"A\"", "A"), ("'A'", "A"), ("_C_", "C"), ("B. Paris", "B"), ("Option A is right.", "A"), ("정답은 B입니다.", "B"),
        ("B번", "B"),
        ("（Ｃ）", "C"), ("A", "A"), ("A.", "A"), ("it is B, not", "B"),
        // The article, and where it is the only reading.
        ("A dog barks, so (B).", "B"), ("So B. A dog barks.", "B"), ("Thus B.\nA cat can't.", "B"),
        ("Answer: A dog, B", "B"), ("Answer: A Paris", "A"), ("A is right because it fits", "A"),
        ("A and nothing else", "A"),
        ("B is wrong. A because it fits", "A"), ("\"A bird\" means C", "C"),
    ])
    func `of letters is found as outputs have them`(output: String, choice: String) throws {
        #expect(try extract("choice:A-E", output) == choice)
    }

    @Test(arguments: [
        ("<answer>B</answer>", "B"), ("A or C?\n<answer>\nB\n</answer>\nA is close, too.", "B"),
        ("<answer>A</answer> No:\n<ANSWER>The answer is C.</ANSWER>", "C"), ("A: no\nB: no\nC: yes", "C"),
        ("A) No.\nB) Yes.\nC) No.", "B"), ("B (not A)", "B"), ("B (see above).", "B"), ("가장 좋은 것은 C", "C"),
    ])
    func `of letters is what tags, a list of verdicts or a remark single out`(output: String, choice: String) throws {
        #expect(try extract("choice:A-C", output) == choice)
    }

    @Test(arguments: ["A (small) dog barks.", "A: yes\nB: yes\nC: no", "<answer></answer>", "가장 나쁜 것은 B"])
    func `of letters isn't what only looks like that`(output: String) throws {
        #expect(try extract("choice:A-C", output) == nil)
    }

    @Test func `may be a digit before one word, or the place of an option`() throws {
        #expect(try extract("choice:1-5", "4 stars") == "4")
        #expect(try extract("choice:1-5", "2 stars\nThe plot is thin.") == "2")
        let capitals = ["Oslo", "Rome", "Bern", "Paris"]
        let letters = AnswerType.choice(["A", "B", "C", "D"])
        let extractor = try AnswerExtractor(letters, answerSentence: "", options: capitals)
        #expect(extractor.extract(from: "정답: 2") == "B" && extractor.extract(from: "정답: 5") == nil)
        // The digit may be an option's own, or of options that nobody knows.
        let years = try AnswerExtractor(letters, answerSentence: "", options: ["1", "3", "2", "7"])
        #expect(years.extract(from: "정답: 2") == "C")
        #expect(try AnswerExtractor(letters, answerSentence: "").extract(from: "정답: 2") == nil)
    }

    @Test(arguments: [
        "A dog barks.", "Because", "F", "A-team", "U.S.B-2", "A's", "C++", "C#", "B12", "xB", "ABC", "CD",
    ])
    func `of letters is no part of a word, nor lower case`(output: String) throws {
        #expect(try extract("choice:A-E", output) == nil)
    }

    @Test(arguments: ["both A and C", "A or B", "A, B, C, or D", "(A) and (C) are correct", "A와 C", "either B or C"])
    func `of letters is none where several are named in one breath`(output: String) throws {
        #expect(try extract("choice:A-E", output) == nil)
        #expect(try extract("choice:A-E", "The answer is \(output).") == nil)
    }

    @Test(arguments: ["Lyon", "lyon.", "The answer is Lyon", "C. Lyon", "c) LYON", "It must be the Lyon."])
    func `is found by the words that it stands for in a case`(output: String) throws {
        let extractor = try AnswerExtractor(
            AnswerType("choice:A-D"), answerSentence: "", options: ["Paris", "Rome", "Lyon", "A)21"])
        #expect(extractor.extract(from: output) == "C")
        #expect(extractor.extract(from: "B. Lyon") == nil)
        #expect(extractor.extract(from: "The answer is 21.") == "D")
        #expect(extractor.extract(from: "The answer is 21.5.") == nil)
    }

    @Test func `of letters follows the answer sentence, where "A" is no article`() throws {
        #expect(try extract("choice:A-E", "The answer is A. B is wrong.") == "A")
        #expect(try extract("choice:A-E", "The answer is A  Explanation: B is wrong.") == "A")
        #expect(try extract("choice:A-E", "A dog. The answer is (C) because of B.") == "C")
        #expect(try extract("choice:A-J", "I think it is B, and I know", pick: .first) == "B")
        #expect(try extract("choice:A-J", "The answer is I.") == "I")
        #expect(try extract("choice:a-d", "the answer is c") == "c")
    }

    @Test(arguments: [
        ("Positive", "Positive"), ("positive.", "Positive"), ("The review is NEGATIVE!", "Negative"),
        ("**Positive**", "Positive"),
        ("_Negative_ review", "Negative"), ("not positive but negative", "Negative"), ("\"Positive\"", "Positive"),
    ])
    func `of words is found in any case`(output: String, choice: String) throws {
        #expect(try extract("choice:Positive|Negative", output) == choice)
    }

    @Test(arguments: ["positively", "nonpositive", "non-positive", "positive_1", "positives", "négative"])
    func `of words is a whole word`(output: String) throws {
        #expect(try extract("choice:Positive|Negative", output) == nil)
    }

    @Test func `is the longest at its place`() throws {
        let type = "choice:Positive|Very positive|Negative"
        #expect(try extract(type, "very positive") == "Very positive")
        #expect(try extract(type, "Very good, positive") == "Positive")
        #expect(try extract("choice:toxic|non-toxic", "It is non-toxic.") == "non-toxic")
        #expect(try extract("choice:C|C++|C#", "I'd take C++ here") == "C++")
        #expect(try extract("choice:True|False", "true") == "True")
    }

    @Test func `may be Korean, with particles behind it`() throws {
        #expect(try extract("choice:긍정|부정", "이 리뷰는 긍정입니다.") == "긍정")
        #expect(try extract("choice:긍정|부정", "부정적인 리뷰") == "부정")
        #expect(try extract("choice:긍정|부정", "비긍정") == nil)
        #expect(try extract("choice:긍정|부정", "\u{1100}\u{1173}\u{11BC}\u{110C}\u{1165}\u{11BC}") == "긍정")
        #expect(try extract("choice:好|坏", "我觉得很好") == "好")
        #expect(try extract("choice:café|thé", "un CAFÉ") == "café")
    }

    @Test func `may be digits, circled ones too`() throws {
        #expect(try extract("choice:1-5", "정답은 ③입니다.", sentence: "정답은") == "3")
        #expect(try extract("choice:1-5", "(2)") == "2")
        #expect(try extract("choice:1-5", "4번") == "4")
        for output in ["1.5", "12", "1,000", "-1", "3/4", "x2", "5%"] {
            #expect(try extract("choice:1-5", output) == nil)
        }
    }

    @Test func `is right in the forms that data sets have`() throws {
        let letters = try AnswerExtractor(AnswerType("choice:A-E"), answerSentence: "")
        for expected in ["B", "(B)", "B.", "b", " B ", "B. Paris", "(b)", "B) A dog"] {
            #expect(letters.isCorrect("B", expected: [expected]), "\(expected)")
        }
        for expected in ["A", "F", "", "Paris", "AB"] {
            #expect(!letters.isCorrect("B", expected: [expected]), "\(expected)")
        }
        let words = try AnswerExtractor(AnswerType("choice:Positive|Negative"), answerSentence: "")
        for expected in ["Positive", "positive", "POSITIVE.", " Positive\n"] {
            #expect(words.isCorrect("Positive", expected: [expected]), "\(expected)")
        }
        #expect(!words.isCorrect("Positive", expected: ["Negative"]))
    }
}
