import Evaluation
import Prompting
import Terminal
import Testing

@testable import Workbench

@Suite struct EvaluationScreenTests {
    private func evaluated() throws -> Pilot {
        var pilot = try Pilot.afterRun()
        try pilot.evaluate()
        return pilot
    }

    @Test func `a sentence of two lines is read whole above the results`() throws {
        var pilot = try Pilot.afterRun(columns: 80, rows: 24)
        try pilot.evaluate()
        pilot.report(
            .notice(
                "The beginning of what is said to the person here, which is too long for one line, and the end.",
                isError: true))
        #expect(pilot.sees("The beginning of what") && pilot.sees("and the end."))
    }

    /// Ids of the cases that are shown.
    private func shown(_ pilot: Pilot) -> [String] {
        guard let view = pilot.state.layers.top as? EvaluationLayer,
            let report = pilot.state.evaluation?.results?.report
        else { return [] }
        return view.rows.map { report.rows[$0].one.id }
    }

    @Test func `the chosen data set is read before it is run, once`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-g")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        let reviews = DataChoice(path: "/data/reviews.csv")
        func described(_ pilot: Pilot) -> [DataChoice] {
            pilot.effects.compactMap {
                if case .evaluation(.describeData(let choice, _, lanes: 2)) = $0 { choice } else { nil }
            }
        }
        pilot.press("Down")
        #expect(described(pilot) == [DataChoice(path: nil), reviews])
        pilot.report(
            .evaluation(
                .dataDescribed(
                    reviews, .success(DataFacts(cases: 9, sentences: ["9 cases.", "They can't show much."])))))
        #expect(pilot.sees("They can't show much."))
        pilot.press("Down Up")
        #expect(described(pilot).filter { $0 == reviews }.count == 1)
    }

    @Test func `Enter evaluates the prompt with the lanes of the screen`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab n Alt-g")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        pilot.press("Down Enter")
        let orders = pilot.effects.compactMap {
            if case .evaluation(.evaluate(_, let order)) = $0 { order } else { nil }
        }
        #expect(orders.count == 1)
        #expect(orders.first?.data == DataChoice(path: "/data/reviews.csv"))
        #expect(orders.first?.prompt.lanes.map(\.name) == pilot.laneNames)
        #expect(orders.first?.models.count == 3)
    }

    @Test func `a path that is pasted is described at once`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-g")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        pilot.paste("/data/more.jsonl")
        let described = pilot.effects.compactMap {
            if case .evaluation(.describeData(let choice, _, _)) = $0 { choice.path } else { nil }
        }
        #expect(described.last == "/data/more.jsonl")
    }

    @Test func `a path that is typed is taken as a file`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-g")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        pilot.type("~/more.jsonl")
        pilot.press("Enter")
        let paths = pilot.effects.compactMap {
            if case .evaluation(.evaluate(_, let order)) = $0 { order.data.path } else { nil }
        }
        #expect(paths == ["~/more.jsonl"])
    }

    @Test func `a limit of cases is asked for and goes along`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-g")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        pilot.press("Alt-n")
        pilot.type("many\n")
        #expect(pilot.sees("whole number of cases"))
        pilot.press("Alt-n")
        pilot.type("40\n")
        #expect(pilot.sees("at most 40 cases"))
        pilot.press("Enter")
        let limits = pilot.effects.compactMap {
            if case .evaluation(.evaluate(_, let order)) = $0 { order.data.limit } else { nil }
        }
        #expect(limits == [40])
    }

    @Test func `it shows how far it is and what was found so far, and s stops it`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-g")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        pilot.press("Enter")
        let number = pilot.state.evaluations.number
        pilot.report(
            .evaluation(
                .evaluation(
                    number: number,
                    .progress(0.33, "3 of 9 cases · cool 100 % · 2 min left", try SampleEvaluation.results(3)))))
        #expect(pilot.sees("3 of 9 cases"))
        #expect(pilot.sees("3/3"))
        #expect(shown(pilot) == ["2", "3", "4"])
        pilot.press("s")
        #expect(pilot.effects.contains(.evaluation(.stopEvaluation)))
    }

    @Test func `a case stays the one that is read and selected while earlier ones end`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-g")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        pilot.press("Enter")
        func progress(without first: Int) throws {
            let results = try SampleEvaluation.results(5, without: first)
            pilot.report(
                .evaluation(
                    .evaluation(number: pilot.state.evaluations.number, .progress(0.5, "some cases", results))))
        }
        func selected() -> String? {
            (pilot.state.layers.top as? EvaluationLayer).flatMap { shown(pilot)[$0.selected] }
        }
        try progress(without: 2)
        #expect(shown(pilot) == ["4", "5", "6"])
        pilot.press("Down Enter")
        #expect(pilot.sees("case 5 · 2 of 3"))
        try progress(without: 1)
        pilot.press("Right Left")
        #expect(pilot.sees("case 5 · 2 of 3"))
        pilot.press("Esc")
        #expect(selected() == "5")
        try progress(without: 0)
        #expect(selected() == "5")
    }

    @Test func `news of an evaluation that another one replaced change nothing`() throws {
        var pilot = try evaluated()
        pilot.report(.evaluation(.evaluation(number: 0, .failed("old"))))
        #expect(pilot.state.evaluation?.problem == nil)
    }

    @Test func `cases are filtered by what lanes made of them`() throws {
        var pilot = try evaluated()
        #expect(shown(pilot).count == 9)
        pilot.press("1 2 2")
        #expect(pilot.sees("cool right, warm wrong"))
        #expect(shown(pilot) == ["3", "4", "7", "9", "10"])
        pilot.press("1 1 1 2")
        #expect(pilot.sees("warm unread"))
        #expect(shown(pilot) == ["4"])
        pilot.press("a d")
        #expect(shown(pilot) == ["3", "4", "5", "7", "9", "10"])
    }

    @Test func `a case says why a lane's output is unread`() throws {
        var results = try SampleEvaluation.results()
        results.report.rows[0].lanes[1]?.unread = .several(["3", "4"])
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-g")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        pilot.press("Down Enter")
        pilot.report(
            .evaluation(
                .evaluation(number: pilot.state.evaluations.number, .ended(results, wasStopped: false))))
        pilot.press("Enter")
        #expect(pilot.sees("warm is unread: There are two answers: 3 and 4."))
    }

    @Test func `a case says which checks fail in a lane, and why`() throws {
        var results = try SampleEvaluation.results()
        results.report.rows[0].lanes[1]?.failedChecks = [
            FailedCheck(name: "price", reasons: ["`/price` is text; the schema asks for a number."]),
            FailedCheck(name: "short", reasons: []),
        ]
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-g")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        pilot.press("Down Enter")
        pilot.report(
            .evaluation(
                .evaluation(number: pilot.state.evaluations.number, .ended(results, wasStopped: false))))
        pilot.press("Enter")
        #expect(pilot.sees("warm fails price: `/price` is text; the schema asks for a number."))
        #expect(pilot.sees("warm fails short"))
        #expect(!pilot.sees("cool fails"))
        pilot.press("Right")
        #expect(!pilot.sees("warm fails"))
    }

    @Test func `in a case of one lane nothing is marked, and its output has the whole width`() throws {
        var pilot = try Pilot.afterRun()
        pilot.evaluate(try SampleEvaluation.many(3, lanes: 1))
        pilot.press("Enter")
        #expect(pilot.style(of: "처음에 1개가") == .text)
        pilot.resize(80, 40)
        #expect(pilot.sees("처음에 1개가 있었고, 세 개를 더 샀습니다."))
    }

    @Test func `a case is read with both outputs beside each other, and the arrows go to the next one`() throws {
        var pilot = try evaluated()
        pilot.press("1 2 2 Enter")
        #expect(pilot.sees("case 3 · 1 of 5"))
        #expect(pilot.sees("cool: right, Positive"))
        #expect(pilot.sees("warm: wrong, Negative"))
        pilot.press("Right")
        #expect(pilot.sees("case 4 · 2 of 5"))
        pilot.press("Esc")
        guard let view = pilot.state.layers.top as? EvaluationLayer else {
            Issue.record("the list is gone")
            return
        }
        #expect(view.selected == 1)
    }

    @Test func `a case is opened in the workbench, with its own noise, and taken out again`() throws {
        var pilot = try evaluated()
        pilot.forget()
        pilot.press("Down o")
        let one = SampleEvaluation.cases[1]
        #expect(pilot.state.composer.prompt.variables["review"] == one.variables["review"])
        #expect(pilot.state.layers.isEmpty)
        pilot.report(.timer(.liveRun))
        let keys = pilot.effects.compactMap {
            if case .engine(.run(_, let request, _)) = $0 { request.lanes[0].caseKey } else { nil }
        }
        #expect(keys == [one.key, one.key])
        pilot.forget()
        pilot.press("^_")
        #expect(pilot.state.composer.prompt.variables["review"] == "The plot dragged and I nearly fell asleep.")
    }

    @Test func `once the values are changed the lanes draw their own noise again`() throws {
        var pilot = try evaluated()
        pilot.press("Down o")
        #expect(pilot.state.setup.caseKey == SampleEvaluation.cases[1].key)
        var state = pilot.state
        state.composer.prompt.variables["review"]? += "!"
        #expect(state.setup.caseKey == 0)
    }

    @Test func `a case becomes an example with the reasoning of a lane that has it right`() throws {
        var pilot = try evaluated()
        pilot.press("Down e")
        let example = try #require(pilot.state.composer.prompt.examples.last)
        #expect(example.input == SampleEvaluation.reviews[1].text)
        #expect(example.output == "Positive")
        #expect(example.reasoning == "The words of the review say enough.")
        pilot.press("e")
        #expect(pilot.state.composer.prompt.examples.count == 4)
        #expect(pilot.sees("with the same input exists already"))
        pilot.press("Esc ^_")
        #expect(pilot.state.composer.prompt.examples.count == 3)
    }

    @Test func `an evaluation goes on in the background and says when it is done`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-g")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        pilot.press("Enter Esc")
        #expect(pilot.state.layers.isEmpty)
        pilot.report(
            .evaluation(
                .evaluation(
                    number: pilot.state.evaluations.number, .ended(try SampleEvaluation.results(), wasStopped: false))))
        #expect(pilot.sees("The evaluation is done: Alt-g shows it."))
        pilot.press("Alt-g")
        #expect(shown(pilot).count == 9)
    }

    @Test func `what can't be evaluated is told where the results would be`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-g")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        pilot.press("Enter")
        pilot.report(
            .evaluation(.evaluation(number: pilot.state.evaluations.number, .failed("Nothing says what is right."))))
        #expect(pilot.sees("Nothing says what is right."))
    }

    @Test func `an evaluation waits for its model, and is given up where that can't be loaded`() {
        var pilot = Pilot(hasModel: false)
        func ordered(_ pilot: Pilot) -> Bool {
            pilot.effects.contains { if case .evaluation(.evaluate) = $0 { true } else { false } }
        }
        pilot.press("Alt-g")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        pilot.press("Enter")
        #expect(pilot.sees("waiting for the model"))
        #expect(!ordered(pilot))
        var other = pilot
        pilot.load()
        #expect(ordered(pilot))
        other.report(.engine(.model(nil, .failed("There is no model."))))
        #expect(other.sees("There is no model."))
        #expect(other.state.evaluation?.isRunning == false)
        other.load()
        #expect(!ordered(other))
    }
}
