import Testing

@testable import Constraints

/// Whether a grammar fits texts, partly with the cases of llama.cpp's tests/test-grammar-integration.cpp.
struct GrammarTests {
    @Test func aTextFitsWhereSomeAlternativeDoes() throws {
        let grammar = try Grammar(#"root ::= "yes" | "no" | "no" "ne""#)
        #expect(try ["yes", "no", "none"].allSatisfy { try fits($0, grammar) })
        #expect(try ["", "y", "yesno", "nono", "Yes"].allSatisfy { try !fits($0, grammar) })
    }

    @Test func repetitionsCountAsTheyAreWritten() throws {
        let grammar = try Grammar(#"root ::= "a"{2,3} "b"? ("cd")* [0-9]+ "e"{2} "f"{1,}"#)
        #expect(try ["aa1eef", "aaab7eefff", "aacdcd12eef"].allSatisfy { try fits($0, grammar) })
        #expect(try ["a1eef", "aaaa1eef", "aaeef", "aa1ef", "aa1ee", "aac1eef"].allSatisfy { try !fits($0, grammar) })
    }

    @Test func setsOfCharactersHoldRangesEscapesAndTheirInverse() throws {
        let grammar = try Grammar(#"root ::= [a-c\x41\u00e9\]\n-]+ "=" [^"\\a-z가-힣] ."#)
        #expect(try ["aAé]=X한", "-\n=0😀", "b=字 "].allSatisfy { try fits($0, grammar) })
        #expect(try ["d=Xx", "a=\"x", "a=\\x", "a=한x", "a=q.", "a=X"].allSatisfy { try !fits($0, grammar) })
    }

    /// llama.cpp, tests/test-grammar-integration.cpp: the arithmetic grammar.
    @Test func rulesThatNameOneAnotherAreFollowed() throws {
        let grammar = try Grammar(
            #"""
            root ::= (expr "=" term "\n")+   # a calculation
            expr ::= term ([-+*/] term)*
            term ::= ident | num | "(" ws expr ")" ws
            ident ::= [a-z] [a-z0-9_]* ws
            num ::= [0-9]+ ws
            ws ::= [ \t\n]*
            """#)
        let right = ["42=42\n", "x=10\n", "(a+b)=c*d\n".replacing("c*d", with: "c"), "3*(4+5)=x\n1=2\n"]
        #expect(try right.allSatisfy { try fits($0, grammar) })
        #expect(try ["+ 3 = 4\n", "(3+4=7\n", "a=b=c\n", "5=\n", "1 2=3\n"].allSatisfy { try !fits($0, grammar) })
    }

    @Test func aRepetitionOfSomethingThatMayBeEmptyIsFollowed() throws {
        let grammar = try Grammar(#"root ::= ("a"? "b"?)* "c""#)
        #expect(try ["c", "abc", "bac", "aabbc"].allSatisfy { try fits($0, grammar) })
        #expect(try !fits("abd", grammar))
    }

    @Test func partsOfACharacterAreFollowedByteByByte() throws {
        var follower = try GrammarFollower(try Grammar("root ::= [가-힣]{2}"))
        let bytes = Array("한글".utf8)
        var state = follower.start
        for byte in bytes {
            #expect(!follower.mayEnd(state))
            let next = try follower.state(after: [byte], from: state)
            state = try #require(next)
        }
        #expect(follower.mayEnd(state) && follower.mustEnd(state))
        // 0xE0 0x80 would be a form that is too long for its character, and 0xED 0xA0 half of a pair.
        #expect(try follower.state(after: [0xE0, 0x80], from: follower.start) == nil)
        #expect(try follower.state(after: [0xFF], from: follower.start) == nil)
    }

    @Test func namedTokensStandBesideTexts() throws {
        var follower = try GrammarFollower(try Grammar(#"root ::= (<think> | "x") !<[7]> "y""#))
        func after(_ token: Int32, _ text: String, _ state: GrammarFollower.State?) throws -> GrammarFollower.State? {
            guard let state else { return nil }
            return try follower.state(after: token, bytes: Array(text.utf8)[...], from: state) {
                $0 == "<think>" ? 3 : nil
            }
        }
        #expect(try after(8, "", follower.start) == nil)
        let thinking = try after(3, "", follower.start)
        #expect(thinking != nil)
        #expect(try after(7, "z", thinking) == nil)
        let ended = try after(9, "y", try after(8, "z", thinking))
        #expect(ended.map { follower.mustEnd($0) } == true)
        #expect(try after(9, "y", try after(8, "", try after(1, "x", follower.start))) != nil)
    }

    @Test func aThousandOptionalPartsDoNotSlowItDown() throws {
        let grammar = try Grammar("root ::= " + String(repeating: "\"x\"? ", count: 1000) + "\"y\"")
        #expect(try fits(String(repeating: "x", count: 1000) + "y", grammar))
        #expect(try !fits(String(repeating: "x", count: 1001) + "y", grammar))
        #expect(try !fits(String(repeating: "x", count: 500), grammar))
    }

    @Test func deepNestingIsFollowed() throws {
        let grammar = try Grammar(#"root ::= "[" root? "]""#)
        let depth = 20_000
        #expect(
            try fits(String(repeating: "[", count: depth) + String(repeating: "]", count: depth), grammar))
    }

    @Test func asManyRulesAsASchemaMayHaveAlternativesAreFollowed() throws {
        let names = (0..<4000).map { "r\($0)" }
        let rules = names.map { "\($0) ::= \"\($0).\" space" }.joined(separator: "\n")
        let grammar = try Grammar("root ::= \(names.joined(separator: " | "))\nspace ::= \" \"?\n\(rules)")
        #expect(try fits("r3999.", grammar) && !fits("r4000.", grammar))
    }

    @Test func aGrammarWhoseReadingsDoubleWithEachCharacterIsToldInsteadOfFilling() throws {
        let grammar = try Grammar(#"root ::= "x" root "a" | "x" root "b" | "x""#)
        let error = #expect(throws: GrammarError.self) { try fits(String(repeating: "x", count: 40), grammar) }
        #expect(error?.description.contains("readings of the same output") == true)
    }
}

/// Returns whether the whole text is an output of the grammar.
func fits(_ text: String, _ grammar: Grammar) throws -> Bool {
    var follower = try GrammarFollower(grammar)
    return try follower.state(after: text.utf8, from: follower.start).map { follower.mayEnd($0) } ?? false
}

extension GrammarTests {
    @Test func aFollowerThatBeginsAnewGoesOnWhereTheOldOneWas() throws {
        let grammar = try Grammar(#"root ::= "[" (root | "한글"{1,3}) "]""#)
        var old = try GrammarFollower(grammar)
        for text in ["", "[", "[[[", "[[한", "[[한글한글", "[[한글]", "[한글]"] {
            let before = try old.state(after: text.utf8, from: old.start)
            let state = try #require(before)
            var (fresh, restarted) = try old.restarted(at: state)
            #expect(fresh.mayEnd(restarted) == old.mayEnd(state))
            for rest in ["", "]", "]]", "글", "한글]]", "[한글]]]]", "x"] {
                let one = try old.state(after: rest.utf8, from: state).map { old.mayEnd($0) }
                let other = try fresh.state(after: rest.utf8, from: restarted).map { fresh.mayEnd($0) }
                #expect(one == other, "\(text) then \(rest)")
            }
        }
    }

    @Test func aLongLiteralIsReadAtOnce() throws {
        let text = String(repeating: "abcdefgh", count: 5000)
        #expect(try fits(text, try Grammar("root ::= \"\(text)\"")))
    }
}
