import CLlamaReference
import Constraints
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
