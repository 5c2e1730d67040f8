import Evaluation
import Testing

@Suite struct `Yes or no in an output` {
    @Test(arguments: [
        ("Yes.", "yes"), ("NO!", "no"), ("so the answer is no", "no"), ("**Yes**", "yes"), ("\"no\"", "no"),
        ("'Yes'", "yes"),
        ("Yes, there is no doubt.", "yes"), ("Yes. No one knows why", "yes"), ("nope", "no"),
        ("That is not true.", "no"),
        ("예", "yes"), ("네.", "yes"), ("아니오", "no"), ("아니요, 그렇지 않습니다.", "no"), ("아뇨", "no"), ("정답은 예입니다.", "yes"),
        ("답: '예'입니다", "yes"), ("답은 아니오입니다.", "no"), ("네, 사과가 네 개 있습니다.", "yes"), ("아니요. 사과는 네 개입니다.", "no"),
        ("그렇지 않습니다", "no"), ("아니요. (예: 펭귄)", "no"), ("\u{110B}\u{1168}", "yes"),
    ])
    func `is found as a whole word`(output: String, answer: String) throws {
        #expect(try extract("yes-no", output) == answer)
    }

    @Test(arguments: ["Yes. Not all do.", "Yes - not all birds fly.", "Yes: not every one.", "True. Not many know it."])
    func `isn't taken back by what the next sentence denies`(output: String) throws {
        #expect(try extract("yes-no", output) == "yes")
        #expect(try extract("yes-no", "The answer is \(output)") == "yes")
    }

    @Test(arguments: [
        "yesterday", "know", "nothing", "no-one", "noon", "maybe", "예를 들어", "네가", "좋네요", "예시", "아니면", "eyes", "No2",
        "no longer", "Yes and no", "사과 네 개", "No one knows",
    ])
    func `is no part of a word`(output: String) throws {
        #expect(try extract("yes-no", output) == nil)
    }

    @Test func `is right in the forms that data sets have`() throws {
        let extractor = try AnswerExtractor(.yesNo, answerSentence: "")
        for expected in ["yes", "Yes.", "YES", "true", "True", "y", "예", "네"] {
            #expect(extractor.isCorrect("yes", expected: [expected]), "\(expected)")
            #expect(!extractor.isCorrect("no", expected: [expected]), "\(expected)")
        }
        for expected in ["no", "No.", "false", "아니오", "아니요"] {
            #expect(extractor.isCorrect("no", expected: [expected]))
        }
        #expect(extractor.canonical("maybe") == nil)
    }
}

@Suite struct `Letters in an output` {
    @Test(arguments: [
        ("The answer is nk.", "nk"), ("The answer is \"NK\".", "nk"), ("The answer is n k.", "nk"),
        ("The answer is N, K", "nk"),
        ("The answer is n-k. Fine.", "nk"), ("The answer is \"n\" \"k\"", "nk"), ("So we get nk", "nk"), ("n.k.", "nk"),
        ("the letters n and k", "nk"), ("nk is the answer", "nk"), ("정답은 수지", "수지"), ("1 2 3 x", "x"),
        (#"The last letter of Tim is "m". The last letter of Jo is "o". So mo"#, "mo"),
    ])
    func `are one word, apart or together`(output: String, answer: String) throws {
        #expect(try extract("letters", output) == answer)
    }

    @Test func `are right in any case`() throws {
        let extractor = try AnswerExtractor(.letters, answerSentence: "")
        for expected in ["nk", "NK", "n k", "\"nk\".", "n-k"] {
            #expect(extractor.isCorrect("nk", expected: [expected]))
        }
        #expect(!extractor.isCorrect("nk", expected: ["kn"]))
        #expect(extractor.canonical("12") == nil)
    }
}

@Suite struct `A text in an output` {
    @Test(arguments: [
        ("The Eiffel Tower!", "eiffel tower"), ("  An  “apple”\n", "apple"),
        ("The answer is the Eiffel Tower.", "eiffel tower"),
        ("The answer is:\n\nParis.\n\nI hope this helps.", "paris"), ("서울입니다。", "서울입니다"), ("A", "a"),
        ("The answer is A.", "a"),
        ("The answer is: A", "a"), ("+", "+"), ("The answer is **", "**"), ("don’t", "dont"),
    ])
    func `is normalised, and after the answer sentence one line`(output: String, answer: String) throws {
        #expect(try extract("text", output) == answer)
    }

    @Test(arguments: [
        ("**Paris** is the capital of France.", "Paris"), ("**The Louvre** is a museum in Paris.", "The Louvre"),
        ("**The capital of France** is Paris.", "Paris"), ("**Its capital** is Paris", "Paris"),
        ("Paris\nNotes: it has been the capital since 987.", "Paris"), ("#### Party", "Party"),
    ])
    func `is what a sentence names, not what it describes`(output: String, right: String) throws {
        let extractor = try AnswerExtractor(.text, answerSentence: "")
        let found = try #require(extractor.extract(from: output))
        #expect(extractor.isCorrect(found, expected: [right]), "\(found)")
    }

    @Test(arguments: [
        ("Paris\nIt is on the Seine.", "Paris"), ("Paris.\nParis is the capital of France.", "Paris"),
        ("It is Paris, not London.", "Paris"), ("The capital is Paris, not London.", "Paris"),
        ("I think it is Paris.", "Paris"), ("I believe it's Paris.", "Paris"), ("In 1776.", "1776"),
        ("In Paris.", "Paris"), ("한국의 수도는 서울임", "서울"), ("한국의 수도는 서울이라고 생각합니다.", "서울"),
    ])
    func `is what a sentence says`(output: String, right: String) throws {
        let extractor = try AnswerExtractor(.text, answerSentence: "")
        let found = try #require(extractor.extract(from: output))
        #expect(extractor.isCorrect(found, expected: [right]), "\(found)")
    }

    @Test(arguments: [
        ("The answer is Paris. Wait, no: Lyon.", "Paris"), ("Answer: Paris\nActually, it is Lyon.", "Paris"),
        ("**Paris** is wrong.", "Paris"), ("**Paris** is not it.", "Paris"), ("Paris\nIt is not.", "Paris"),
        ("Paris\nThis is wrong, sorry.", "Paris"), ("Paris\nWait, it is Lyon.", "Paris"),
        ("I doubt it is Paris.", "Paris"),
        ("I don't think it is Paris.", "Paris"), ("It isn't Paris, not at all.", "Paris"), ("책임", "책"),
        ("It is not Paris, not Lyon.", "Paris"), ("Paris\nThat may be true of Lyon.", "Paris"),
    ])
    func `isn't what is taken back or doubted`(output: String, wrong: String) throws {
        let extractor = try AnswerExtractor(.text, answerSentence: "")
        #expect(extractor.extract(from: output).map { extractor.isCorrect($0, expected: [wrong]) } != true)
    }

    @Test func `isn't a first line before a word that only begins like an explanation`() throws {
        #expect(try extract("text", "Paris\nNotebooks are cheap there.") == "paris notebooks are cheap there")
    }

    @Test func `is right where it is in the box of the right solution`() throws {
        let extractor = try AnswerExtractor(.text, answerSentence: "")
        let solution = #"The set is open at 2. So the answer is $\boxed{(2,\infty)}$, as was to be shown."#
        let found = try #require(extractor.extract(from: #"Thus $\boxed{(2,\infty)}$."#))
        #expect(extractor.isCorrect(found, expected: [solution]))
        #expect(!extractor.isCorrect(found, expected: [#"So $\boxed{(3,\infty)}$."#]))
    }

    @Test func `is right where the normalised forms are the same`() throws {
        let extractor = try AnswerExtractor(.text, answerSentence: "")
        #expect(extractor.isCorrect("eiffel tower", expected: ["Paris", "The Eiffel Tower."]))
        #expect(!extractor.isCorrect("+", expected: ["-"]))
        #expect(extractor.isCorrect("서울", expected: ["\u{1109}\u{1165}\u{110B}\u{116E}\u{11AF}"]))
    }
}
