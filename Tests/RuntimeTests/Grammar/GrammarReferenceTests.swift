import CLlamaReference
import Constraints
import JSONText
import Lanes
import Prompting
import TestRandom
import Testing

@testable import Runtime

/// The tokens that a grammar allows, against llama.cpp's own grammar sampler.
@Suite(.serialized) struct GrammarReferenceTests {
    private static let json = #"""
        root ::= object
        value ::= object | array | string | number | ("true" | "false" | "null") ws
        object ::= "{" ws ( string ":" ws value ("," ws string ":" ws value)* )? "}" ws
        array ::= "[" ws ( value ("," ws value)* )? "]" ws
        string ::= "\"" ( [^"\\\x7F\x00-\x1F] | "\\" (["\\bfnrt] | "u" [0-9a-fA-F]{4}) )* "\"" ws
        number ::= ("-"? ([0-9] | [1-9] [0-9]{0,15})) ("." [0-9]+)? ([eE] [-+]? [0-9] [1-9]{0,15})? ws
        ws ::= | " " | "\n" [ \t]{0,20}
        """#
    private static let list = #"""
        root ::= item+
        item ::= "- " [^\r\n\x0b\x0c\x85\u2028\u2029]+ "\n"
        """#
    private static let korean = #"""
        root ::= [가-힣 ,.]{1,30} ("입니다" | "이다") "."
        """#
    private static let choices = #"""
        root ::= " "? ("Positive" | "Negative" | "Neutral" | "긍정" | "부정") "."?
        """#

    @Test(arguments: [json, list, korean, choices])
    func `the same tokens are allowed along random outputs`(source: String) throws {
        let model = try LlamaModel(path: StarterModel.smolLM2) { _ in true }
        let store = GrammarStore(model: model)
        let count = Int(model.info.vocabulary)
        var random = SplitMix(seed: UInt64(source.utf8.count))
        for _ in 0..<3 {
            var outputGuard = try store.outputGuard(for: OutputConstraint(.grammar, source))
            var output: [Int32] = []
            var answer: [UInt8] = []
            for _ in 0..<12 {
                let own = (0..<Int32(count)).filter { outputGuard.allows($0) }
                var reference = [Bool](repeating: false, count: count)
                _ = cllama_reference_allowed(
                    StarterModel.smolLM2, source, output, output.count, &reference, count)
                // llama.cpp reads the names of control tokens as text, so that `<|im_start|>` may stand in a string.
                let other = (0..<Int32(count)).filter { token in
                    reference[Int(token)] && (model.isEnd(token) || !model.bytes(of: token).isEmpty)
                }
                #expect(Set(other).isSubset(of: own), "after \(String(decoding: answer, as: UTF8.self))")
                // In `[^…]` llama.cpp refuses a first byte already where only some of its characters are ruled out.
                let more = Set(own).subtracting(other)
                #expect(
                    more.allSatisfy { String(validating: model.bytes(of: $0), as: UTF8.self) == nil },
                    "\(more.count) more after \(String(decoding: answer, as: UTF8.self))")
                guard let next = own.filter({ !model.isEnd($0) }).randomElement(using: &random) else { break }
                output.append(next)
                answer += model.bytes(of: next)
                outputGuard.accept(next, answer: answer)
            }
        }
    }

    @Test(arguments: [
        json, list, korean, choices, "root ::= <|im_end|> | [a-z]{2,400} <|im_end|> | !<|im_start|> \"x\"",
    ])
    func `the set of all tokens that a state allows is what is allowed one by one`(source: String) throws {
        let model = try LlamaModel(path: StarterModel.smolLM2) { _ in true }
        let store = GrammarStore(model: model)
        let count = Int(model.info.vocabulary)
        let output = OutputSplitter(tags: nil, isOpen: false, stops: [])
        var random = SplitMix(seed: 5)
        var outputGuard = try store.outputGuard(for: OutputConstraint(.grammar, source))
        var answer: [UInt8] = []
        for _ in 0..<8 {
            let filter = try #require(outputGuard.filter(behind: output, nil, mayThink: false, budget: -1))
            // So many are asked for that the set is made on the way.
            let first = (0..<Int32(count)).filter { filter($0) }
            let again = try #require(outputGuard.filter(behind: output, nil, mayThink: false, budget: -1))
            let single = (0..<Int32(count)).filter { outputGuard.allows($0) }
            #expect(first == single)
            #expect((0..<Int32(count)).filter { again($0) } == single)
            guard let next = single.filter({ !model.isEnd($0) }).randomElement(using: &random) else { break }
            answer += model.bytes(of: next)
            outputGuard.accept(next, answer: answer)
        }
    }

    @Test(arguments: [
        (#"{"enum":[\#((1...4000).map { "\($0)" }.joined(separator: ","))]}"#),
        (#"{"type":"object","properties":{"a":{"enum":[\#((1...4000).map { "\($0)" }.joined(separator: ","))]}},"required":["a"]}"#),
        #"{"type":"array","items":{"type":"null"},"minItems":2001,"maxItems":2001}"#,
        #"{"type":"array","items":{"type":"null"},"maxItems":5000}"#,
        #"{"type":"string","minLength":2000,"maxLength":5000}"#,
        #"{"type":"string","pattern":"^[a-z]{1,5000}(b{2000,}|c{3})$"}"#,
    ])
    func `the largest schema that isn't refused can be followed`(schema: String) throws {
        let read = try JSONSchema(try JSONValue(reading: schema))
        #expect(read.grammarGaps.allSatisfy { !$0.isRefused })
        var follower = try GrammarFollower(try Grammar(try GrammarStore.grammar(ofSchema: schema)))
        let start = schema.contains("\"a\"") ? #"{"a": "# : "1"
        _ = try follower.state(after: Array(start.utf8), from: follower.start)
    }

    @Test func `what llama.cpp makes of a schema is a grammar that can be followed`() throws {
        let source = try GrammarStore.grammar(
            ofSchema:
                #"{"type":"object","properties":{"a":{"type":"integer","minimum":25},"b":{"enum":["x",null]}},"required":["a"]}"#
        )
        var follower = try GrammarFollower(try Grammar(source))
        func fits(_ text: String) throws -> Bool {
            try follower.state(after: text.utf8, from: follower.start).map { follower.mayEnd($0) } ?? false
        }
        #expect(try fits(#"{"a": 25}"#) && fits(#"{"a":110, "b":null}"#))
        #expect(try !fits(#"{"a": 24}"#) && !fits("{}") && !fits(#"{"a": 30, "b": "y"}"#))
    }

    @Test func `a schema that llama.cpp refuses is told with its reason`() {
        let error = #expect(throws: EngineError.self) {
            try GrammarStore.grammar(ofSchema: #"{"$ref":"https://x.example/s"}"#)
        }
        #expect(error?.description.contains("can't make a grammar of the schema") == true)
    }
}
