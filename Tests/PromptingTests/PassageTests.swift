import Testing

@testable import Prompting

struct PassageTests {
    @Test func `passages are read back from their text, whatever stands in them`() {
        let passages = [
            Passage(
                number: 1, title: "docs/a.md:3-5, Refunds > Time", text: "First.\n\n[2] not the next one\n[7] nor this"),
            Passage(number: 2, title: "b.csv:2", text: "[3]\nlast"),
        ]
        let text = PassageText.text(of: passages)
        #expect(text.hasPrefix("[1] docs/a.md:3-5, Refunds > Time\nFirst."))
        let read = PassageText.passages(in: text)
        #expect(read.map(\.number) == [1, 2] && read.map(\.title) == passages.map(\.title))
        #expect(read[0].text == "First.\n\n [2] not the next one\n[7] nor this")
    }

    @Test func `without passages the text says so, and has none`() {
        #expect(PassageText.text(of: []) == "(no sources)")
        #expect(PassageText.passages(in: "(no sources)").isEmpty)
    }

    @Test(arguments: [
        FoundPassage(number: 1, file: "docs/a.md", first: 3, last: 5, headings: ["Refunds", "Time"], text: "A."),
        FoundPassage(number: 2, file: "b.csv", first: 2, last: 2, text: "B."),
        FoundPassage(number: 3, file: "a, b: c.pdf", first: 7, last: 8, hasPages: true, text: "C."),
        FoundPassage(number: 4, file: "p.pdf", first: 1, last: 1, hasPages: true, headings: ["At 10:30"], text: "D."),
        FoundPassage(number: 5, file: "e.md", first: 9, last: 9, headings: ["See x, page 3"], text: "E."),
    ])
    func `the place of a passage is read back from its title`(found: FoundPassage) {
        #expect(FoundPassage(found.passage) == found)
    }

    @Test func `a title that names no place stays as it is`() {
        let passage = Passage(number: 1, title: "What a friend said, in 2024", text: "Slow.")
        #expect(!FoundPassage(passage).hasPlace && FoundPassage(passage).passage == passage)
    }

    @Test func `passages of other programs are read too`() {
        let read = PassageText.passages(in: "Context:\n[1] One.\n[2] Two,\nand more.\n[4] not the next")
        #expect(read.map(\.whole) == ["One.\n", "Two,\nand more.\n[4] not the next"])
        #expect(read.map(\.number) == [1, 2])
    }

    @Test(arguments: [("", 0), ("word", 1), ("four words of English", 6), ("환불", 2), ("é", 1)])
    func `tokens are estimated by letters`(text: String, tokens: Int) {
        #expect(TokenEstimate.count(text) == tokens)
    }

    @Test func `the input is searched for unless the sources have a query`() throws {
        var prompt = Prompt()
        prompt.input = "{{sources}}\n{{question}}"
        prompt.variables = ["question": "Why?"]
        #expect(try prompt.sourceQuery([:]) == "Why?")
        prompt.sources.query = "about {{question}}"
        #expect(try prompt.sourceQuery(["question": "what"]) == "about what")
        prompt.sources.query = "{{topic}}"
        #expect(throws: PromptError.self) { try prompt.sourceQuery([:]) }
    }

    @Test func `sources are used where a field has their variable`() {
        var prompt = Prompt()
        prompt.sources.paths = ["docs"]
        #expect(!prompt.usesSources)
        prompt.instruction = "Know this: {{ sources }}"
        #expect(prompt.usesSources)
        prompt.sources.paths = []
        #expect(!prompt.usesSources)
    }
}
