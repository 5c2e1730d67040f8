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
    ("levenshtein(2): sitting", "kitten", false), ("levenshtein(99999999999999999999): sitting", "kitten", true),
    ("equals: yes", "yes\n", true), ("Seoul", "Seoul", true),
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

@Test func `similar compares directions with its threshold, and waits for them`() throws {
    var found = Findings()
    found.keep([1, 0], of: "A cat sleeps.")
    found.keep([0.8, 0.6], of: "A dog sleeps.")
    found.keep([], of: "")
    func holds(_ cell: String, _ output: String = " A cat sleeps.\n") throws -> Bool? {
        try Assertion(cell: cell).holds(for: output, columns: [:], seconds: 0, found: found)
    }
    #expect(try holds("similar: A dog sleeps.") == true)
    #expect(try holds("similar(0.8): A dog sleeps.") == true)
    #expect(try holds("similar(0.81): A dog sleeps.") == false)
    #expect(try holds("not-similar(0.81): A dog sleeps.") == true)
    #expect(try holds("similar: A dog sleeps.", "") == false)
    #expect(try holds("similar: A bird sings.") == nil)
    // Of several values one is enough, and a value may be a column.
    let check = try Assertion(type: "similar", values: ["A bird sings.", "{{animal}}"])
    #expect(
        check.holds(for: "A cat sleeps.", columns: ["animal": "A dog sleeps."], seconds: 0, found: found) == true)
    #expect(
        check.needs(MeasuredOutput("\nA cat sleeps.", columns: ["animal": "x"])).embedded == [
            "A bird sings.", "A cat sleeps.", "x",
        ])
    #expect(check.needs(MeasuredOutput("A cat sleeps.")).isEmpty)
    #expect(try Assertion(cell: "contains: x").needs(MeasuredOutput("x")).isEmpty)
}

@Test func `a value of the case may name other values of it`() throws {
    let check = try Assertion(type: "contains", values: ["{{contains}}"])
    let columns = ["contains": "has {{a}} {{b}}", "a": "salt"]
    #expect(check.holds(for: "It has salt {{b}}.", columns: columns, seconds: 0) == true)
    #expect(check.holds(for: "It has {{a}} {{b}}.", columns: columns, seconds: 0) == false)
}

@Test func `a list in a case is several texts`() throws {
    let columns = ["any": #"["red", "{{a}} sea"]"#, "a": "blue"]
    func holds(_ type: String, _ output: String) throws -> Bool? {
        try Assertion(type: type, values: ["{{any}}"]).holds(for: output, columns: columns, seconds: 0)
    }
    #expect(try holds("contains-any", "the blue sea") == true)
    #expect(try holds("contains-all", "the blue sea") == false)
    #expect(try holds("icontains-all", "RED, the Blue sea") == true)
    #expect(try holds("not-contains-any", "nothing") == true)
}
