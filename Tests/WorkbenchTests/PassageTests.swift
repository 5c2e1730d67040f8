import Library
import Prompting
import Terminal
import Testing
import TextLayout

@testable import Workbench

/// The passages of a prompt's sources: runs wait for them, and a layer shows what is cited.
struct PassageTests {
    private let found = [
        FoundPassage(
            number: 1, file: "docs/refunds.md", first: 12, last: 18, headings: ["Refunds", "Deadlines"],
            text: "A refund takes 14 days.", score: 3.214),
        FoundPassage(number: 2, file: "docs/fees.md", first: 1, last: 1, text: "There are no fees.", score: 1.5),
        FoundPassage(
            number: 3, file: "paper.pdf", first: 7, last: 7, hasPages: true, text: "Nothing of it.", score: 0.5),
    ]

    private func prompt(_ lanes: [Lane] = [Lane(name: "A")]) -> Prompt {
        var prompt = Prompt()
        prompt.input = "{{sources}} Q: {{question}}"
        prompt.sources = PromptSources(["docs/", "paper.pdf"], query: "{{question}}")
        prompt.variables = ["question": "How long does a refund take?"]
        prompt.lanes = lanes
        return prompt
    }

    private func questions(_ pilot: Pilot) -> [SourceQuestion] {
        pilot.effects.compactMap { if case .files(.findPassages(let question)) = $0 { question } else { nil } }
    }

    /// A workbench whose lanes have run with the passages and said something.
    private func afterRun(_ answer: String, glyphs: Glyphs = .unicode) throws -> Pilot {
        var pilot = Pilot(glyphs: glyphs, prompt: prompt(), isLive: false)
        pilot.press("F5")
        pilot.report(.files(.passagesFound(try #require(questions(pilot).first), .success(found))))
        pilot.begin("A")
        pilot.say("A", [answer])
        pilot.end("A")
        pilot.press("Alt-1")
        pilot.forget()
        return pilot
    }

    @Test func `a run waits for the passages, and sends them`() throws {
        var pilot = Pilot(prompt: prompt(), isLive: false)
        pilot.press("F5")
        #expect(pilot.runNames.isEmpty)
        let question = try #require(questions(pilot).first)
        #expect(question.query == "How long does a refund take?" && question.way == .bm25)
        #expect(question.folder == "prompts")
        pilot.report(.files(.passagesFound(question, .success(found))))
        #expect(pilot.runNames == ["A"])
        let request = try #require(pilot.runs.first?.request.lanes.first)
        guard case .chat(let messages, _) = request.prompt.body else {
            Issue.record("no chat")
            return
        }
        #expect(messages.last?.text.hasPrefix("[1] docs/refunds.md:12-18, Refunds > Deadlines\nA refund") == true)
    }

    @Test func `lanes that search alike ask once, and a lane without sources waits for nothing`() throws {
        let lanes = [
            Lane(name: "A"), Lane(name: "B", sources: .bm25), Lane(name: "C", sources: SourceSearch.none),
            Lane(name: "D", sources: .both),
        ]
        var pilot = Pilot(prompt: prompt(lanes), isLive: false)
        pilot.press("F5")
        #expect(pilot.runNames == ["C"])
        #expect(questions(pilot).map(\.way) == [.bm25, .both])
        pilot.report(.files(.passagesFound(questions(pilot)[0], .success(found))))
        #expect(pilot.runNames == ["C", "A", "B"])
    }

    @Test func `F changes how a lane finds passages, and the lane's line tells it`() throws {
        var pilot = Pilot(prompt: prompt([Lane(name: "A"), Lane(name: "B")]), isLive: false)
        pilot.press("Alt-2 F")
        #expect(pilot.lane("B")?.lane.sources == .embeddings)
        #expect(pilot.lines.dropLast().contains { $0.contains("by meaning") })
        #expect(pilot.footer.contains("This lane gets passages that are found by meaning."))
        pilot.press("F F")
        #expect(pilot.lane("B")?.lane.sources == SourceSearch.none && pilot.lane("A")?.lane.sources == nil)
        #expect(pilot.sees("no sources"))
        pilot.press("F5")
        #expect(pilot.runNames == ["B"] && questions(pilot).map(\.way) == [.bm25])
        pilot.press("F")
        #expect(pilot.lane("B")?.lane.sources == nil && !pilot.sees("no sources"))
        var bare = Pilot(isLive: false)
        bare.press("Alt-1 F")
        #expect(bare.footer.contains("The prompt has no sources"))
    }

    @Test(arguments: SourceSearch.allCases)
    func `what F says is in Korean`(way: SourceSearch) {
        #expect(Korean.sentences(way.laneSentence).hasPrefix("이 레인은"))
    }

    @Test func `each F5 searches again, running one lane doesn't`() throws {
        var pilot = try afterRun("14 days [1].")
        pilot.press("Alt-r")
        #expect(questions(pilot).isEmpty && pilot.runNames == ["A"])
        pilot.press("F5")
        #expect(questions(pilot).count == 1)
    }

    @Test func `sources that can't be searched are told in the lane`() throws {
        var pilot = Pilot(prompt: prompt(), isLive: false)
        pilot.press("F5")
        let question = try #require(questions(pilot).first)
        pilot.report(.files(.passagesFound(question, .failure(SourceProblem("The source docs/ can't be read.")))))
        #expect(pilot.runNames.isEmpty)
        #expect(pilot.lane("A")?.problem == "The source docs/ can't be read.")
    }

    @Test func `Esc gives up the search`() throws {
        var pilot = Pilot(prompt: prompt(), isLive: false)
        pilot.press("F5 Esc")
        pilot.report(.files(.passagesFound(try #require(questions(pilot).first), .success(found))))
        #expect(pilot.runNames.isEmpty)
    }

    @Test func `a value of its own is sent in place of a search`() {
        var own = prompt()
        own.variables["sources"] = "My own text."
        var pilot = Pilot(prompt: own, isLive: false)
        pilot.press("F5")
        #expect(questions(pilot).isEmpty && pilot.runNames == ["A"])
    }

    @Test func `retrieved, cited and says so are three marks`() throws {
        var pilot = try afterRun("A refund takes 14 days [2].")
        pilot.press("f")
        let rows = pilot.lines.filter { $0.contains("docs/") || $0.contains("paper.pdf") }
        #expect(rows.count == 3)
        // The first says so without being cited, the second is cited without saying so.
        #expect(rows[0].contains("✓ says so") && !rows[0].contains("cited"))
        #expect(rows[1].contains("● cited") && !rows[1].contains("says so"))
        #expect(!rows[2].contains("cited") && !rows[2].contains("says so"))
        #expect(rows[0].contains("3.21") && rows[0].contains("docs/refunds.md:12-18"))
        #expect(rows[0].contains("Refunds > Deadlines") && rows[2].contains("paper.pdf, page 7"))
        #expect(pilot.style(of: "docs/fees.md:1") == Style(.accent))
    }

    @Test func `a number that no passage has is told, and signs need no Unicode`() throws {
        var pilot = try afterRun("It takes 14 days [1][9].", glyphs: .ascii)
        pilot.press("f")
        #expect(pilot.sees("The answer cites [9], and there is no such passage."))
        #expect(pilot.sees("* cited"))
    }

    @Test func `passages are tokens of the input in the sent text`() throws {
        var pilot = try afterRun("A refund takes 14 days [1].")
        pilot.press("^T")
        try pilot.answerRender()
        #expect(pilot.sees("A refund takes 14 days.") && pilot.sees("· input "))
    }

    @Test func `Enter opens the file at its place`() throws {
        var pilot = try afterRun("14 days [1].")
        pilot.press("f Enter Down*2 Enter")
        #expect(
            pilot.effects == [
                .terminal(.openFile("prompts/docs/refunds.md", line: 12)), .terminal(.view(["prompts/paper.pdf"])),
            ])
        pilot.press("Esc")
        #expect(!pilot.sees("sources of lane A"))
    }

    @Test func `a passage that doesn't fit the pane is cut with a sentence, and r reads all of it`() throws {
        var pilot = Pilot(rows: 24, prompt: prompt(), isLive: false)
        pilot.press("Alt-1 f")
        var long = found
        long[0].text = (1...60).map { "Rule \($0) holds." }.joined(separator: "\n")
        pilot.report(.files(.passagesFound(try #require(questions(pilot).first), .success(long))))
        #expect(pilot.sees("Rule 1 holds.") && pilot.sees("more lines: r reads all") && !pilot.sees("Rule 60 holds."))
        pilot.press("r")
        #expect(pilot.sees("docs/refunds.md:12-18 > Refunds > Deadlines") && !pilot.sees("Rule 60 holds."))
        #expect(!pilot.sees("differences are marked"))
        pilot.press("End")
        #expect(pilot.sees("Rule 60 holds."))
        pilot.press("Esc Down")
        #expect(pilot.sees("sources of lane A") && pilot.sees("There are no fees.") && !pilot.sees("more lines"))
    }

    @Test func `a passage that is read fills the whole width after a change of the screen's size too`() throws {
        var pilot = Pilot(prompt: prompt(), isLive: false)
        pilot.press("Alt-1 f")
        var long = found
        long[0].text = (1...30).map { "word\($0)" }.joined(separator: " ")
        pilot.report(.files(.passagesFound(try #require(questions(pilot).first), .success(long))))
        pilot.press("r")
        let before = pilot.lines.filter { $0.contains("word") }.count
        pilot.resize(100, 40)
        pilot.resize(140, 40)
        #expect(before == 2 && pilot.lines.filter { $0.contains("word") }.count == 2)
    }

    @Test func `passages that are the variable's value, as in a run of the history, are shown with marks`() throws {
        var own = prompt()
        own.variables["sources"] = PassageText.text(of: found.map(\.passage))
        var pilot = Pilot(prompt: own, isLive: false)
        pilot.press("F5")
        pilot.begin("A")
        pilot.say("A", ["A refund takes 14 days [2][7]."])
        pilot.end("A")
        pilot.press("Alt-1")
        pilot.forget()
        pilot.press("f")
        let places = ["docs/refunds.md:12-18", "docs/fees.md:1", "paper.pdf, page 7"]
        let rows = pilot.lines.filter { line in places.contains { line.contains($0) } }
        try #require(rows.count == 3)
        #expect(rows[0].contains("✓ says so") && rows[0].contains("Refunds > Deadlines") && !rows[0].contains("3.21"))
        #expect(rows[1].contains("● cited") && pilot.sees("The answer cites [7], and there is no such passage."))
        pilot.press("Enter Down*2 Enter")
        #expect(
            pilot.effects == [
                .terminal(.openFile("prompts/docs/refunds.md", line: 12)), .terminal(.view(["prompts/paper.pdf"])),
            ])
    }

    @Test func `a run of the history shows what its lane was sent, until it is searched for again`() throws {
        var recorded = try HistoryTests.run(12, text: "A refund takes 14 days [2].", layout: .chat)
        let sent = PassageText.text(of: found.map(\.passage)) + " Q: How long does a refund take?"
        recorded.run.lanes[0].request.prompt.body = .chat(
            messages: [Prompting.Message(role: .user, content: sent)], opening: "")
        var pilot = Pilot(prompt: prompt(), isLive: false)
        pilot.report(.history(.run(recorded, prompt([Lane(name: "cool")]))))
        pilot.forget()
        pilot.press("f")
        #expect(questions(pilot).isEmpty)
        let places = ["docs/refunds.md:12-18", "docs/fees.md:1", "paper.pdf, page 7"]
        let rows = pilot.lines.filter { line in places.contains { line.contains($0) } }
        try #require(rows.count == 3)
        #expect(rows[0].contains("✓ says so") && rows[1].contains("● cited") && !rows[0].contains("0.00"))
        pilot.press("Esc F5")
        #expect(questions(pilot).count == 1)
    }

    @Test func `passages are told from the text around them in what was sent`() {
        var prompt = Prompt()
        prompt.instruction = "Know this:\n{{sources}}\nEnd."
        prompt.input = "{{question}}"
        prompt.variables = ["question": "Why?"]
        let text = PassageText.text(of: found.map(\.passage))
        func read(_ text: String) -> [Passage]? {
            let messages = [
                Prompting.Message(role: .system, content: text), Prompting.Message(role: .user, content: "Why?"),
            ]
            return prompt.passages(sentIn: .chat(messages: messages, opening: ""))
        }
        #expect(read("Know this:\n\(text)\nEnd.") == found.map(\.passage))
        #expect(read("Know this:\n(no sources)\nEnd.") == [])
        #expect(read("Know that:\n\(text)\nEnd.") == nil && read("Know this:\nNothing.\nEnd.") == nil)
        prompt.instruction = ""
        prompt.input = "{{sources}}"
        #expect(prompt.passages(sentIn: .completion([Fragment(text, isField: true)])) == found.map(\.passage))
    }

    @Test func `a passage that names no place can be read, but not opened`() {
        var own = prompt()
        own.variables["sources"] = "[1] What a friend said\nRefunds are slow."
        var pilot = Pilot(prompt: own, isLive: false)
        pilot.press("Alt-1 f")
        #expect(pilot.sees("What a friend said") && pilot.sees("Refunds are slow."))
        pilot.forget()
        pilot.press("Enter")
        #expect(pilot.effects.isEmpty && pilot.footer.contains("It isn't known in which file the passage stands."))
    }

    @Test func `the layer searches by itself, and says what it lacks`() throws {
        var pilot = Pilot(prompt: prompt(), isLive: false)
        pilot.press("Alt-1 f")
        #expect(pilot.sees("The sources are being searched."))
        pilot.report(.files(.passagesFound(try #require(questions(pilot).first), .success(found))))
        #expect(pilot.sees("docs/refunds.md:12-18"))
        var none = Pilot(isLive: false)
        none.press("Alt-1 f")
        #expect(none.footer.contains("no sources"))
        var bare = Pilot(prompt: prompt([Lane(name: "A", sources: SourceSearch.none)]), isLive: false)
        bare.press("Alt-1 f")
        #expect(bare.footer.contains("gets no sources"))
    }

    @Test(arguments: ["~/papers", "/papers", "papers"])
    func `the file of a passage is where the source was named`(source: String) {
        let passage = FoundPassage(number: 1, file: source + "/a.pdf", first: 1, last: 1, hasPages: true, text: "A")
        #expect(
            passage.path(in: "prompts")
                == ["~/papers": "~/papers/a.pdf".expandingHome, "/papers": "/papers/a.pdf"][
                    source, default: "prompts/papers/a.pdf"])
    }
}
