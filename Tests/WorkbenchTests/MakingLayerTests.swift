import Evaluation
import Prompting
import Terminal
import Testing

@testable import Workbench

@Suite struct MakingLayerTests {
    private func planned(_ candidates: [Candidate] = []) -> Pilot {
        var pilot = Pilot()
        pilot.press("Alt-+")
        pilot.tellMaking(.planned(SampleCandidates.plan, names: ["review"], candidates))
        return pilot
    }

    private func making(isRated: Bool = true) -> Pilot {
        var pilot = planned()
        if isRated {
            pilot.press("j a")
            pilot.tellMaking(.planned(SampleCandidates.plan, names: ["review"], []))
        }
        pilot.press("Enter")
        for one in SampleCandidates.all { pilot.tellMaking(.candidate(one)) }
        return pilot
    }

    private func effects(_ pilot: Pilot) -> [MakingEffect] {
        pilot.effects.compactMap { if case .evaluation(.making(let effect)) = $0 { effect } else { nil } }
    }

    private func plans(_ pilot: Pilot) -> [CandidateOrder] {
        effects(pilot).compactMap { if case .plan(_, let order) = $0 { order } else { nil } }
    }

    private func decisions(_ pilot: Pilot) -> [Candidate] {
        effects(pilot).compactMap { if case .decide(let one) = $0 { one } else { nil } }
    }

    @Test func `what would be made is said before a model is asked, and Enter starts it once`() {
        var pilot = Pilot()
        pilot.press("Alt-+")
        #expect(pilot.sees("finding out what will be made"))
        #expect(plans(pilot).map(\.choices) == [MakingChoices()])
        #expect(plans(pilot).map(\.path) == ["prompts/reviews.prompt.yaml"])
        pilot.tellMaking(.planned(SampleCandidates.plan, names: ["review"], []))
        #expect(pilot.sees("until 10 wait for you") && pilot.footer.contains("Enter start"))
        pilot.press("Enter Enter")
        #expect(effects(pilot).filter { $0 == .begin(number: pilot.makings) }.count == 1)
    }

    @Test func `candidates come while it runs, each with the reason why it was kept or dropped`() throws {
        var pilot = making()
        pilot.tellMaking(.progress("Answering inputs: 3 of 8 · 2 kept, 3 dropped"))
        #expect(pilot.sees("━━") && pilot.sees("Answering inputs: 3 of 8"))
        #expect(pilot.sees("5 made, 3 dropped, 2 wait for you"))
        let lines = ["The bread was warm.", "Nice.", "Loved every single"].map { text in
            pilot.lines.first { $0.contains(text) } ?? ""
        }
        #expect(lines[0].contains("? 4.8") && lines[0].contains("The bread was warm. = Positive"))
        #expect(lines[0].contains("kept; it waits"))
        #expect(lines[1].contains("short: has an input of three words or fewer"))
        #expect(lines[2].contains("duplicate: 0.91 with"))
        pilot.press("s")
        #expect(effects(pilot).last == .stop)
        pilot.tellMaking(.ended("Interrupted; what was made is kept."))
        #expect(pilot.sees("Interrupted; what was made is kept."))
        pilot.press("s")
        #expect(pilot.footer.contains("No candidates are being made."))
    }

    @Test func `an accepted candidate becomes an example with its mark, the next one is chosen, and u takes it back`()
        throws
    {
        var pilot = making()
        let before = pilot.state.composer.prompt
        pilot.press("a")
        #expect(pilot.state.composer.prompt.examples.last?.input == "The bread was warm.")
        #expect(
            pilot.state.composer.prompt.examples.last?.origin
                == "synthetic: self-instruct, output first; small; temperature 0.8; seed 1; request 1")
        #expect(decisions(pilot).map(\.id) == [1] && decisions(pilot)[0].decision == .accepted)
        // The one between was dropped.
        pilot.press("r")
        #expect(decisions(pilot).map(\.id) == [1, 3] && decisions(pilot)[1].decision == .rejected)
        #expect(pilot.state.composer.prompt.examples.count == before.examples.count + 1)
        pilot.press("u u")
        #expect(pilot.state.composer.prompt == before)
        #expect(pilot.state.making?.waitingCount == 2)
        pilot.press("u")
        #expect(pilot.footer.contains("no decision of this session"))
    }

    @Test func `what goes to a file leaves the prompt as it is`() throws {
        var pilot = planned()
        pilot.press("o")
        pilot.type("more.jsonl\n")
        #expect(plans(pilot).map(\.choices.file) == [nil, "more.jsonl"])
        pilot.tellMaking(.planned(SampleCandidates.plan, names: ["review"], SampleCandidates.all))
        let before = pilot.state.composer.prompt
        pilot.press("a")
        #expect(decisions(pilot).map(\.id) == [1] && pilot.state.composer.prompt == before)
    }

    @Test func `a decision that can't be kept is told, and the candidate waits again`() {
        var pilot = planned(SampleCandidates.all)
        let before = pilot.state.composer.prompt
        pilot.press("a")
        #expect(pilot.state.composer.prompt != before)
        pilot.tellMaking(.refused(SampleCandidates.all[0], "The disk is full."))
        #expect(pilot.footer.contains("The disk is full."))
        #expect(pilot.state.composer.prompt == before)
        #expect(pilot.state.making?.candidate(1)?.isWaiting == true && pilot.state.making?.hasDecisions == false)
    }

    @Test func `parts of a candidate are asked for anew, and only what was changed is`() {
        var pilot = planned(SampleCandidates.all)
        pilot.press("e Enter ^U")
        pilot.type("Neutral\n")
        #expect(effects(pilot).last == .change(id: 1, [.output: "Neutral"]))
        pilot.press("e Enter Enter")
        #expect(effects(pilot).count { if case .change = $0 { true } else { false } } == 1)
    }

    @Test func `kind, number, model and judge are planned anew`() {
        var pilot = planned()
        pilot.press("k c")
        pilot.tellMaking(.planned(SampleCandidates.plan, names: ["review"], []))
        pilot.press("n")
        pilot.type("many\n")
        #expect(pilot.footer.contains("whole number from 1 to 1000"))
        pilot.press("n")
        pilot.type("25\n")
        pilot.press("m")
        pilot.type("large\n")
        pilot.press("j a")
        let last = plans(pilot).last
        #expect(last?.choices.kind == .cases && last?.choices.count == 25 && last?.choices.rating == .accuracy)
        #expect(last?.writer == "large" && pilot.sees("cases · Sentiment of a review"))
        pilot.press("k p j")
        #expect(plans(pilot).last?.choices.rating == nil)
        #expect(pilot.footer.contains("Phrasings are neither rated nor rows of data."))
    }

    @Test func `the ratings stand as a histogram, and + and - move the least one`() {
        var pilot = making()
        #expect(pilot.sees("ratings  0 0   1 ▄1   2 0"))
        #expect(pilot.sees("Of 3 ratings a threshold of 4.5 keeps 2, one of 4.0 keeps 2"))
        pilot.press("-")
        #expect(effects(pilot).last == .moveLeast(4) && pilot.sees("a threshold of 4.0 keeps 2"))
    }

    @Test func `ratings of earlier candidates don't move the least one where no judge rates`() {
        var pilot = making(isRated: false)
        #expect(pilot.sees("Of 3 ratings a threshold of 4.5 keeps 2") && !pilot.sees("+ and - move it"))
        for key in ["+", "-"] {
            pilot.press(key)
            #expect(pilot.footer.contains("only where a judge rates"))
        }
        #expect(pilot.sees("a threshold of 4.5 keeps 2") && effects(pilot).last == .begin(number: pilot.makings))
    }

    @Test func `only those that wait are listed if one wants`() {
        var pilot = making()
        pilot.press("d")
        #expect(pilot.sees("The waiter never came.") && !pilot.sees("Nice."))
        pilot.press("Down a")
        #expect(decisions(pilot).map(\.id) == [3] && !pilot.sees("The waiter never came."))
    }

    @Test func `the whole candidate and the report are read`() {
        var pilot = making()
        pilot.press("End v")
        #expect(pilot.sees("1.25, at least 4.50 is asked for") && pilot.sees("1.25 by large"))
        pilot.press("Esc i")
        #expect(pilot.sees("5 made, 2 kept, 3 dropped") && pilot.sees("a candidate that is rated below"))
    }

    @Test func `it goes on in the background, and says when it is done`() {
        var pilot = planned()
        pilot.press("Enter Esc")
        #expect(pilot.state.layers.isEmpty && pilot.state.making?.isRunning == true)
        pilot.tellMaking(.candidate(SampleCandidates.all[0]))
        pilot.tellMaking(.ended(nil))
        #expect(pilot.footer.contains("The candidates are made: Alt-+ shows them."))
        pilot.press("Alt-+")
        #expect(pilot.sees("The bread was warm.") && plans(pilot).count == 1)
        // Once it has ended, its file is free for others after it was left.
        pilot.press("Esc")
        #expect(effects(pilot).last == .leave && pilot.state.making == nil)
    }

    @Test(arguments: [true, false])
    func `another action leaves the list as Esc does: what doesn't run is given up`(isRunning: Bool) {
        var pilot = planned()
        if isRunning { pilot.press("Enter") }
        pilot.press("^P")
        pilot.type("history: all runs")
        pilot.press("Enter")
        #expect(pilot.state.layers.top is HistoryLayer)
        #expect(effects(pilot).contains(.leave) == !isRunning && (pilot.state.making == nil) == !isRunning)
    }

    @Test func `a question over the list, and an action that opens the list again, leave what is planned`() {
        var pilot = planned()
        pilot.press("n Esc ^P")
        pilot.type("let a model make")
        pilot.press("Enter")
        #expect(pilot.state.layers.top is MakingLayer && pilot.state.making?.isPlanned == true)
        #expect(!effects(pilot).contains(.leave) && plans(pilot).count == 1)
    }

    @Test func `candidates for another prompt don't get into the one on the screen`() {
        var pilot = making()
        pilot.press("Esc")
        pilot.report(.files(.opened(path: "p.yaml", isShipped: false, .plain, notices: [])))
        pilot.press("Alt-+ a")
        #expect(pilot.footer.contains("made for another prompt") && decisions(pilot).isEmpty)
        #expect(pilot.sees("These are for another prompt than the one on the screen"))
    }

    @Test func `news of candidates that others replaced change nothing`() {
        var pilot = planned()
        pilot.report(.evaluation(.making(number: pilot.makings - 1, .failed("An older problem."))))
        #expect(!pilot.sees("An older problem.") && pilot.state.making?.isPlanned == true)
    }
}
