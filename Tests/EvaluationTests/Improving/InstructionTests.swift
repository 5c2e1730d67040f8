import Testing

@testable import Evaluation

struct InstructionTests {
    @Test(arguments: [
        ("Say it in one word.", "Say it in one word."),
        ("\"Say it in one word.\"", "Say it in one word."),
        ("New instruction: Say it.\n\nThis is better because it is short.", "Say it."),
        ("Here it is:\n```text\nSay it.\nBriefly.\n```\nGood luck!", "Say it.\nBriefly."),
    ])
    func `an instruction is read from what a model writes around it`(output: String, text: String) {
        #expect(ProposedInstruction.text(in: output) == text)
    }

    @Test(arguments: ["", "  \n", "Classify {{review}}.", String(repeating: "long ", count: 300)])
    func `what can't be an instruction is none`(output: String) {
        #expect(ProposedInstruction.text(in: output) == nil)
    }

    @Test func `an instruction keeps the variables that the cases fill`() {
        func text(_ output: String) -> String? {
            ProposedInstruction.text(in: output, known: ["review", "tone"], needed: ["review"])
        }
        #expect(text("Classify {{review}}.") == "Classify {{review}}.")
        #expect(text("Classify it.") == nil)
        #expect(text("Classify {{review}} as {{label}}.") == nil)
    }

    @Test func `a list has an instruction on each line, or between lines of dashes`() {
        #expect(InstructionList.instructions(in: "Say it.\n\nTell it.\r\nSay it.\n") == ["Say it.", "Tell it."])
        #expect(
            InstructionList.instructions(in: "Say it.\nBriefly.\n---\nTell it.\n") == ["Say it.\nBriefly.", "Tell it."])
    }
}
