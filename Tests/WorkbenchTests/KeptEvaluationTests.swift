import Evaluation
import Foundation
import Prompting
import Terminal
import Testing

@testable import History
@testable import Workbench

@Suite struct KeptEvaluationScreenTests {
    /// A screen on which the kept evaluation 12 is open.
    private func opened(change: String? = nil) throws -> Pilot {
        var pilot = try Pilot.afterRun()
        pilot.listEvaluations()
        pilot.press("Enter")
        let kept = try SampleKeptEvaluations.kept(
            of: pilot.state.promptForSaving, path: pilot.state.session.path, change: change)
        pilot.report(.history(.evaluation(kept)))
        return pilot
    }

    @Test func `Enter opens an evaluation in the view of results, and Esc goes back to the list`() throws {
        var pilot = try opened()
        #expect(pilot.historyRequests.contains(.openEvaluation(12)))
        #expect(pilot.sees("evaluation 12, 2025-11-25 15:23"))
        #expect(pilot.state.layers.top is EvaluationLayer)
        pilot.press("Enter")
        #expect(pilot.state.layers.top is CaseLayer)
        pilot.press("Esc Esc")
        #expect(pilot.state.layers.top is KeptEvaluationsLayer)
    }

    @Test func `what was evaluated in this session is still there`() throws {
        var pilot = try Pilot.afterRun()
        try pilot.evaluate()
        pilot.press("l")
        pilot.report(.history(.evaluations(SampleKeptEvaluations.entries, for: "")))
        pilot.press("Enter")
        pilot.report(
            .history(.evaluation(try SampleKeptEvaluations.kept(of: pilot.state.promptForSaving, path: nil))))
        #expect(pilot.sees("evaluation 12, 2025-11-25 15:23"))
        pilot.press("Esc Esc Alt-g")
        #expect(pilot.sees("on reviews.csv") && !pilot.sees("evaluation 12"))
    }

    @Test func `a list that goes back no further says so`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-k")
        let entries = (1...Int64(EvaluationEntry.usualLimit)).reversed().map { id in
            EvaluationEntry(id: id, date: .now, origin: .eval, prompt: "x", data: "y", cases: 1, lanes: [])
        }
        pilot.report(.history(.evaluations(entries, for: "")))
        #expect(pilot.sees("the newest 200"))
        pilot.report(.history(.evaluations(Array(entries.dropFirst()), for: "")))
        #expect(pilot.sees("199 evaluations"))
    }

    @Test func `one that is deleted twice before the list is read again is brought back once`() throws {
        var pilot = try Pilot.afterRun()
        pilot.listEvaluations()
        pilot.press("Tab Alt-x Alt-x")
        #expect(pilot.historyRequests.count { $0 == .deleteEvaluation(12) } == 1)
        pilot.press("^_ ^_")
        #expect(pilot.historyRequests.count { $0 == .restoreEvaluation(12) } == 1)
        pilot.press("Down Tab")
        #expect(!pilot.historyRequests.contains(.compareEvaluations(11, 12)))
    }

    @Test func `Alt-z lists the deleted evaluations, and Enter brings one back`() throws {
        var pilot = try Pilot.afterRun()
        pilot.listEvaluations()
        pilot.press("Alt-z")
        #expect(pilot.historyRequests.last == .deletedEvaluations(""))
        // What was asked before isn't shown among them.
        pilot.report(.history(.evaluations(SampleKeptEvaluations.entries, for: "")))
        #expect(!pilot.sees("evaluation 12"))
        var entry = SampleKeptEvaluations.entries[0]
        entry.deleted = .now
        pilot.report(.history(.evaluations([entry], for: "")))
        #expect(pilot.sees("deleted evaluations"))
        pilot.press("Enter")
        #expect(pilot.historyRequests.last == .restoreEvaluation(entry.id))
        pilot.report(.history(.changed("Evaluation 12 is back.")))
        #expect(pilot.historyRequests.last == .deletedEvaluations(""))
    }

    @Test func `results that came while a kept one was looked at are there afterwards`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-g")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        pilot.press("Down Enter l")
        pilot.report(.history(.evaluations(SampleKeptEvaluations.entries, for: "")))
        pilot.press("Enter")
        pilot.report(
            .history(.evaluation(try SampleKeptEvaluations.kept(of: pilot.state.promptForSaving, path: nil))))
        let results = try SampleEvaluation.results(2)
        pilot.report(
            .evaluation(.evaluation(number: pilot.state.evaluations.number, .progress(0.2, "2 of 9", results))))
        pilot.press("Esc Esc")
        let layer = try #require(pilot.state.layers.top as? EvaluationLayer)
        #expect(layer.rows == Array(results.report.rows.indices))
        #expect(pilot.sees("on reviews.csv"))
    }

    @Test func `Tab marks one, and Tab on another compares the two, the older one first`() throws {
        var pilot = try Pilot.afterRun()
        pilot.listEvaluations()
        pilot.press("Tab")
        #expect(pilot.sees("Evaluation 12 is marked."))
        pilot.press("Down Tab")
        #expect(pilot.historyRequests.contains(.compareEvaluations(11, 12)))
    }

    @Test func `a deleted one can be brought back`() throws {
        var pilot = try Pilot.afterRun()
        pilot.listEvaluations()
        pilot.press("Alt-x")
        #expect(pilot.historyRequests.contains(.deleteEvaluation(12)))
        pilot.report(.history(.changed("Evaluation 12 deleted. ^_ brings it back.")))
        #expect(pilot.sees("Evaluation 12 deleted."))
        pilot.press("^_")
        #expect(pilot.historyRequests.contains(.restoreEvaluation(12)))
    }

    @Test func `the answer to an older search is dropped`() throws {
        var pilot = try Pilot.afterRun()
        pilot.listEvaluations()
        pilot.type("gem")
        #expect(pilot.historyRequests.contains(.evaluations("gem")))
        pilot.report(.history(.evaluations([], for: "ge")))
        #expect(pilot.sees("영화 평"))
        pilot.report(.history(.evaluations([], for: "gem")))
        #expect(pilot.sees("No evaluation has these words."))
    }

    @Test func `w writes the one that is looked at`() throws {
        var pilot = try opened()
        pilot.press("w Enter")
        #expect(pilot.historyRequests.contains(.exportEvaluation(12, path: "evaluation.html")))
        pilot.press("Esc Esc")
        try pilot.evaluate()
        pilot.press("w Enter")
        #expect(pilot.effects.contains(.evaluation(.exportEvaluation(path: "evaluation.html"))))
    }

    @Test func `a table says that the prompt has changed since`() throws {
        #expect(try !opened().sees("has changed since"))
        #expect(
            try opened(change: "The prompt has changed since: examples.").sees(
                "The prompt has changed since: examples."))
        var pilot = try Pilot.afterRun()
        try pilot.evaluate()
        #expect(!pilot.sees("has changed since"))
        pilot.press("Esc F2 Alt-g")
        #expect(pilot.sees("The prompt on the screen has changed since this evaluation."))
    }

    @Test func `the history says how many evaluations have the same words, and lists them`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-h")
        pilot.type("gemma")
        pilot.report(
            .history(
                .page(
                    number: pilot.state.keeping.listing, HistoryPage(entries: [], next: nil), isMore: false,
                    evaluations: 2)))
        #expect(pilot.sees("2 kept evaluations have these words too: Alt-k lists."))
        pilot.press("Alt-k")
        #expect(pilot.historyRequests.contains(.evaluations("gemma")))
    }
}
