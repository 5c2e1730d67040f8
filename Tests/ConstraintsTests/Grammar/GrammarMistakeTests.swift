import Testing

@testable import Constraints

/// Grammars that can't be read or followed.
struct GrammarMistakeTests {
    @Test(
        arguments: [
            ("", nil, nil, "is empty"),
            ("yes ::= \"yes\"", nil, nil, "has no rule `root`"),
            ("root ::= answer", 1, 10, "names the rule `answer`, which isn't there"),
            ("root ::= \"a\n", 1, 10, "has a quote without its end"),
            ("root ::= [abc", 1, 10, "has a `[` without its `]`"),
            ("root ::= []", 1, 10, "without characters"),
            ("root ::= [z-a]", 1, 11, "from the later to the earlier"),
            ("root ::= (\"a\"", 1, 10, "has a bracket `(` without its `)`"),
            ("root ::= \"a\")", 1, 13, "`)` neither continues the rule `root` nor ends it"),
            ("root ::= my_rule", 1, 12, "names have letters, digits and `-`"),
            ("root = \"a\"", 1, 6, "needs `::=`"),
            ("a ::= \"x\"\nroot ::= a{}", 2, 12, "needs a number of repetitions"),
            ("root ::= \"a\"{3,2}", 1, 17, "fewer than the least number"),
            ("root ::= \"a\"{2001}", 1, 14, "more than 2000 repetitions"),
            ("root ::= *", 1, 10, "has nothing before this that could be repeated"),
            ("root ::= \"\\q\"", 1, 11, "has the unknown escape `\\q`"),
            ("root ::= \"\\u12\"", 1, 11, "needs 4 hexadecimal digits"),
            ("root ::= \"\\uD800\"", 1, 11, "is no character"),
            ("root ::= <think", 1, 10, "has a `<` without its `>`"),
            ("root ::= \"a\" root", nil, nil, "fits no text"),
            ("root ::= root \"a\" | \"b\"", nil, nil, "has the rule `root`, which begins with itself"),
            ("root ::= x\nx ::= y? z\ny ::= \"y\"\nz ::= x \"b\" | \"c\"", nil, nil, "which begins with itself"),
        ] as [(String, Int?, Int?, String)])
    func aMistakeIsToldWithItsPlace(source: String, line: Int?, column: Int?, problem: String) {
        let error = #expect(throws: GrammarError.self) { _ = try Grammar(source) }
        #expect(error?.line == line && error?.column == column, "\(error.map(\.description) ?? "")")
        #expect(error?.description.contains(problem) == true, "\(error.map(\.description) ?? "")")
    }

    @Test func repetitionsThatAreWrittenOutAreBounded() throws {
        let longest = String(repeating: "\"a\"{2000} ", count: 200)
        let error = #expect(throws: GrammarError.self) { _ = try Grammar("root ::= " + longest) }
        #expect(error?.problem.contains("becomes longer than") == true)
        // These are 6 * 10^10 letters, but few symbols.
        let nested = try Grammar(#"root ::= ((("a"{500}){500}){500}){500}"#)
        #expect(nested.rules.count < 10)
    }

    @Test func manyBracketsAreToldInsteadOfOverflowingTheStack() {
        let source = "root ::= " + String(repeating: "(", count: 100_000)
        let error = #expect(throws: GrammarError.self) { _ = try Grammar(source) }
        #expect(error?.problem.contains("brackets in one another") == true)
    }

    @Test func aTextOfMegabytesIsRefused() {
        #expect(throws: GrammarError.self) {
            try Grammar("root ::= \"" + String(repeating: "a", count: 2_000_000) + "\"")
        }
    }
}
