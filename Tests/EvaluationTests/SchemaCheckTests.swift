import Testing

@testable import Evaluation

private let prices = #"{"type": "object", "properties": {"price": {"type": "number"}}, "required": ["price"]}"#

@Test(arguments: [
    ("is-json", #"{"price": 9.5}"#, true), ("is-json", #" {"price": 9.5}"# + "\n", true),
    ("is-json", #"{"price": "9"}"#, false), ("is-json", #"Here: {"price": 9}"#, false),
    ("not-is-json", #"{"price": "9"}"#, true), ("not-is-json", "no JSON", true),
    ("not-is-json", #"{"price": 9}"#, false),
    ("contains-json", #"First {"a": 1}, then {"price": 9}."#, true),
    ("contains-json", #"Here: {"price": "9"}."#, false),
    ("contains-json", "Nothing here.", false), ("not-contains-json", #"{"a": 1}"#, true),
])
func `a check of JSON holds if the schema fits`(type: String, output: String, holds: Bool) throws {
    let check = try Assertion(type: type, values: [prices])
    #expect(check.holds(for: output, columns: [:], seconds: 0) == holds)
    if !holds { #expect(!check.reasons(for: output, columns: [:], seconds: 0).isEmpty) }
    #expect(check.name == type)
    let cell = try Assertion(cell: "\(type): \(prices)")
    #expect(cell.holds(for: output, columns: [:], seconds: 0) == holds)
}

@Test(arguments: [
    ("is-json", #"{"price": "9"}"#, ["`/price` is text; the schema asks for a number."]),
    ("is-json", "{\n\"price\": 9,}", ["The output is not JSON from line 2, column 12 on."]),
    ("is-json", #"[]"#, ["The value is a list; the schema asks for an object."]),
    (
        "contains-json", #"{} or {"price": "9", "a": 1} or []"#,
        [#"The value has no "price", which the schema requires."#]
    ),
    ("contains-json", "none", ["The output has no object or list in JSON."]),
    ("not-is-json", #"{"price": 9}"#, ["The output is JSON that fits the schema."]),
])
func `a check of JSON says where and why it fails`(type: String, output: String, reasons: [String]) throws {
    #expect(try Assertion(type: type, values: [prices]).reasons(for: output, columns: [:], seconds: 0) == reasons)
}

@Test func `without a schema any JSON will do`() throws {
    let check = try Assertion(type: "is-json", values: [])
    #expect(check.holds(for: "[1, {}]", columns: [:], seconds: 0) == true)
    #expect(
        check.reasons(for: "[1, {}", columns: [:], seconds: 0) == ["The output is not JSON from line 1, column 7 on."])
    #expect(
        try Assertion(type: "not-is-json", values: []).reasons(for: "1", columns: [:], seconds: 0) == [
            "The output is JSON."
        ])
}

@Test func `a schema that is none is refused with its place`() {
    #expect(
        throws: Assertion.Failure.badSchema(
            at: "/properties/a/type",
            problem: #"is "txt"; there are null, boolean, integer, number, string, array, object."#)
    ) { try Assertion(type: "is-json", values: [#"{"properties": {"a": {"type": "txt"}}}"#]) }
    #expect(throws: Assertion.Failure.badSchema(at: "", problem: "is not JSON from line 1, column 2 on.")) {
        try Assertion(cell: "is-json: {a}")
    }
}

@Test func `a schema may be a column of the case, and one that is none makes the output unread`() throws {
    let check = try Assertion(type: "is-json", values: ["{{schema}}"])
    #expect(check.holds(for: "1", columns: ["schema": #"{"type": "string"}"#], seconds: 0) == false)
    #expect(check.holds(for: "1", columns: ["schema": "true"], seconds: 0) == true)
    #expect(check.holds(for: "1", columns: [:], seconds: 0) == nil)
    #expect(check.holds(for: "1", columns: ["schema": #"{"type": 1}"#], seconds: 0) == nil)
    #expect(throws: Assertion.Failure.self) { try check.validate(for: ["schema": #"{"type": 1}"#]) }
    #expect(throws: Never.self) { try check.validate(for: ["schema": "{}"]) }
}

@Test func `what of a schema isn't checked is told`() throws {
    let check = try Assertion(name: "price", type: "is-json", values: [#"{"nullable": true}"#])
    #expect(
        check.notices == [
            "price: the schema's `/nullable` is not a keyword of JSON Schema that Lathe checks; it has no effect."
        ])
}

@Test func `a score names the checks that fail, and why`() throws {
    let schema = try Assertion(name: "price", type: "is-json", values: [prices])
    let short = try Assertion(type: "not-contains", values: ["9"])
    let scorer = try Scorer(.text, answerSentence: "", assertions: [schema, short])
    let output = CaseOutput(id: "1", lane: "A", samples: [.init(text: #"{"price": "9"}"#)])
    let scored = try #require(scorer.score(output, of: Case(id: "1", variables: [:])))
    #expect(!scored.isCorrect)
    #expect(
        scored.failedChecks == [
            FailedCheck(name: "price", reasons: ["`/price` is text; the schema asks for a number."]),
            FailedCheck(name: "not-contains 9", reasons: []),
        ])
    #expect(
        scored.failedChecks.map(\.sentence) == [
            "price: `/price` is text; the schema asks for a number.", "not-contains 9 doesn't hold.",
        ])
}

@Test func `a regular expression that takes too long doesn't hold`() throws {
    let check = try Assertion(type: "regex", values: ["^(a+)+$"])
    #expect(check.holds(for: String(repeating: "a", count: 40) + "!", columns: [:], seconds: 0) == false)
}
