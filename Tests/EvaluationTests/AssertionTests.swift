import Testing

@testable import Evaluation

@Test(arguments: [
    ("contains: Paris", "It is Paris.", true), ("contains: paris", "It is Paris.", false),
    ("icontains: paris", "It is Paris.", true), ("not-contains: Rome", "It is Paris.", true),
    ("starts-with: It", " It is.", true), ("regex: ^\\d+$", "42", true), ("regex: ^\\d+$", "42 ducks", false),
    ("is-json", #"{"a": [1, 2]}"#, true), ("is-json", "{a: 1}", false), ("is-json", "[1,]", false),
    ("contains-json", #"Here: {"a": 1}."#, true), ("contains-json", "Here: {a}.", false),
    ("contains-any: red, blue", "blue sky", true), ("contains-all: red, blue", "blue sky", false),
    ("icontains-all: RED, blue", "red and blue", true), ("levenshtein(3): sitting", "kitten", true),
    ("levenshtein(2): sitting", "kitten", false), ("equals: yes", "yes\n", true), ("Seoul", "Seoul", true),
])
func `promptfoo's checks hold where they should`(cell: String, output: String, holds: Bool) throws {
    #expect(try Assertion(cell: cell).holds(for: output, columns: [:], seconds: 1) == holds)
}

@Test func `a latency is in milliseconds`() throws {
    #expect(try Assertion(cell: "latency(500)").holds(for: "", columns: [:], seconds: 0.4) == true)
    #expect(try Assertion(cell: "latency(500)").holds(for: "", columns: [:], seconds: 0.6) == false)
}

@Test func `a value may be a column of the case, and a case without it isn't checked`() throws {
    let check = try Assertion(type: "contains", values: ["{{city}}"])
    #expect(check.holds(for: "In Seoul.", columns: ["city": "Seoul"], seconds: 0) == true)
    #expect(check.holds(for: "In Seoul.", columns: ["town": "Seoul"], seconds: 0) == nil)
}

@Test func `checks that need more than Lathe has are refused by name`() {
    #expect(throws: Assertion.Failure.unknown(type: "llm-rubric")) { try Assertion(cell: "llm-rubric: is polite") }
    #expect(throws: Assertion.Failure.incomplete(type: "contains", needs: "a value")) {
        try Assertion(cell: "contains:")
    }
    #expect(throws: Assertion.Failure.self) { try Assertion(cell: "regex: (") }
}
