import Foundation
import Lanes
import Prompting
import Sampling
import Terminal
import Testing

@testable import History
@testable import Library
@testable import Workbench

@Suite struct RecordingTests {
    private func recorded(_ pilot: Pilot) -> [ScreenRun] {
        pilot.effects.compactMap { if case .history(.record(let run)) = $0 { run } else { nil } }
    }

    @Test func `what stands in the lanes is kept as one run once nothing happens any more`() {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.finish(["cool": "Negative", "warm": "Mixed"])
        #expect(pilot.scheduled(.record).count == 1)
        pilot.report(.timer(.record))
        let runs = recorded(pilot)
        #expect(runs.count == 1)
        #expect(runs.first?.lanes.map(\.result.answer) == ["Negative", "Mixed"])
        #expect(runs.first?.lanes.map(\.request.settings.temperature) == [0.2, 1.2])
        #expect(runs.first?.prompt == pilot.state.promptForSaving)
        pilot.forget()
        pilot.report(.timer(.record))
        #expect(recorded(pilot).isEmpty)
    }

    @Test func `steps of a knob on its way are no runs of their own`() {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.finish(["cool": "a", "warm": "b"])
        pilot.press("Tab Tab Right")
        // The pause ends while the lane runs again.
        pilot.report(.timer(.record))
        #expect(recorded(pilot).isEmpty)
        pilot.finish(["cool": "c"])
        pilot.report(.timer(.record))
        #expect(recorded(pilot).map { $0.lanes.map(\.result.answer) } == [["c", "b"]])
    }

    @Test func `a run that was asked for is kept even when the next one follows at once`() {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.finish(["cool": "a", "warm": "b"])
        pilot.press("F5")
        #expect(recorded(pilot).count == 1)
    }

    @Test func `a run is by hand if F5 asked for it, and not if lanes ran after a change`() {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.finish(["cool": "a", "warm": "b"])
        pilot.report(.timer(.record))
        pilot.press("Tab Tab Right")
        pilot.finish(["cool": "c"])
        pilot.report(.timer(.record))
        #expect(recorded(pilot).map(\.isByHand) == [true, false])
    }

    @Test func `a run that was stopped is kept with what it had said`() throws {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.begin("cool")
        pilot.say("cool", ["Nega", "tive"])
        let run = try #require(pilot.runs.first { $0.name == "cool" })
        pilot.press("Esc")
        #expect(pilot.sees("2 tok"))
        let stage = StageResult(prompt: "", text: "Negative", finish: .cancelled)
        let result = LaneResult(
            name: "cool", samples: [SampleResult(stages: [stage], text: "Negative", answer: "Negative")],
            answer: "Negative", error: nil, usage: Usage(), timings: Timings())
        pilot.report(.engine(.run(run.id, .laneFinished(lane: 0, result: result))))
        pilot.report(
            .engine(.run(run.id, .finished(RunSummary(lanes: [result], mode: .fast, padding: [], isCancelled: true)))))
        pilot.report(.timer(.record))
        #expect(recorded(pilot).map { $0.lanes.map(\.result.samples.first?.stages.first?.finish) } == [[.cancelled]])
    }

    @Test func `what a stopped run still tells is nothing to the run after it`() throws {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.begin("cool")
        pilot.say("cool", ["old"])
        let run = try #require(pilot.runs.first { $0.name == "cool" })
        pilot.press("Esc F5")
        pilot.report(.engine(.run(run.id, .text(lane: 0, sample: 0, stage: 0, text: "late", tokens: []))))
        #expect(!pilot.sees("late"))
    }

    @Test func `leaving and opening another prompt keep what is there first`() {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.finish(["cool": "a", "warm": "b"])
        pilot.forget()
        pilot.report(.files(.opened(path: "p.yaml", isShipped: false, .plain, notices: [])))
        #expect(recorded(pilot).first?.name == "Sentiment of a review")
        pilot.finish(["A": "x"])
        pilot.forget()
        pilot.press("^Q")
        #expect(recorded(pilot).count == 1)
        #expect(pilot.effects.last == .quit)
    }
}

@Suite struct HistoryTests {
    private static let model = ModelRecord(
        name: "SmolLM2-135M-Instruct", path: "models/smollm2.gguf", sha256: nil, architecture: "llama",
        quantization: "Q4_1", contextLength: 2048, build: "b1")

    static func run(
        _ id: Int64, temperature: Double = 0.2, text: String = "Negative", input: String = "{{review}}",
        layout: Layout = .completion
    ) throws -> RecordedRun {
        var prompt = Prompt.reviews
        prompt.input = input
        let compiled = try prompt.compile(
            technique: .fewShot, layout: layout, hasChatTemplate: layout == .chat)
        var settings = Settings()
        settings.temperature = temperature
        settings.maxTokens = 64
        let stage = StageResult(
            prompt: "…", text: text, finish: .end,
            tokens: [DrawnToken(id: 7, probability: 0.5, end: text.utf8.count)])
        let lane = LaneRecord(
            LaneRequest(name: "cool", prompt: compiled, settings: settings), model: model,
            result: LaneResult(name: "cool", samples: [SampleResult(stages: [stage], of: compiled)], answer: text))
        let file = try PromptFile(new: prompt, path: "reviews").text
        let run = RunRecord(
            date: Date(timeIntervalSince1970: 1_790_000_000), seconds: 1.5, origin: .screen, mode: "fast",
            prompt: PromptRecord(name: "Sentiment of a review", text: file), lanes: [lane],
            machine: MachineRecord(lathe: "0.1.0", processor: "cpu", threads: 2))
        return RecordedRun(id: id, run: run)
    }

    static func entry(_ id: Int64, _ answer: String, rating: Int? = nil, tags: [String] = []) -> HistoryEntry {
        HistoryEntry(
            id: id, date: Date(timeIntervalSince1970: 1_790_000_000 + Double(id) * 3600), seconds: 1.5, origin: .screen,
            mode: "fast", prompt: "Sentiment of a review", file: nil, input: "The plot dragged.", answer: answer,
            techniques: [.fewShot], models: ["SmolLM2-135M-Instruct"], lanes: 2, failedLanes: 0, tokens: 44,
            isCancelled: false, rating: rating, tags: tags, note: "", deleted: nil, match: nil)
    }

    /// The list is open with three runs.
    static func listing(columns: Int = 140, rows: Int = 40) throws -> Pilot {
        var pilot = try Pilot.afterRun(columns: columns, rows: rows)
        pilot.report(.timer(.record))
        pilot.press("Alt-h")
        answer(&pilot, [entry(12, "Negative"), entry(11, "부정적입니다", rating: 4, tags: ["good"]), entry(9, "Mixed")])
        pilot.forget()
        return pilot
    }

    static func answer(_ pilot: inout Pilot, _ entries: [HistoryEntry], next: HistoryPosition? = nil) {
        for effect in pilot.effects.reversed() {
            guard case .history(.page(let number, _, let position)) = effect else { continue }
            let page = HistoryPage(entries: entries, next: next)
            return pilot.report(.history(.page(number: number, page, isMore: position != .newest)))
        }
    }

    @Test func `the list shows the newest runs with date, rating, prompt and answer`() throws {
        let pilot = try Self.listing()
        #expect(pilot.sees("22 Sep") || pilot.sees("21 Sep"))
        #expect(pilot.sees("★★★★"))
        #expect(pilot.sees("[good] 부정적입니다"))
        #expect(pilot.sees("run 12 · 2 lanes · SmolLM2-135M-Instruct · 44 tok"))
    }

    @Test func `typing searches, and an answer to an older question is ignored`() throws {
        var pilot = try Self.listing()
        pilot.type("pl")
        let asked = pilot.effects.compactMap { effect -> (Int, String)? in
            if case .history(.page(let number, let filter, .newest)) = effect { (number, filter.text) } else { nil }
        }
        #expect(asked.map(\.1) == ["p", "pl*"])
        pilot.report(.history(.page(number: asked[0].0, HistoryPage(entries: [], next: nil), isMore: false)))
        #expect(pilot.sees("run 12"))
        pilot.report(.history(.page(number: asked[1].0, HistoryPage(entries: [], next: nil), isMore: false)))
        #expect(pilot.sees("no run matches"))
    }

    @Test func `Alt-f lists the rated runs, those run by hand, and all again`() throws {
        var pilot = try Self.listing()
        pilot.press("Alt-f")
        Self.answer(&pilot, [Self.entry(11, "b", rating: 4)])
        #expect(pilot.sees("history, rated") && !pilot.sees("run 12"))
        pilot.press("Alt-f")
        #expect(pilot.sees("history, by hand"))
        pilot.type("x ")
        pilot.press("Alt-f")
        let filters = pilot.historyRequests.compactMap { request -> HistoryFilter? in
            if case .page(_, let filter, .newest) = request { filter } else { nil }
        }
        #expect(
            filters == [
                HistoryFilter(rating: 1...5), HistoryFilter(origin: .screen), HistoryFilter(text: "x", origin: .screen),
                HistoryFilter(text: "x", origin: .screen), HistoryFilter(text: "x"),
            ])
        #expect(!pilot.sees("history, "))
    }

    @Test func `Alt-z lists the deleted runs, and Enter brings one back`() throws {
        var pilot = try Self.listing()
        pilot.press("Alt-z")
        let filters = pilot.historyRequests.compactMap { request -> HistoryFilter? in
            if case .page(_, let filter, .newest) = request { filter } else { nil }
        }
        #expect(filters == [HistoryFilter(isDeleted: true)])
        Self.answer(&pilot, [Self.entry(7, "Bad")])
        #expect(pilot.sees("deleted runs") && pilot.sees("run 7") && !pilot.sees("run 12"))
        pilot.press("Alt-5")
        #expect(pilot.sees("The run is deleted: Enter brings it back first."))
        pilot.forget()
        pilot.press("Enter")
        #expect(pilot.historyRequests == [.restore(7)])
        pilot.report(.history(.changed("Run 7 is back.")))
        Self.answer(&pilot, [])
        #expect(pilot.sees("No run is deleted.") && pilot.sees("Run 7 is back."))
        pilot.press("Alt-z")
        Self.answer(&pilot, [Self.entry(7, "Bad")])
        #expect(!pilot.sees("deleted runs"))
        pilot.press("Enter")
        #expect(pilot.historyRequests.last == .open(7))
    }

    @Test func `the tokens of today stand above the list, with their cost`() throws {
        var pilot = Pilot()
        pilot.press("Alt-h")
        #expect(pilot.historyRequests.contains(.usage))
        var usage = TokenUsage(model: "gpt")
        (usage.generatedTokens, usage.cost) = (1234, 0.055)
        pilot.report(
            .history(.page(number: pilot.state.keeping.listing, HistoryPage(entries: [], next: nil), isMore: false)))
        pilot.report(.history(.usage([usage, TokenUsage(model: "tiny")])))
        #expect(pilot.sees("0 runs; today 1234 tokens, $0.06"))
        usage.cost = 0.07
        pilot.report(.history(.usage([usage])))
        #expect(pilot.sees("1234 tokens, $0.07"))
    }

    @Test func `any rating, and what made a run, can be asked for`() {
        let filter = HistoryFilter(query: "rating:any by:screen sky")
        #expect(filter == HistoryFilter(text: "sky", rating: 1...5, origin: .screen))
        #expect(HistoryFilter(query: "by:hand") == HistoryFilter(text: "by:hand"))
    }

    @Test func `conditions are typed among the words`() {
        let filter = HistoryFilter(query: "sky technique:cot tag:good rating:4-5 model:gemma prompt:mine a:b")
        #expect(filter.text == "sky a:b")
        #expect(filter.technique?.rawValue == "cot")
        #expect(filter.tags == ["good"])
        #expect(filter.rating == 4...5)
        #expect(filter.model == "gemma")
        #expect(filter.prompt == "mine")
    }

    @Test func `older runs are asked for when the cursor comes near the end`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-h")
        Self.answer(&pilot, (0..<30).map { Self.entry(100 - $0, "x") }, next: .olderThan(71))
        pilot.forget()
        pilot.press("Down*9")
        #expect(pilot.effects.isEmpty)
        pilot.press("Down Down")
        #expect(pilot.effects.count == 1)
        Self.answer(&pilot, [Self.entry(70, "y")])
        pilot.press("PgDn PgDn PgDn")
        #expect(pilot.sees("run 70"))
    }

    @Test func `Enter puts prompt, lanes and outputs back, and nothing runs`() throws {
        var pilot = try Self.listing()
        pilot.press("Enter")
        #expect(pilot.effects == [.history(.open(12))])
        pilot.forget()
        pilot.report(.history(.run(try Self.run(12, temperature: 0.7, text: "Positive"), .reviews)))
        #expect(pilot.laneNames == ["cool"])
        #expect(pilot.output("cool") == "Positive")
        #expect(pilot.state.setup.settings(of: 0).temperature == 0.7)
        #expect(pilot.lane("cool")?.isStale == false)
        #expect(pilot.runNames.isEmpty)
        #expect(!pilot.effects.contains { if case .history(.record) = $0 { true } else { false } })
        #expect(pilot.lane("cool")?.output.tokens.count == 1)
    }

    @Test func `a run that is opened takes along the projector that a lane named, and not one that the prompt names`()
        throws
    {
        for (own, expected) in [(nil, "/m/mmproj.gguf"), ("mmproj.gguf", nil)] as [(String?, String?)] {
            var pilot = try Self.listing()
            var recorded = try Self.run(12, layout: .chat)
            recorded.run.lanes[0].request.prompt.chat.projector = "/m/mmproj.gguf"
            var prompt = Prompt.reviews
            prompt.projector = own
            pilot.report(.history(.run(recorded, prompt)))
            #expect(pilot.state.board.lanes[0].lane.projector == expected)
        }
    }

    @Test func `a lane of a run that is opened finds its passages as it did, or gets none as before`() throws {
        var recorded = try Self.run(12, layout: .chat)
        let sent = Prompting.Message(role: .user, content: "(no sources) The plot dragged.")
        recorded.run.lanes[0].request.prompt.body = .chat(messages: [sent], opening: "")
        var prompt = Prompt.reviews
        prompt.input = "{{sources}} {{review}}"
        prompt.sources = PromptSources(["docs/"])
        prompt.lanes[0].sources = .both
        var pilot = try Self.listing()
        pilot.report(.history(.run(recorded, prompt)))
        #expect(pilot.state.board.lanes[0].lane.sources == .both)
        // The command line named the lanes, and the passages are those of another one.
        prompt.lanes = []
        recorded.run.prompt.variables = ["sources": "[1] a.md:1\nA."]
        pilot = try Self.listing()
        pilot.report(.history(.run(recorded, prompt)))
        #expect(pilot.state.board.lanes[0].lane.sources == SourceSearch.none)
    }

    @Test func `a run that was opened sends its text again, with its date, until the lane asks something else`() throws
    {
        var pilot = try Self.listing()
        var recorded = try Self.run(12, layout: .chat)
        recorded.run.lanes[0].request.prompt.chat.arguments = ["effort": "\"high\""]
        func asked() -> RunRequest? {
            pilot.effects.lazy.compactMap { if case .engine(.run(_, let request, _)) = $0 { request } else { nil } }
                .last
        }
        pilot.report(.history(.run(recorded, .reviews)))
        #expect(pilot.state.board.lanes[0].lane.templateArguments == ["effort": "\"high\""])
        pilot.press("^T")
        let shown = pilot.effects.lazy.compactMap { effect -> CompiledPrompt? in
            if case .engine(.render(_, let compiled, _)) = effect { compiled } else { nil }
        }.last
        #expect(shown?.chat.sent == "…")
        pilot.press("Esc F5")
        #expect(asked()?.lanes[0].prompt.chat.sent == "…")
        #expect(asked()?.date == 1_790_000_000)
        // What goes into the history is what was asked, not the text that stands for it.
        #expect(pilot.state.board.lanes[0].incoming?.request?.prompt == recorded.run.lanes[0].request.prompt)
        pilot.press("F3 F5")
        #expect(asked()?.lanes[0].prompt.chat.sent == nil && asked()?.date == nil)
    }

    @Test func `a run that is opened twice keeps its model, though another one is the default`() throws {
        var pilot = try Self.listing()
        let gemma = ModelFacts(
            name: "gemma", path: "models/gemma.gguf", quantization: "Q4_K_M", contextLength: 2048,
            hasChatTemplate: false)
        var recorded = try Self.run(12, text: "Positive")
        recorded.run.lanes[0].model.name = "gemma"
        for _ in 0..<2 {
            pilot.forget()
            pilot.report(.history(.run(recorded, .reviews)))
            #expect(pilot.state.setup.modelWord(of: 0) == "gemma")
            pilot.report(.engine(.model("gemma", .ready(gemma))))
            #expect(pilot.output("cool") == "Positive")
            #expect(pilot.runNames.isEmpty)
        }
        pilot.press("F5")
        #expect(pilot.effects.contains { if case .engine(.run(_, _, "gemma")) = $0 { true } else { false } })
    }

    @Test func `a run that is opened takes its layout along, and F3 leads out of one that the model can't take`() throws
    {
        var pilot = try Self.listing()
        pilot.report(.history(.run(try Self.run(12, layout: .chat), .reviews)))
        #expect(pilot.state.composer.prompt.layout == .chat)
        #expect(pilot.state.board.lanes[0].lane.layout == nil)
        pilot.load(hasChatTemplate: false)
        pilot.press("F3")
        #expect(pilot.state.composer.prompt.layout == .completion)
        // Of lanes with layouts of their own, the one that can't run gives up its own.
        pilot.press("F3")
        #expect(pilot.sees("The model has no chat template"))
    }

    @Test func `a run that was opened is exported and copied as the history has it`() throws {
        var pilot = try Self.listing()
        pilot.press("Enter")
        pilot.report(.history(.run(try Self.run(12), .reviews)))
        pilot.press("M")
        #expect(pilot.effects.last == .history(.exportRecorded(12, path: nil)))
        pilot.press("Alt-w ^U")
        pilot.type("x.html\n")
        #expect(pilot.effects.last == .history(.exportRecorded(12, path: "x.html")))
    }

    @Test func `the word that is being typed finds what begins so`() {
        func query(_ text: String) -> String {
            var picker = HistoryLayer()
            picker.finder.query = TextEditor(text: text, isMultiline: false)
            return picker.searchQuery
        }
        #expect(query("light") == "light*")
        #expect(query("old light ") == "old light ")
        #expect(query("서울") == "서울")
        #expect(query("tag:x a") == "tag:x a")
    }

    @Test func `a run whose prompt can't be read any more says so`() throws {
        var pilot = try Self.listing()
        pilot.report(.history(.run(try Self.run(12), nil)))
        #expect(pilot.sees("The prompt of run 12 can no longer be read."))
        #expect(pilot.output("cool") == "Negative")
    }

    @Test func `Tab on two runs compares them`() throws {
        // Stands behind what half of a narrow screen shows of a line.
        let end = "the end"
        var pilot = try Self.listing()
        pilot.press("Tab")
        #expect(pilot.sees("Run 12 is marked"))
        pilot.press("Down Tab")
        #expect(pilot.effects.last == .history(.compare(12, 11)))
        pilot.report(
            .history(
                .runs(
                    try Self.run(
                        12, temperature: 0.2, text: "It is bad. \(String(repeating: "or so ", count: 7))\(end)"),
                    try Self.run(11, temperature: 0.9, text: "It is good."))))
        #expect(pilot.sees("run 12 and run 11"))
        #expect(pilot.sees("temperature 0.2") && pilot.sees("temperature 0.9"))
        #expect(pilot.style(of: "bad.") == Style(.difference))
        pilot.resize(60, 40)
        #expect(pilot.sees(end) && pilot.sees("It is good."))
        pilot.resize(140, 40)
        pilot.press("Esc")
        #expect(pilot.sees("Run 12 is marked") || pilot.sees("run 11"))
        #expect(pilot.sees("★★★★"))
    }

    @Test func `a comparison of runs begins with the parts of the prompts that differ, in the screen's words`() throws {
        var pilot = try Self.listing()
        pilot.report(
            .history(
                .runs(try Self.run(12), try Self.run(11, input: "Review: {{review}}"))))
        #expect(pilot.sees("prompt: input") && pilot.sees("Review: {{review}}"))
        #expect(!pilot.sees("Classify the sentiment"))
        var other = Prompt.reviews
        other.modelParameters.topK = 7
        let comparison = Comparison(
            title: "", PromptDifference(.reviews, other), width: 40, glyphs: .unicode)
        guard case .heading(let name)? = comparison.parts.first else {
            Issue.record("there is no heading")
            return
        }
        #expect(name == "top-K")
    }

    @Test func `runs are rated, tagged, noted, deleted and brought back`() throws {
        var pilot = try Self.listing()
        pilot.press("Alt-3")
        #expect(pilot.effects.last == .history(.rate(12, 3)))
        pilot.press("Alt-0")
        #expect(pilot.effects.last == .history(.rate(12, nil)))
        pilot.press("Alt-t")
        pilot.type("good, very short\n")
        #expect(pilot.effects.last == .history(.setTags(12, ["good", "very short"])))
        pilot.press("Alt-n")
        pilot.type("나쁘지 않다\n")
        #expect(pilot.effects.last == .history(.note(12, "나쁘지 않다")))
        pilot.press("Del")
        #expect(pilot.effects.last == .history(.delete(12)))
        pilot.report(.history(.changed("Run 12 deleted. ^_ brings it back.")))
        #expect(pilot.sees("Run 12 deleted."))
        pilot.press("^_")
        #expect(pilot.effects.last == .history(.restore(12)))
    }

    @Test func `the list tells a run that failed from one whose lanes failed in part`() throws {
        var pilot = try Pilot.afterRun(columns: 140, rows: 40)
        pilot.press("Alt-h")
        var (whole, part) = (Self.entry(12, "no answer came"), Self.entry(11, "Mixed"))
        (whole.failedLanes, part.failedLanes) = (2, 1)
        Self.answer(&pilot, [whole, part], next: .olderThan(11))
        #expect(pilot.sees("failed: no answer came"))
        #expect(pilot.sees("1 of 2 lanes failed; the first: Mixed"))
        #expect(pilot.sees("the newest 2 runs"))
    }

    @Test func `what fails is told in the list`() throws {
        var pilot = try Self.listing()
        pilot.report(.history(.failed("The history is kept locked by another program.")))
        #expect(pilot.sees("kept locked"))
    }
}
