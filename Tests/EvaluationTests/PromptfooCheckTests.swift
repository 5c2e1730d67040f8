import Testing

@testable import Evaluation

/// promptfoo's checks that score, count or weigh.
struct PromptfooCheckTests {
    private func score(_ type: String, _ output: String, _ values: [String]) throws -> Double {
        try #require(try Assertion(type: type, values: values).score(for: MeasuredOutput(output)))
    }

    // The scores are those of NLTK 3.9's sentence_bleu and of rouge-score 0.1.2's recall, for lower-case texts.
    @Test(arguments: [
        (
            "the quick brown fox jumps over the lazy dog", ["the quick brown fox jumped over the lazy dog"],
            0.5969491792019646, 0.8888888888888888
        ),
        (
            "It is a guide to action which ensures that the military always obeys the commands of the party",
            [
                "It is a guide to action that ensures that the military will forever heed Party commands",
                "It is the guiding principle which guarantees the military forces always being under the command of the Party",
                "It is the practical guide for the army always to heed the directions of the party",
            ], 0.5045666840058485, 0.75
        ),
        ("the cat sat on the mat today", ["the cat sat on the mat"], 0.8091067115702212, 1.0),
        ("the cat sat on", ["the cat sat on the mat"], 0.6065306597126334, 0.6666666666666666),
    ]) func `BLEU and ROUGE-1 are those of the literature`(
        output: String, values: [String], bleu: Double, recall: Double
    ) throws {
        #expect(abs(try score("bleu", output, values) - bleu) < 1e-12)
        #expect(abs(try score("rouge-n", output, values) - recall) < 1e-12)
    }

    @Test func `an output without words scores nothing`() throws {
        #expect(try score("bleu", " ", ["a"]) == 0)
        #expect(try score("rouge-n", "", ["a"]) == 0)
        #expect(try score("rouge-l", "", ["a"]) == 0)
    }

    @Test(arguments: [
        ("3", "one two  three\n", true), ("3", "one two", false), (#"{"min": 2}"#, "one two", true),
        (#"{"min": 2, "max": 3}"#, "a b c d", false), (#"{"max": "3"}"#, "a b c", true), ("0", "", true),
    ]) func `words are counted between white space`(value: String, output: String, holds: Bool) throws {
        let check = try Assertion(type: "word-count", values: [value])
        #expect(check.holds(for: MeasuredOutput(output)) == holds)
        #expect(try Assertion(type: "not-word-count", values: [value]).holds(for: MeasuredOutput(output)) == !holds)
    }

    @Test(arguments: ["many", "{}", #"{"min": 5, "max": 2}"#, #"{"min": "x"}"#, "nan", "[1, 2]"])
    func `a number of words that is none is refused`(value: String) {
        #expect(throws: Assertion.Failure.self) { try Assertion(type: "word-count", values: [value]) }
    }

    @Test func `a regular expression may differ between cases, and is read for each`() throws {
        let check = try Assertion(type: "regex", values: ["^{{regex}}$"])
        let negated = try Assertion(type: "not-regex", values: ["{{regex}}"])
        func output(_ pattern: String) -> MeasuredOutput { MeasuredOutput("42", columns: ["regex": pattern]) }
        #expect(check.holds(for: output("\\d+")) == true && negated.holds(for: output("\\d+")) == false)
        #expect(check.holds(for: output("[a-z]+")) == false && negated.holds(for: output("[a-z]+")) == true)
        #expect(check.holds(for: MeasuredOutput("42")) == nil)
        #expect(throws: Assertion.Failure.self) { try check.validate(for: ["regex": "("]) }
    }

    @Test(arguments: [
        ("regex", "("), ("not-regex", "("), ("is-json", #"{"type": 1}"#), ("not-is-json", "{"), ("word-count", "many"),
    ]) func `a check whose value in a case can't be read isn't made there`(type: String, value: String) throws {
        let check = try Assertion(type: type, values: ["{{value}}"])
        let output = MeasuredOutput("42", columns: ["value": value])
        #expect(check.holds(for: output) == nil)
        #expect(check.unmeasured(output, Findings()).first?.lack != nil)
    }

    @Test func `cost and perplexity are only checked where they are known`() throws {
        let cost = try Assertion(type: "cost", values: [], threshold: 0.01)
        let perplexity = try Assertion(type: "perplexity", values: [], threshold: 4)
        let share = try Assertion(type: "perplexity-score", values: [], threshold: 0.25)
        var output = MeasuredOutput("x")
        #expect(cost.holds(for: output) == nil)
        #expect(perplexity.holds(for: output) == nil)
        #expect(cost.unmeasured(output, Findings()).map(\.name) == ["cost"])
        output.cost = 0.02
        output.perplexity = 3
        #expect(cost.holds(for: output) == false)
        #expect(perplexity.holds(for: output) == true)
        #expect(share.holds(for: output) == true)
        output.perplexity = 3.5
        #expect(share.holds(for: output) == false)
        #expect(throws: Assertion.Failure.self) { try Assertion(type: "cost", values: []) }
    }

    @Test(arguments: [
        ("contains-any: \"a,b\", c", ["a,b", "c"]), ("contains-all: a, b ,, c", ["a", "b", "c"]),
        (#"contains-any: "say ""hi""", x"#, [#"say "hi""#, "x"]), (#"contains-any: "half, open"#, [#""half"#, "open"]),
        (#"contains-any: "a" b, c"#, [#""a" b"#, "c"]), ("contains: a, b", ["a, b"]), ("Note: yes", ["Note: yes"]),
    ]) func `commas in quotation marks separate nothing`(cell: String, values: [String]) {
        #expect(CheckCell(cell).values == values)
    }

    @Test func `a text with commas under a value is several texts, also where a case fills it in`() throws {
        let check = try Assertion(type: "contains-any", values: ["\"a,b\", c"])
        #expect(check.holds(for: MeasuredOutput("only a here")) == false)
        #expect(check.holds(for: MeasuredOutput("a,b")) == true)
        let filled = try Assertion(type: "contains-all", values: ["{{words}}"])
        #expect(filled.holds(for: MeasuredOutput("x and y", columns: ["words": "x, y"])) == true)
    }

    private func set(_ members: [Assertion], threshold: Double? = nil) throws -> Assertion {
        try Assertion(setOf: members, type: "assert-set", name: "set", threshold: threshold)
    }

    private func contains(_ word: String, weight: Double = 1) throws -> Assertion {
        try Assertion(name: word, type: "contains", values: [word], weight: weight)
    }

    @Test func `a set without threshold holds if all its checks hold`() throws {
        let set = try set([contains("a"), contains("b"), contains("z", weight: 0)])
        #expect(set.holds(for: MeasuredOutput("a b")) == true)
        #expect(set.holds(for: MeasuredOutput("a")) == false)
        #expect(set.reasons(for: MeasuredOutput("a")) == ["`b` doesn't hold."])
    }

    @Test func `a set's threshold is for the mean of scores with their weights`() throws {
        // 2 of 3 thirds: (2 · 1 + 1 · 0) / 3.
        let output = MeasuredOutput("a")
        #expect(try set([contains("a", weight: 2), contains("b")], threshold: 0.6).holds(for: output) == true)
        #expect(try set([contains("a", weight: 2), contains("b")], threshold: 0.7).holds(for: output) == false)
        #expect(try set([contains("b")], threshold: 0).holds(for: output) == true)
        let reasons = try set([contains("a"), contains("b")], threshold: 0.7).reasons(for: output)
        #expect(reasons == ["The checks have a score of 0.50; 0.70 is asked.", "`b` doesn't hold."])
    }

    @Test func `a set counts a check that scores by its score`() throws {
        let bleu = try Assertion(type: "bleu", values: ["the cat sat on the mat"])
        let output = MeasuredOutput("the cat sat on the mat today")
        #expect(try abs((set([bleu, contains("x")], threshold: 0.4).score(for: output) ?? 0) - 0.40455) < 1e-5)
    }

    @Test func `a set asks models what its checks need, and is refused without checks`() throws {
        let similar = try Assertion(type: "similar", values: ["a cat"])
        #expect(try set([similar]).needs(MeasuredOutput("a dog")).embedded == ["a cat", "a dog"])
        #expect(try set([similar]).holds(for: MeasuredOutput("a dog")) == nil)
        #expect(throws: Assertion.Failure.self) { try set([]) }
    }

    @Test func `a check of weight 0 decides nothing`() throws {
        let scorer = try Scorer(.text, answerSentence: "", assertions: [contains("z", weight: 0)])
        let output = CaseOutput(id: "1", lane: "A", samples: [.init(text: "a")])
        #expect(scorer.score(output, of: Case(id: "1", variables: [:]))?.isCorrect == true)
    }

    @Test func `a list of one text isn't split, nor a cell a second time`() throws {
        let one = try Assertion(type: "contains-all", values: ["Hello, world"], isList: true)
        #expect(one.holds(for: MeasuredOutput("world … Hello")) == false)
        let cell = try Assertion(cell: "contains-all: \"b, c\"")
        #expect(cell.holds(for: MeasuredOutput("c and b")) == false)
        #expect(cell.holds(for: MeasuredOutput("b, c")) == true)
    }

    @Test func `an empty cell gives a check nothing to compare with`() throws {
        let check = try Assertion(type: "contains-any", values: ["{{must}}"])
        #expect(check.holds(for: MeasuredOutput("x", columns: ["must": ""])) == nil)
    }

    @Test(arguments: ["is-xml", "is-refusal", "not-contains-html", "answer-relevance(0.7)", "llm-rubric: kind"])
    func `types of promptfoo's that Lathe hasn't are refused, and no right answers`(cell: String) {
        #expect(throws: Assertion.Failure.self) { try Assertion(cell: cell) }
    }

    @Test func `a set that hangs on a check that can't be made isn't made`() throws {
        let cost = try Assertion(type: "cost", values: [], threshold: 1, weight: 9)
        let output = MeasuredOutput("a")
        #expect(try set([contains("a"), cost], threshold: 0.8).holds(for: output) == nil)
        #expect(try set([contains("a", weight: 100), cost], threshold: 0.8).holds(for: output) == true)
        #expect(try set([contains("z", weight: 100), cost], threshold: 0.8).holds(for: output) == false)
        #expect(try set([contains("a"), cost]).holds(for: output) == nil)
        #expect(try set([contains("z"), cost]).holds(for: output) == false)
        let negated = try Assertion(setOf: [contains("a"), cost], type: "not-assert-set", name: "not")
        #expect(negated.holds(for: output) == nil)
    }
}
