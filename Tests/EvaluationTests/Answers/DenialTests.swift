import Evaluation
import Testing

@Suite struct `What an output denies` {
    @Test(
        arguments: [
            ("choice:긍정|부정", "긍정적이지 않습니다", nil),
            ("choice:긍정|부정", "전혀 긍정적이지 않아요", nil),
            ("choice:긍정|부정", "긍정도 부정도 아닙니다", nil),
            ("choice:긍정|부정", "긍정도 부정도 아닌 중립", nil),
            ("choice:긍정|부정", "긍정 아님", nil),
            ("choice:긍정|부정", "긍정적인 것은 아니다", nil),
            ("choice:긍정|부정", "긍정적인 리뷰가 아닙니다", nil),
            ("choice:긍정|부정", "긍정이라고 볼 수 없다", nil),
            ("choice:긍정|부정", "긍정적으로 보기 어렵습니다", nil),
            ("choice:긍정|부정", "긍정? 아니요.", nil),
            ("choice:긍정|부정", "부정적이지 않다", nil),
            ("choice:긍정|부정", "부정적인 내용이 없다", nil),
            ("choice:긍정|부정", "긍정적이지 않고 부정적입니다", "부정"),
            ("choice:찬성|반대", "찬성하지 않습니다", nil),
            ("choice:찬성|반대", "찬성할 수 없습니다", nil),
            ("choice:스포츠|정치", "스포츠에 관한 기사가 아닙니다", nil),
            ("choice:1-5", "정답은 ②가 될 수 없다", nil),
            ("choice:A-D", "A도 B도 아니다", nil),
            ("choice:1-5", "① 아님", nil),
            ("choice:A-D", "①②", nil),
            ("choice:A-D", "ㄱ, ㄴ", nil),
        ] as [(String, String, String?)])
    func `is no choice in Korean, wherever its clause denies it`(type: String, output: String, answer: String?) throws {
        #expect(try extract(type, output) == answer)
    }

    @Test(arguments: ["답은 부산이 될 수 없다", "부산을 제외한 나머지"])
    func `is no option in Korean`(output: String) throws {
        let extractor = try AnswerExtractor(
            AnswerType("choice:A-D"), answerSentence: "", options: ["서울", "부산", "대구", "인천"])
        #expect(extractor.extract(from: output) == nil)
    }

    @Test(
        arguments: [
            ("choice:Positive|Negative", "I don't think this review is positive.", nil),
            ("choice:Positive|Negative", "I would not call it positive.", nil),
            ("choice:Positive|Negative", "I wouldn't call it positive.", nil),
            ("choice:Positive|Negative", "It cannot be called positive.", nil),
            ("choice:Positive|Negative", "This doesn't seem positive.", nil),
            ("choice:Positive|Negative", "The customer didn't have a positive experience.", nil),
            ("choice:Positive|Negative", "Nothing in the review is positive.", nil),
            ("choice:Positive|Negative", "It is anything but positive.", nil),
            ("choice:Positive|Negative", "The tone is less than positive.", nil),
            ("choice:Positive|Negative", "It is the opposite of positive.", nil),
            ("choice:Positive|Negative", "The opposite of a positive review.", nil),
            ("choice:Positive|Negative", "It is no longer positive.", nil),
            ("choice:Positive|Negative", "The review lacks a positive tone.", nil),
            ("choice:Positive|Negative", "The review fails to be positive.", nil),
            ("choice:Positive|Negative", "It is hard to call this review positive.", nil),
            ("choice:Positive|Negative", "If it were positive, it would say so.", nil),
            ("choice:Positive|Negative", "Positive? No.", nil),
            ("choice:Positive|Negative", "It is not only positive but enthusiastic.", "Positive"),
            ("choice:Sports|Politics", "This is not a headline about sports.", nil),
            ("choice:Sports|Politics", "It has nothing to do with sports.", nil),
            ("choice:Positive|Negative", "Sentiment: Negative\nThe review says nothing positive.", "Negative"),
            ("choice:Positive|Negative", "Sentiment: Negative\nThe plot is the only positive thing.", "Negative"),
        ] as [(String, String, String?)])
    func `is no choice in English, wherever its clause denies it`(type: String, output: String, answer: String?) throws
    {
        #expect(try extract(type, output) == answer)
    }

    @Test(
        arguments: [
            ("choice:A-D", "I don't think the answer is A.", nil),
            ("choice:A-D", "A seems wrong to me.", nil),
            ("choice:A-D", "A does not work.", nil),
            ("choice:A-D", "A is ruled out.", nil),
            ("choice:A-D", "A is the worst option.", nil),
            ("choice:A-D", "The only wrong one is A.", nil),
            ("choice:A-D", "A? No.", nil),
            ("choice:A-D", "The answer is A. Just kidding, it is B.", nil),
            ("choice:A-D", "Options: (A) x (B) y (C) z (D) w", nil),
        ] as [(String, String, String?)])
    func `is no choice where it is a label`(type: String, output: String, answer: String?) throws {
        #expect(try extract(type, output) == answer)
    }

    @Test(
        arguments: [
            ("number", "I don't think the answer is 5.", nil),
            ("number", "5 does not work.", nil),
            ("number", "I got 5 but that is wrong.", nil),
            ("number", "The answer is unknown; 5 was given.", nil),
            ("number", "답은 5가 될 수 없습니다.", nil),
            ("number", "답은 5라고 할 수 없습니다.", nil),
        ] as [(String, String, String?)])
    func `is no number`(type: String, output: String, answer: String?) throws {
        #expect(try extract(type, output) == answer)
    }
}

@Suite struct `A yes or no that is denied` {
    @Test(
        arguments: [
            ("yes-no", "The answer isn't no.", nil),
            ("yes-no", "not no", nil),
            ("yes-no", "It's not a no.", nil),
            ("yes-no", "The answer can't be no.", nil),
            ("yes-no", "never no", nil),
            ("yes-no", "It's neither yes nor no.", nil),
            ("yes-no", "I can't say yes or no.", nil),
            ("yes-no", "\"No\" would be the wrong answer.", nil),
            ("yes-no", "Some say yes, others say no.", nil),
            ("yes-no", "No. 5 is the one.", nil),
            ("yes-no", "거짓이 아닙니다.", nil),
            ("yes-no", "아니요가 아닙니다.", nil),
            ("yes-no", "거짓말입니다.", nil),
            ("yes-no", "I don't think the answer is yes.", nil),
            ("yes-no", "The opposite of yes.", nil),
            ("yes-no", "If yes, then 5.", nil),
            ("yes-no", "half true", nil),
            ("yes-no", "It is partly true.", nil),
            ("yes-no", "참이라고 할 수 없다.", nil),
            ("yes-no", "아니요가 아니라 예입니다.", "yes"),
        ] as [(String, String, String?)])
    func `is neither`(type: String, output: String, answer: String?) throws {
        #expect(try extract(type, output) == answer)
    }
}

@Suite struct `A yes or no in other words` {
    @Test(
        arguments: [
            ("yes-no", "틀립니다.", "no"),
            ("yes-no", "틀렸습니다.", "no"),
            ("yes-no", "옳습니다.", "yes"),
            ("yes-no", "사실입니다.", "yes"),
            ("yes-no", "아닐 것입니다.", "no"),
            ("yes-no", "그런 것은 아닙니다.", "no"),
            ("yes-no", "아니", "no"),
            ("yes-no", "아니.", "no"),
            ("yes-no", "네네", "yes"),
            ("yes-no", "답: 맞음", "yes"),
            ("yes-no", "답: 틀림", "no"),
            ("yes-no", "답: O", "yes"),
            ("yes-no", "답: X", "no"),
            ("yes-no", "Correct.", "yes"),
            ("yes-no", "Incorrect.", "no"),
            ("yes-no", "Absolutely not", "no"),
            ("yes-no", "Of course not.", "no"),
            ("yes-no", "Certainly!", "yes"),
            ("yes-no", "Sure", "yes"),
        ] as [(String, String, String?)])
    func `is read where it is all that is said`(type: String, output: String, answer: String?) throws {
        #expect(try extract(type, output) == answer)
    }
}
