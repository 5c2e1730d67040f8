import Prompting
import Testing

@testable import Lanes

struct OutputSplitterTests {
    private static let tags = ThoughtTags(starts: ["<think>"], ends: ["</think>"], boundaries: ["<tool_call>"])

    /// What comes of an output that is cut into tokens.
    private func split(
        _ tokens: [String], tags: ThoughtTags? = Self.tags, isOpen: Bool = false, stops: [String] = []
    ) -> (thoughts: String, text: String, splitter: OutputSplitter) {
        var splitter = OutputSplitter(tags: tags, isOpen: isOpen, stops: stops)
        var shown = (thoughts: "", text: "")
        func add(_ piece: OutputSplitter.Piece) {
            shown.thoughts += piece.thoughts.text
            shown.text += piece.text.text
        }
        for token in tokens { add(splitter.append(Array(token.utf8))) }
        add(splitter.flush())
        #expect(shown.thoughts == splitter.thoughts)
        #expect(shown.text == splitter.text)
        return (shown.thoughts, shown.text, splitter)
    }

    @Test func `thoughts and answer are told apart, without tags and the space between`() {
        let (thoughts, text, splitter) = split(["<think>", "\nHm", ".\n", "</think>", "\n\n", "42", "."])
        #expect(thoughts == "\nHm.\n")
        #expect(text == "42.")
        #expect(splitter.thoughtTokens == 5)
    }

    @Test func `tags are found wherever tokens cut them`() {
        let whole = "  <think>one < two</think>\nthree <think>"
        for size in 1...12 {
            var tokens: [String] = []
            var rest = whole[...]
            while !rest.isEmpty {
                tokens.append(String(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            let (thoughts, text, _) = split(tokens)
            #expect(thoughts == "one < two", "in pieces of \(size)")
            #expect(text == "three <think>", "in pieces of \(size)")
        }
    }

    @Test func `thoughts that the prompt opened need no start`() {
        let (thoughts, text, _) = split(["Hm", "</thi", "nk>", "Yes"], isOpen: true)
        #expect(thoughts == "Hm")
        #expect(text == "Yes")
    }

    @Test func `an answer may be about tags`() {
        let (thoughts, text, _) = split(["The tag ", "<think>", " begins thoughts, ", "</think>", " ends them."])
        #expect(thoughts.isEmpty)
        #expect(text == "The tag <think> begins thoughts, </think> ends them.")
    }

    @Test func `an output that begins like a tag is an answer`() {
        #expect(split(["<thi", "s> is no tag"]).text == "<this> is no tag")
        #expect(split(["<thin"]).text == "<thin")
        #expect(split(["  ", "\n"]).text == "  \n")
    }

    @Test func `thoughts that nobody closes leave no answer`() {
        let (thoughts, text, splitter) = split(["<think>", "Hm", "…", "</thi"])
        #expect(thoughts == "Hm…</thi")
        #expect(text.isEmpty)
        #expect(splitter.isThinking)
    }

    @Test func `a tool call ends thoughts that nobody closed, and is the answer's`() {
        let (thoughts, text, _) = split(["<think>", "I call.", "<tool", "_call>", "{}"])
        #expect(thoughts == "I call.")
        #expect(text == "<tool_call>{}")
    }

    @Test func `stop strings count in the answer alone`() {
        let (thoughts, text, splitter) = split(["<think>a\n", "\nb</think>", "c\n", "\nd"], stops: ["\n\n"])
        #expect(thoughts == "a\n\nb")
        #expect(text == "c")
        #expect(splitter.isStopped)
        #expect(splitter.cut == (2, 0, "c"))
    }

    @Test func `channels of gpt-oss are read, and their headers left out`() {
        let (thoughts, text, _) = split(
            [
                "<|channel|>", "analysis", "<|message|>", "Simple.", "<|end|>", "<|start|>", "assistant", "<|channel|>",
                "final", "<|message|>", "Four", ".",
            ], tags: .harmony)
        #expect(thoughts == "Simple.")
        #expect(text == "Four.")
        #expect(split(["<|channel|>", "final", "<|message|>", "Four"], tags: .harmony).text == "Four")
    }

    @Test func `a character that tokens cut stays whole in thoughts and answer`() {
        let bytes = Array("<think>가</think>나".utf8)
        var splitter = OutputSplitter(tags: Self.tags, isOpen: false, stops: [])
        var pieces = bytes.map { splitter.append([$0]) }
        pieces.append(splitter.flush())
        #expect(pieces.map(\.thoughts.text).joined() == "가")
        #expect(pieces.map(\.text.text).joined() == "나")
        // Every token has its end, in one of the two.
        #expect(pieces.reduce(0) { $0 + $1.thoughts.tokenEnds.count + $1.text.tokenEnds.count } == bytes.count)
    }

    @Test func `random cuts of random outputs give the same two texts`() {
        var generator = SystemRandomNumberGenerator()
        let alphabet = ["<think>", "</think>", "<tool_call>", "<", "think", ">", "a", " ", "\n", "가"]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 0...14, using: &generator)).map { _ in alphabet.randomElement() ?? "" }
                .joined()
            let whole = split([text])
            var tokens: [String] = []
            var rest = text[...]
            while !rest.isEmpty {
                let size = Int.random(in: 1...5, using: &generator)
                tokens.append(String(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            let cut = split(tokens)
            #expect(cut.thoughts == whole.thoughts && cut.text == whole.text, "\(tokens)")
        }
    }

    @Test func `open thoughts are found in a prompt`() {
        let tags = ThoughtTags.usual
        #expect(tags.areOpen(in: "<|im_start|>assistant\n<think>\n"))
        #expect(!tags.areOpen(in: "<|im_start|>assistant\n<think>\n\n</think>\n\n"))
        #expect(!tags.areOpen(in: "<|im_start|>assistant\n"))
    }
}
