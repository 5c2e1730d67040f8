import Foundation
import Lanes
import Prompting
import Terminal
import Testing

@testable import Library
@testable import Workbench

/// A size that screens are kept for.
struct ScreenSize: Sendable, CustomTestStringConvertible {
    var columns: Int
    var rows: Int

    var name: String { "\(columns)x\(rows)" }
    var testDescription: String { name }

    static let all = [(80, 24), (100, 30), (140, 40), (200, 50)].map { ScreenSize(columns: $0, rows: $1) }
    static let two = [(80, 24), (140, 40)].map { ScreenSize(columns: $0, rows: $1) }
}

/// `make screens` accepts the screens as they are now.
@Suite struct ScreenTests {
    private func pilot(_ size: ScreenSize) throws -> Pilot {
        try Pilot.afterRun(columns: size.columns, rows: size.rows)
    }

    /// Compares the screen of a workbench, after something was done, with the accepted one.
    private func check(
        _ name: String, _ size: ScreenSize, sourceLocation: SourceLocation = #_sourceLocation,
        after act: (inout Pilot) throws -> Void
    ) throws {
        var pilot = try pilot(size)
        try act(&pilot)
        try Golden.check(pilot, "\(name)-\(size.name)", sourceLocation: sourceLocation)
    }

    @Test(arguments: ScreenSize.all)
    func `the workbench shows prompt, lanes, knobs and next token`(_ size: ScreenSize) throws {
        var pilot = try pilot(size)
        try Golden.check(pilot, "prompt-\(size.name)")
        pilot.press("Tab")
        try Golden.check(pilot, "lanes-\(size.name)")
        pilot.press("Tab Down Left")
        try Golden.check(pilot, "knobs-\(size.name)")
        pilot.finish(["cool": "Negative"])
        try pilot.answerDistribution()
        pilot.press("Tab Down")
        try Golden.check(pilot, "chart-\(size.name)")
    }

    @Test func `the smallest screen shows one pane`() throws {
        var pilot = try Pilot.afterRun(columns: 60, rows: 16)
        try Golden.check(pilot, "prompt-60x16")
        pilot.press("Tab")
        try Golden.check(pilot, "lanes-60x16")
    }

    @Test(arguments: ScreenSize.two)
    func `the first start says what to press while the model loads`(_ size: ScreenSize) throws {
        var pilot = Pilot(
            columns: size.columns, rows: size.rows, path: "prompts/first-steps.prompt.yaml", isShipped: true,
            guide: .welcome, hasModel: false)
        pilot.report(.engine(.model(nil, .loading(name: "SmolLM2-135M-Instruct", progress: 0.4))))
        try Golden.check(pilot, "welcome-\(size.name)")
    }

    @Test(arguments: ScreenSize.two) func `the help lists all keys`(_ size: ScreenSize) throws {
        var pilot = try pilot(size)
        pilot.press("F1")
        try Golden.check(pilot, "help-\(size.name)")
        pilot.press("End")
        try Golden.check(pilot, "help-end-\(size.name)")
    }

    @Test(arguments: ScreenSize.two) func `the library shows names, techniques, tags and mistakes`(_ size: ScreenSize)
        throws
    {
        var pilot = try pilot(size)
        pilot.press("^O")
        pilot.report(.files(.libraryListed(SampleLibrary.entries)))
        try Golden.check(pilot, "library-\(size.name)")
        pilot.type("few")
        try Golden.check(pilot, "library-filtered-\(size.name)")
    }

    @Test(arguments: ScreenSize.all) func `an evaluation shows lanes with intervals and the cases`(_ size: ScreenSize)
        throws
    {
        var pilot = try pilot(size)
        pilot.press("Alt-g")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        let facts = DataFacts(cases: 2, sentences: ["2 cases.", "2 cases can't show any difference."])
        pilot.report(.evaluation(.dataDescribed(DataChoice(path: nil), .success(facts))))
        try Golden.check(pilot, "data-\(size.name)")
        pilot.press("Alt-s")
        pilot.report(.evaluation(.dataShown(DataChoice(path: nil), .success(SampleEvaluation.sheet))))
        try Golden.check(pilot, "data-sheet-\(size.name)")
        pilot.press("Esc Esc")
        try pilot.evaluate()
        pilot.press("Down")
        try Golden.check(pilot, "evaluation-\(size.name)")
        pilot.press("Enter")
        try Golden.check(pilot, "evaluated-case-\(size.name)")
    }

    @Test(arguments: ScreenSize.two) func `an evaluation by likelihood shows shares, and how far they can be trusted`(
        _ size: ScreenSize
    ) throws {
        var pilot = try pilot(size)
        pilot.evaluate(try SampleEvaluation.likelihoods())
        try Golden.check(pilot, "likelihoods-\(size.name)")
        pilot.press("c c")
        try Golden.check(pilot, "calibration-\(size.name)")
        pilot.press("Esc Enter")
        try Golden.check(pilot, "likelihoods-case-\(size.name)")
    }

    @Test(arguments: ScreenSize.two) func `candidates stand with the reason why each was kept or dropped`(
        _ size: ScreenSize
    ) throws {
        var pilot = try pilot(size)
        pilot.press("Alt-+ j a")
        pilot.tellMaking(.planned(SampleCandidates.plan, names: ["review"], []))
        try Golden.check(pilot, "candidates-planned-\(size.name)")
        pilot.press("Enter")
        for one in SampleCandidates.all { pilot.tellMaking(.candidate(one)) }
        pilot.tellMaking(.progress("Answering inputs: 3 of 8"))
        try Golden.check(pilot, "candidates-\(size.name)")
        pilot.tellMaking(.ended("The limit of tokens is reached."))
        pilot.press("i")
        try Golden.check(pilot, "candidates-report-\(size.name)")
    }

    @Test(arguments: ScreenSize.two) func `attacks show what broke a lane first`(_ size: ScreenSize) throws {
        var pilot = try pilot(size)
        pilot.press("Tab A")
        pilot.tellAttacks(.planned(SampleAttacks.plan))
        try Golden.check(pilot, "attacks-planned-\(size.name)")
        pilot.press("Enter")
        pilot.tellAttacks(.ended(SampleAttacks.results, wasStopped: false))
        try Golden.check(pilot, "attacks-\(size.name)")
        pilot.press("i")
        try Golden.check(pilot, "attacks-report-\(size.name)")
    }

    @Test(arguments: ScreenSize.two) func `kept evaluations show how much each lane has right`(_ size: ScreenSize)
        throws
    {
        try check("kept-evaluations", size) { pilot in
            pilot.listEvaluations()
            pilot.press("Tab Down")
        }
    }

    @Test(arguments: [ScreenSize(columns: 80, rows: 24), ScreenSize(columns: 160, rows: 45)])
    func `the grid of six lanes scrolls to the lane under the cursor`(_ size: ScreenSize) throws {
        var prompt = Prompt.reviews
        prompt.lanes = "ABCDEF".map { Lane(name: "\($0)") }
        var pilot = Pilot(columns: size.columns, rows: size.rows, prompt: prompt)
        pilot.evaluate(try SampleEvaluation.many(40, lanes: 6))
        pilot.press("Down Down Right*3")
        try Golden.check(pilot, "grid-\(size.name)")
        pilot.press("h")
        try Golden.check(pilot, "grid-tall-\(size.name)")
    }

    @Test(arguments: ScreenSize.two) func `a conversation stands between examples and input`(_ size: ScreenSize) throws
    {
        try check("conversation", size) { pilot in
            pilot.press("Tab a")
            pilot.type("왜 그렇게 생각하나요? Name {{count}} reasons.")
        }
    }

    @Test(arguments: ScreenSize.two) func `versions show when they were saved and what they changed`(_ size: ScreenSize)
        throws
    {
        var pilot = try pilot(size)
        pilot.report(.files(.versionsListed(SampleVersions.all, of: SampleVersions.path, now: .reviews)))
        try Golden.check(pilot, "versions-\(size.name)")
        pilot.press("Down Down Enter")
        try Golden.check(pilot, "version-comparison-\(size.name)")
    }

    @Test(arguments: ScreenSize.two) func `the palette finds actions by name`(_ size: ScreenSize) throws {
        try check("palette", size) { pilot in
            pilot.press("^P")
            pilot.type("lane")
            pilot.press("Down*3")
        }
    }

    @Test(arguments: ScreenSize.two) func `the palette over a list has the list's keys first`(
        _ size: ScreenSize
    ) throws {
        try check("palette-library", size) { pilot in
            pilot.report(.files(.libraryListed(SampleLibrary.entries)))
            pilot.press("^P Down Down")
        }
    }

    @Test(arguments: ScreenSize.two) func `the compiled prompt shows tokens and the count of each part`(
        _ size: ScreenSize
    ) throws {
        try check("compiled", size) { pilot in
            pilot.press("^T")
            try pilot.answerRender()
        }
    }

    @Test func `in the compiled prompt, tokens are cut where a field begins or ends, and BOS is nobody's`() {
        func sent(_ tokens: [String], _ fragments: [Fragment]) -> SentPrompt {
            SentPrompt(
                fragments: fragments, tokens: tokens.enumerated().map { SentPrompt.Token(id: Int32($0), text: $1) },
                notices: [])
        }
        let fragments = [
            Fragment("<u>\n", isField: false), Fragment("네, 둘!", isField: true), Fragment(".", isField: false),
        ]
        let cut = sent(["<s>", "<u>", "\n네", "", ",", " 둘!."], fragments).tokenFragments
        #expect(cut?.map { $0.map(\.text) } == [["<s>"], ["<u>"], ["\n", "네"], [], [","], [" 둘!", "."]])
        #expect(cut?.map { $0.map(\.isField) } == [[false], [false], [false, true], [], [true], [true, false]])
        let spaced = sent([" a", "b"], [Fragment("ab", isField: true)]).tokenFragments
        #expect(
            spaced == [[Fragment(" ", isField: false), Fragment("a", isField: true)], [Fragment("b", isField: true)]])
        #expect(sent(["a", "x"], [Fragment("ab", isField: true)]).tokenFragments == nil)
        #expect(sent(["a"], [Fragment("ab", isField: true)]).tokenFragments == nil)
    }

    @Test(arguments: ScreenSize.two) func `a lane's error stands in its place`(_ size: ScreenSize) throws {
        try check("error", size) { pilot in
            pilot.press("Tab F5")
            pilot.begin("cool")
            pilot.end("cool", .error, error: .promptTooLong(tokens: 3012, context: 2048))
            pilot.finish(["warm": "Negative, I would say."])
        }
    }

    @Test(arguments: ScreenSize.two) func `everything can be drawn in ASCII`(_ size: ScreenSize) throws {
        var pilot = try Pilot.afterRun(columns: size.columns, rows: size.rows, glyphs: .ascii)
        if size.columns < 100 { pilot.press("Tab") }
        try Golden.check(pilot, "ascii-\(size.name)")
        for line in pilot.lines { #expect(line.utf8.allSatisfy { $0 < 0x80 }, "\(line)") }
    }

    @Test(arguments: ScreenSize.two) func `words that differ between two lanes are marked`(_ size: ScreenSize) throws {
        try check("differences", size) { pilot in
            pilot.press("Tab F5")
            pilot.finish([
                "cool": "The review is negative: the plot dragged.",
                "warm": "The review is mixed: the plot dragged on.",
            ])
            pilot.press("=")
        }
    }

    @Test(arguments: ScreenSize.two) func `tokens are coloured by probability`(_ size: ScreenSize) throws {
        try check("probabilities", size) { pilot in
            pilot.press("Tab 2 c Right*3")
            try pilot.answerDistribution()
        }
    }

    @Test(arguments: ScreenSize.two) func `an open example shows its three fields`(_ size: ScreenSize) throws {
        try check("example", size) { $0.press("Ctrl-Home Up*5 Enter") }
    }

    @Test(arguments: ScreenSize.two) func `a pinned output stands above the new one`(_ size: ScreenSize) throws {
        try check("pinned", size) { pilot in
            pilot.press("Tab p F5")
            pilot.finish(["cool": "Negative, since the plot dragged.", "warm": "Bad."])
        }
    }

    @Test(arguments: ScreenSize.two) func `eight lanes scroll sideways`(_ size: ScreenSize) throws {
        try check("eight-lanes", size) { $0.press("Tab n*6 2 Right Right S T") }
    }

    @Test(arguments: ScreenSize.two) func `questions stand over the panes`(_ size: ScreenSize) throws {
        var pilot = try pilot(size)
        pilot.press("Tab Tab Enter")
        try Golden.check(pilot, "typed-value-\(size.name)")
        pilot.press("Esc")
        var now = Prompt.reviews
        now.instruction = "Classify the sentiment of the review as good or bad."
        pilot.report(.files(.conflict(path: "prompts/reviews.prompt.yaml", now: now)))
        try Golden.check(pilot, "conflict-\(size.name)")
        pilot.press("Esc")
        let draft = Draft(path: "prompts/reviews.prompt.yaml", prompt: .reviews)
        pilot.report(.files(.draftsFound([FoundDraft(draft: draft, isShipped: false)])))
        try Golden.check(pilot, "draft-\(size.name)")
    }

    @Test(arguments: ScreenSize.two) func `one lane fills the screen`(_ size: ScreenSize) throws {
        try check("full-lane", size) { $0.press("Tab 2 Enter") }
    }

    @Test(arguments: ScreenSize.two) func `the models' list says what is in use and what is free`(_ size: ScreenSize)
        throws
    {
        try check("models", size) { pilot in
            pilot.press("Alt-l")
            pilot.report(
                .models(
                    .modelsListed(
                        ModelEntry.all, MemoryUse(used: 214_000_000, available: 5_200_000_000, total: 8_000_000_000))))
        }
    }

    @Test(arguments: ScreenSize.two) func `the history lists runs, and compares two of them`(_ size: ScreenSize) throws
    {
        var pilot = try HistoryTests.listing(columns: size.columns, rows: size.rows)
        try Golden.check(pilot, "history-\(size.name)")
        pilot.report(
            .history(
                .runs(
                    try HistoryTests.run(12, temperature: 0.2, text: "It is bad, and 너무 길어요."),
                    try HistoryTests.run(11, temperature: 0.9, text: "It is good, but 너무 길어요."))))
        try Golden.check(pilot, "comparison-\(size.name)")
    }

    @Test func `labels and triggers open below the input`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Down Down Enter Down*3")
        try Golden.check(pilot, "wording-140x40")
    }

    @Test func `the form of answers, checks and test data open below the input`() throws {
        var prompt = Prompt.reviews
        prompt.answer = AnswerForm(type: "choice", choices: ["Positive", "Negative"])
        prompt.evaluators = #"[{"name": "short", "type": "contians", "value": "."}]"#
        prompt.testData = [["review": "The plot dragged.", "expected": "Negative"]]
        var pilot = try Pilot.afterRun(prompt: prompt)
        for _ in 0..<20 where pilot.state.composer.field != .addExample { pilot.press("Up") }
        pilot.press("e")
        try Golden.check(pilot, "parts-140x40")
    }
}

/// A library that is on no disk.
enum SampleLibrary {
    private static func entry(_ name: String, isShipped: Bool = true, _ change: (inout Prompt) -> Void) -> PromptEntry {
        var prompt = Prompt()
        change(&prompt)
        return PromptEntry(
            name: name, path: "prompts/\(name).prompt.yaml", isShipped: isShipped, summary: .success(.init(prompt)))
    }

    static var entries: [PromptEntry] {
        [
            entry("my reviews", isShipped: false) { $0 = .reviews },
            entry("번역 한영", isShipped: false) {
                $0.instruction = "Translate into English."
                $0.tags = ["번역"]
                $0.technique = .zeroShot
            },
            PromptEntry(
                name: "broken", path: "prompts/broken.prompt.yaml", isShipped: false,
                summary: .failure(
                    .notYAML(
                        .syntax(
                            file: "prompts/broken.prompt.yaml", at: .init(line: 3, column: 7),
                            problem: "a quotation mark isn't closed.")))),
            entry("arithmetic-step-by-step") {
                $0.name = "Arithmetic, step by step"
                $0.description = "Word problems. The trigger sentence alone makes a small model write its steps down."
                $0.tags = ["reasoning", "numbers"]
                $0.technique = .zeroShotChainOfThought
            },
            entry("sentiment") {
                $0.name = "Sentiment of a review"
                $0.description = "Says whether a short review is positive or negative."
                $0.tags = ["classification", "sentiment"]
                $0.technique = .fewShot
            },
        ]
    }
}
