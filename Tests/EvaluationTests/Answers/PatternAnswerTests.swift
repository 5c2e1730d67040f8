import Evaluation
import Testing

@Suite struct `What an expression matches in an output` {
    @Test(arguments: [
        (#"\d\d/\d\d/\d{4}"#, "So 10/17/2022, and then 10/18/2022.", "10/18/2022"),
        (#"(\d+) apples"#, "5 pears, 7 apples", "7"),
        (#"a(x)?(y)"#, "ay", "y"), (#"#### (-?[\d,]+)"#, "so\n#### 1,234", "1,234"),
        (#"(?m)^Answer: (.*)$"#, "Answer: 서울 \nbye", "서울"),
        ("😀(.)", "👍😀가나", "가"), ("(?i)YES", "yes", "yes"), (#"\bn\b"#, "no n o", "n"),
    ])
    func `is its first group that took part, or all of it`(pattern: String, output: String, answer: String) throws {
        #expect(try extract("regex:\(pattern)", output) == answer)
    }

    @Test func `is nothing where the match is empty`() throws {
        #expect(try extract("regex:x*", "abc") == nil)
        #expect(try extract("regex:z", "abc") == nil)
    }

    @Test(
        .timeLimit(.minutes(2)),
        arguments: [
            "(a+)+$", "(a|aa)+$", "(a*)*b", "(.*)(.*)(.*)(.*)(.*)x", "(a|a?)+b", #"(a+)\1+b"#, "(?:a+ )+b|( a+ ) +c",
        ])
    func `is given up where it takes too long`(pattern: String) throws {
        let extractor = try AnswerExtractor(.regex(pattern), answerSentence: "")
        for length in [30, 3000, 100_000] {
            let search = extractor.search(String(repeating: "a", count: length) + "!")
            #expect(search == .abandoned || search == .nothing(.missing("match")))
        }
    }

    @Test func `is looked for in a million units of a long text`() throws {
        let text = "x1 " + String(repeating: "가나다 ", count: 1_000_000) + "x2"
        #expect(try extract(#"regex:x\d"#, text) == "x2")
        #expect(try extract(#"regex:x\d"#, text, pick: .first) == "x1")
        #expect(try extract(#"regex:x1"#, text) == nil)
    }

    @Test func `is right where all characters are the same`() throws {
        let extractor = try AnswerExtractor(.regex(#"\d+"#), answerSentence: "")
        #expect(extractor.isCorrect("10/18", expected: [" 10/18\n"]))
        #expect(!extractor.isCorrect("10", expected: ["10.0"]))
    }
}

@Suite struct `A value of JSON in an output` {
    @Test(arguments: [
        ("name", #"{"name": "Kim", "age": 3}"#, "Kim"), ("age", "Sure!\n```json\n{\"age\": 3.50}\n```\nBye", "3.5"),
        ("items[1].price", #"{"items": [{"price": 1}, {"price": 1e3}]}"#, "1000"), ("$[0]", "so [7, 8]", "7"),
        ("[1]", "[7, 8]", "8"),
        ("$", #"{"b": [1, 2.0], "a": "x"}"#, #"{"a":"x","b":[1,2]}"#),
        ("a", #"{"a": {"c": null, "b": true}}"#, #"{"b":true,"c":null}"#),
        ("a", #"[see {"a": 1} and {"b": 2}"#, "1"), ("a", #"{"a": "72"}"#, "72"),
        ("이름", #"{"이름": "김\uc218 \ud83d\ude00"}"#, "김수 😀"),
        ("a", #"{bad} {"a": false} {"a":"#, "false"), ("a.b", #"{"a": {"b": "{\"c\": 1}"}}"#, #"{"c": 1}"#),
        ("a", #"{"a": 12345678901234567890.5}"#, "12345678901234567890.5"), ("a", #"{"a": "\ud800"}"#, "\u{FFFD}"),
    ])
    func `is found by its path, in a fence or amid prose`(path: String, output: String, answer: String) throws {
        #expect(try extract("json:\(path)", output) == answer)
    }

    @Test(arguments: [
        "", "a", "{}", #"{"b": 1}"#, #"{"a": null}"#, #"{"a": ""}"#, #"{"a": 1"#, "{'a': 1}", #"{"a": 01}"#,
        #"["a"]"#,
        #"{"a": "\x"}"#, #"{"a": .5}"#, #"{"a": tru}"#, "\"a\"",
    ])
    func `is none where there is no such JSON`(output: String) throws {
        #expect(try extract("json:a", output) == nil)
    }

    @Test func `is right as a number where it is one`() throws {
        let extractor = try AnswerExtractor(.jsonPath("a"), answerSentence: "")
        for expected in ["72", "72.0", "7.2e1"] { #expect(extractor.isCorrect("72", expected: [expected])) }
        #expect(extractor.isCorrect("[1,2]", expected: ["[1, 2]"]))
        #expect(extractor.isCorrect("Seoul", expected: ["Seoul"]))
        #expect(!extractor.isCorrect("Seoul", expected: ["seoul"]))
    }

    @Test(
        .timeLimit(.minutes(2)), arguments: ["[", "{\"a\":", "[1,", "{\"a\":\"", "[\"x", "[[],", "{\"a\":[{}],\"b\":"])
    func `is looked for in a time that grows with the output`(piece: String) throws {
        let output = String(repeating: piece, count: 3_000_000 / piece.utf8.count)
        #expect(try extract("json:a", output) == nil)
    }
}
