import Evaluation
import Testing

/// What an extractor of a form finds.
func extract(
    _ type: String, _ output: String, sentence: String = "The answer is", pick: AnswerPick = .last
) throws -> String? {
    try AnswerExtractor(AnswerType(type), answerSentence: sentence, pick: pick).extract(from: output)
}

@Suite struct `An answer in an output` {
    @Test func `is found before a last word that is longer in lower case`() throws {
        #expect("İ".lowercased().unicodeScalars.count == 2)
        #expect(try extract("number", "Result: 12\nİ") == "12")
        #expect(try extract("yes-no", "Result: yes\nİ") == "yes")
    }

    @Test func `is what stands behind a no to a question`() throws {
        #expect(try extract("choice:A-D", "Is it A? No it's B.") == "B")
    }

    @Test func `is what is concluded with an article`() throws {
        #expect(try extract("number", "She gave away 3 of her 8 cookies, so she keeps the 5.") == "5")
    }

    @Test(arguments: [
        "12\nWaiters bring 5 plates.", "12\nHe had to wait 5 minutes.", "The answer is 12. Waiting takes 5 minutes.",
        "The answer is 12. Letters went to 5 people.", "The answer is 12. Correctional costs are 5.",
    ])
    func `isn't taken back by a word that only looks like it`(output: String) throws {
        #expect(try extract("number", output) == "12")
    }

    @Test(arguments: [
        "The answer is 12. Wait, it is 5.", "The answer is 12. On second thoughts 5.",
        "The answer is 12. Let me re-check: 5.", "The answer is 12. Wait 5?",
    ])
    func `is none where it is taken back`(output: String) throws {
        #expect(try extract("number", output) == nil)
    }

    @Test(arguments: [
        ("It is impossible to split a bus, so we need 5.", "5"),
        ("Since it isn't possible to rent half a bus, they need 5.", "5"),
        ("Because it's impossible to buy half a pack, she buys 5 packs.", "5"), ("하나로 구할 수 없으므로, 따라서 5개입니다.", "5"),
        ("There is no solution with 5.", nil), ("I don't know how many of the 5 are red.", nil),
        ("It cannot be determined whether he has 5, so no.", nil),
    ])
    func `is what a sentence concludes that gives up something else`(output: String, answer: String?) throws {
        #expect(try extract("number", output) == answer)
    }

    @Test func `is what stands before a sentence that denies something else`() throws {
        #expect(try extract("number", "It is 5. Not all of them are red.") == "5")
        #expect(try extract("choice:Positive|Negative", "Positive - not negative") == "Positive")
    }

    @Test func `is the first after the last answer sentence`() throws {
        let output = "The answer is 3. No, wait: 2 + 2 = 4. The answer is 4, not 3 or 5."
        for pick in AnswerPick.allCases { #expect(try extract("number", output, pick: pick) == "4") }
        #expect(try extract("number", "so the ANSWER is: 7") == "7")
        #expect(try extract("number", "그래서 정답은 12개입니다. 3은 아닙니다.", sentence: "정답은") == "12")
    }

    @Test func `is none where nothing of the form follows the answer sentence`() throws {
        #expect(try extract("number", "It is 4. The answer is") == nil)
        #expect(try extract("yes-no", "Yes. The answer is unclear.") == nil)
        #expect(try extract("text", "Paris. The answer is ") == nil)
        #expect(try extract("json:a", #"{"a": 1} The answer is"#) == nil)
    }

    @Test(arguments: [
        ("number", "First 3, then 5.", "3", "5"), ("choice:A-E", "First (B), then (C)?", "B", "C"),
        ("choice:cat|dog", "A cat came. It chased a dog.", "cat", "dog"),
        ("yes-no", "So yes? Hmm, then no.", "yes", "no"),
        ("letters", "First \"ab\". Then \"cd\".", "ab", "cd"), ("regex:[a-z]\\d", "a1 b2 c3", "a1", "c3"),
        ("json:a", #"{"a": 1} or {"a": 2}"#, "1", "2"),
    ])
    func `without the sentence is the one that is picked`(type: String, output: String, first: String, last: String)
        throws
    {
        for sentence in ["The answer is", ""] {
            #expect(try extract(type, output, sentence: sentence, pick: .first) == first)
            #expect(try extract(type, output, sentence: sentence, pick: .last) == last)
            #expect(try extract(type, output, sentence: sentence) == last)
        }
    }

    @Test(arguments: ["number", "choice:A-E", "choice:예|아니오", "yes-no", "letters", "text", "regex:\\w+", "json:a"])
    func `is none in nothing`(type: String) throws {
        for output in ["", " ", "\n\r\n", "\u{FEFF}\u{200B}"] where type != "text" {
            #expect(try extract(type, output) == nil)
        }
        #expect(try extract(type, "") == nil)
        let extractor = try AnswerExtractor(AnswerType(type), answerSentence: "")
        #expect(extractor.canonical("") == nil)
        #expect(!extractor.isCorrect("", expected: [""]))
        #expect(!extractor.isCorrect("x", expected: []))
    }

    @Test(arguments: [
        "number", "choice:A-E", "choice:네|아니오", "yes-no", "letters", "text", "regex:\\w+\\s?", "json:a", "json:$",
    ])
    func `is canonical already, whatever the output`(type: String) throws {
        let extractor = try AnswerExtractor(AnswerType(type), answerSentence: "the answer is")
        let pieces = [
            "A", "a", "I", "B)", "(C", "the ", "The answer is", " ", "\n", ".", "-", "1", "23", ",456", "/", "e5", "$",
            "%", "x",
            "네", "예", "아니오", "만", "천", "５", "Ａ", "{\"a\":", "}", "[", "]", "\"", "1.50", "\u{301}", "\u{1112}\u{1161}",
            "🇰🇷", "é",
        ]
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let output = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }
            .joined()
            guard let answer = extractor.extract(from: output) else { continue }
            #expect(extractor.canonical(answer) == answer, "\(output)")
            #expect(extractor.isCorrect(answer, expected: ["", answer]), "\(output)")
        }
    }
}
