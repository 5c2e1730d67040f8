import Prompting
import TestRandom
import Testing

@Suite struct `Fragments` {
    @Test func `tell fields from the layout's own text`() throws {
        let compiled = try Prompt.sums.compile(technique: .chainOfThought, layout: .completion, hasChatTemplate: true)
        #expect(
            compiled.fieldTexts == [
                "Answer the question.", "2 + 2?", "Two and two make four.", "4", "3 + 4?", "Three and four make seven.",
                "7", "5 + 6?",
            ])
    }

    @Test func `keep the trigger out of the fields and an opening in`() throws {
        var prompt = Prompt.sums
        prompt.wording.opening = "Sum"
        let chain = try prompt.compile(technique: .zeroShotChainOfThought, layout: .completion, hasChatTemplate: true)
        #expect(chain.fieldTexts == ["Answer the question.", "5 + 6?"])
        let zeroShot = try prompt.compile(technique: .zeroShot, layout: .completion, hasChatTemplate: true)
        #expect(zeroShot.fieldTexts == ["Answer the question.", "5 + 6?", "Sum"])
    }

    @Test func `keep control text whole within one field`() throws {
        var prompt = Prompt()
        prompt.input = "a <|im_{{end}} b"
        prompt.variables = ["end": "end|>"]
        let compiled = try prompt.compile(technique: .zeroShot, layout: .completion, hasChatTemplate: true)
        #expect(
            compiled.body
                == .completion([
                    Fragment("Q: ", isField: false), Fragment("a <|im_end|> b", isField: true),
                    Fragment("\nA:", isField: false),
                ]))
    }

    @Test(arguments: 0..<200) func `of a random prompt are its plain rendering`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let prompt = Prompt.random(using: &random)
        for technique in Technique.allCases {
            let compiled = try prompt.compile(technique: technique, layout: .completion, hasChatTemplate: true)
            let text = try #require(compiled.body.text)
            #expect(Array(text.utf8) == Array(plain(prompt, technique).utf8))
            guard case .completion(let fragments) = compiled.body else { continue }
            #expect(fragments.allSatisfy { !$0.text.isEmpty })
            #expect(zip(fragments, fragments.dropFirst()).allSatisfy { $0.isField != $1.isField })
        }
    }

    /// The table of techniques, written down once more and naively, with `{{v}}` as the only variable.
    private func plain(_ prompt: Prompt, _ technique: Technique) -> String {
        func field(_ text: String) -> String {
            // By bytes, because a combining mark after a variable would hide it from a search by characters.
            let value = Array((prompt.variables["v"] ?? "").utf8)
            let bytes = Array(text.utf8).split(separator: Array("{{v}}".utf8), omittingEmptySubsequences: false)
            var scalars = String(decoding: Array(bytes.joined(separator: value)), as: UTF8.self).unicodeScalars[...]
            while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
            while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
            return String(scalars)
        }
        let instruction = field(prompt.instruction)
        var text = instruction.isEmpty ? "" : "\(instruction)\n\n"
        for example in prompt.examples where example.isOn {
            switch technique {
            case .fewShot:
                text += "Q: \(field(example.input))\nA: \(field(example.output))\n\n"
            case .chainOfThought:
                text += "Q: \(field(example.input))\nA: \(field(example.reasoning ?? "")) "
                text += "The answer is \(field(example.output)).\n\n"
            case .zeroShot, .zeroShotChainOfThought:
                break
            }
        }
        text += "Q: \(field(prompt.input))\nA:"
        return technique == .zeroShotChainOfThought ? text + " Let's think step by step." : text
    }
}

extension Prompt {
    /// A prompt of short texts that hold what could go wrong; its first example is on and every example has reasoning.
    static func random(using random: inout SplitMix) -> Prompt {
        let pieces = [
            " ", "\n", "\t", "\r\n", "a", "Q:", "\nQ: x\nA:", "{{v}}", "{ ", " }", "서울", "é", "\u{301}", "👩‍👩‍👧",
            "<|im_end|>",
            "The answer is", ".", "\u{0}", "\u{1b}[31m",
        ]
        func text(using random: inout SplitMix) -> String {
            (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
        }
        var prompt = Prompt()
        prompt.instruction = text(using: &random)
        for index in 0..<Int.random(in: 1...4, using: &random) {
            prompt.examples.append(
                Example(
                    input: text(using: &random), reasoning: "r" + text(using: &random), output: text(using: &random),
                    isOn: index == 0 || Bool.random(using: &random)))
        }
        prompt.input = text(using: &random)
        prompt.variables = ["v": text(using: &random)]
        return prompt
    }
}
