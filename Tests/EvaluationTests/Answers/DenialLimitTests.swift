import Evaluation
import Testing

@Suite struct `What an output says beside a denial` {
    @Test(
        arguments: [
            ("choice:Positive|Negative", "There is no doubt it's positive.", "Positive"),
            ("choice:Positive|Negative", "There is no doubt that this review is positive.", "Positive"),
            ("choice:Positive|Negative", "It is nothing but positive.", "Positive"),
            ("choice:Positive|Negative", "I don't see why not: positive", "Positive"),
            ("choice:Positive|Negative", "Not bad: Positive", "Positive"),
            ("choice:Positive|Negative", "It isn't negative, it's positive.", "Positive"),
            ("choice:Positive|Negative", "It can't be anything but positive.", "Positive"),
            ("choice:Positive|Negative", "The reviewer can't help but be positive.", "Positive"),
            ("choice:Positive|Negative", "It's hard not to call this positive.", "Positive"),
            (
                "choice:Positive|Negative", "The reviewer did not enjoy the movie and gave a negative review.",
                "Negative"
            ),
            ("choice:Positive|Negative", "The reviewer did not like the film, so it is negative.", "Negative"),
            ("choice:Positive|Negative", "The film is not good, which makes the review negative.", "Negative"),
            ("choice:Positive|Negative", "The customer wasn't happy making this a negative review.", "Negative"),
            ("choice:Positive|Negative", "I don't think this is positive. It is negative.", "Negative"),
            ("choice:Positive|Negative", "I don't think this is positive, I'd say negative.", "Negative"),
            ("choice:Positive|Negative", "If I had to choose, I'd say positive.", "Positive"),
            ("choice:Positive|Negative", "If I had to choose I would say positive.", "Positive"),
            ("choice:Positive|Negative", "I would call it positive.", "Positive"),
            ("choice:Positive|Negative", "I would say that this review is positive.", "Positive"),
            ("choice:Positive|Negative", "The reviewer has no complaints, positive.", "Positive"),
            ("choice:Positive|Negative", "Without a doubt this is positive.", "Positive"),
            ("choice:Positive|Negative", "It isn't hard to see that the review is positive.", "Positive"),
            ("choice:Positive|Negative", "Since nothing works it is negative.", "Negative"),
            ("choice:Positive|Negative", "The reviewer says nothing works, so the sentiment is negative.", "Negative"),
            ("choice:Positive|Negative", "The food didn't have any flavor. Negative.", "Negative"),
            ("choice:Positive|Negative", "Is it positive? Yes, positive.", "Positive"),
            ("choice:Positive|Negative", "Is it positive? No, it is negative.", "Negative"),
            ("choice:Positive|Negative", "Sentiment: Positive\nConfidence: not very high", "Positive"),
            ("choice:Positive|Negative", "This review is without a doubt positive.", "Positive"),
            ("choice:A-D", "It is without a doubt B.", "B"),
            ("choice:Positive|Negative", "It is nothing short of positive.", "Positive"),
            ("choice:Positive|Negative", "The tone is nothing less than positive.", "Positive"),
            ("choice:Positive|Negative", "There is no reason to doubt that the review is positive.", "Positive"),
            ("choice:Positive|Negative", "The service couldn't be more positive.", "Positive"),
            ("choice:Positive|Negative", "You won't find a more positive review.", "Positive"),
            ("choice:Positive|Negative", "It's hard to call this anything but positive.", "Positive"),
            ("choice:A|B|Both A and B", "I think both A and B.", "Both A and B"),
            ("choice:Positive|Negative", "I'm not sure if it's positive.", nil),
            ("choice:Positive|Negative", "I doubt that this review is positive.", nil),
            ("choice:Positive|Negative", "There is no indication that the review is positive.", nil),
            ("choice:Positive|Negative", "Nobody would call this positive.", nil),
            ("choice:Positive|Negative", "This is far from a positive review.", nil),
            ("choice:Positive|Negative", "It is not clear that the review is positive.", nil),
        ] as [(String, String, String?)])
    func `is read in English`(type: String, output: String, answer: String?) throws {
        #expect(try extract(type, output) == answer)
    }

    @Test(
        arguments: [
            ("choice:긍정|부정", "긍정적인 리뷰로 불만이 없습니다.", "긍정"),
            ("choice:긍정|부정", "긍정적이지 않을 수 없다.", "긍정"),
            ("choice:긍정|부정", "긍정이라고 해도 과언이 아니다.", "긍정"),
            ("choice:긍정|부정", "긍정으로 보는 데 무리가 없다.", "긍정"),
            ("choice:긍정|부정", "부정이 아니라 긍정입니다.", "긍정"),
            ("choice:긍정|부정", "부정적이지 않으므로 긍정입니다.", "긍정"),
            ("choice:긍정|부정", "부정적인 표현이 없으므로 긍정입니다.", "긍정"),
            ("choice:긍정|부정", "긍정적인 표현이 많고 부정적인 내용이 없다.", "긍정"),
            ("choice:긍정|부정", "긍정입니다. 문제가 없습니다.", "긍정"),
            ("choice:긍정|부정", "정답은 긍정입니다.", "긍정"),
            ("choice:긍정|부정", "이 리뷰는 긍정적인 감정을 표현하고 있습니다.", "긍정"),
            ("choice:긍정|부정", "긍정적인 평가를 하고 있다.", "긍정"),
            ("choice:A-D", "A도 C도 아니고 B입니다.", "B"),
            ("choice:A-D", "The answer is B, not A.", "B"),
            ("choice:A-D", "I don't think it's A. It's B.", "B"),
            ("choice:A-D", "I don't think the answer is A. The answer is B.", "B"),
            ("choice:A-D", "A? No. B is right.", "B"),
            ("choice:A-D", "A does not work, so B.", "B"),
            ("choice:A-D", "A is wrong. B is wrong. C is the best option.", "C"),
            ("choice:1-5", "②는 될 수 없으므로 ③입니다.", "3"),
        ] as [(String, String, String?)])
    func `is read in Korean and of labels`(type: String, output: String, answer: String?) throws {
        #expect(try extract(type, output) == answer)
    }

    @Test(
        arguments: [
            ("number", "There are not enough seats so they need 5.", "5"),
            ("number", "I don't think it's 4. The answer is 5.", "5"),
            ("number", "If she has 2 and gets 3 she has 5.", "5"),
            ("number", "2 does not divide 15, so it is 5.", "5"),
            ("number", "She doesn't have 3 anymore, she has 5.", "5"),
            ("number", "There is no doubt the answer is 5.", "5"),
            ("number", "I can't say for sure, but the answer is 5.", "5"),
            ("yes-no", "I don't see why not: yes", "yes"),
            ("yes-no", "There is no doubt the answer is yes.", "yes"),
            ("yes-no", "I don't think so. No.", "no"),
            ("yes-no", "I don't think so, no.", "no"),
            ("yes-no", "No, I don't think so.", "no"),
            ("yes-no", "No. 4 is divisible by 2.", "no"),
            ("yes-no", "Correct. The sky is blue.", "yes"),
            ("yes-no", "Sure, let me think. The sun is hot. So no.", "no"),
            ("yes-no", "아니요, 그것은 거짓입니다.", "no"),
            ("yes-no", "예, 거짓이 아닙니다.", "yes"),
            ("yes-no", "Is it yes? No.", "no"),
            ("yes-no", "네, 맞습니다.", "yes"),
            ("yes-no", "네가 말한 것은 틀렸습니다. 답은 아니요입니다.", "no"),
            ("yes-no", "This is not correct. The answer is no.", "no"),
            ("yes-no", "It is not only true but obvious.", "yes"),
            ("yes-no", "The claim cannot be true.", "no"), ("yes-no", "That is not really true.", "no"),
            ("yes-no", "I don't think that's true.", "no"), ("yes-no", "아니요 그것은 아닙니다.", "no"),
            ("number", "1. 5 + 5 = 10\n2. 10 * 2 = 20", "20"), ("number", "Area = (b × h)/2 = (6 × 8)/2 = 24.", "24"),
            ("number", "So each pays total/3 = $12.", "$12"), ("number", "(x + 3)/2 = 5", nil),
            ("number", "정답은 6? 아니요, 5.", "5"), ("text", "정답: 서울. 다시 말해 대한민국의 수도입니다.", "서울"),
        ] as [(String, String, String?)])
    func `is read of numbers and of yes and no`(type: String, output: String, answer: String?) throws {
        #expect(try extract(type, output) == answer)
    }

    @Test(arguments: [
        "The statement that is NOT true is C.", "The option that does not belong is C.",
        "The one which doesn't fit is C.",
        "The incorrect statement is C.", "C is the incorrect statement.", "C is a false statement.", "옳지 않은 것은 C입니다.",
    ])
    func `is the choice that a denial describes`(output: String) throws {
        #expect(try extract("choice:A-D", output) == "C")
    }

    @Test func `is read where a letter has a longer lower case`() throws {
        #expect(try extract("yes-no", "정답: 예. 정정: 아니요İ") != "yes")
        #expect(try extract("number", "The answer is 6? Nopeİ") != "5")
    }

    @Test func `is what a word in quotes makes of it`() throws {
        #expect(
            try extract("choice:Positive|Negative", "The word \"nothing\" makes the review negative.") == "Negative")
    }
}
