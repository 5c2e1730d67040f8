import Evaluation
import Testing

@testable import Workbench

@Suite struct `Data on the screen` {
    private func pilot() throws -> Pilot {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-g")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        pilot.press("Down")
        return pilot
    }

    private func ordered(_ pilot: Pilot) -> DataOptions? {
        pilot.effects.compactMap {
            if case .evaluation(.evaluate(_, let order)) = $0 { order.data.options } else { nil }
        }.last
    }

    @Test func `columns, right answers and conditions are typed as on the command line, with paths`() throws {
        var pilot = try pilot()
        pilot.press("Alt-e")
        pilot.type("answers.text[0]\n")
        pilot.press("Alt-m")
        pilot.type("text.body=review, meta.lang=language\n")
        pilot.press("Alt-w")
        pilot.type("level=hard & choices.label=E\n")
        #expect(pilot.sees("right answers: answers.text[0]"))
        pilot.press("Enter")
        let options = try #require(ordered(pilot))
        #expect(options.expectedColumn == "answers.text[0]")
        #expect(
            options.map == [
                DataOptions.Mapping(column: "text.body", variable: "review"),
                DataOptions.Mapping(column: "meta.lang", variable: "language"),
            ])
        #expect(options.conditions == ["level=hard", "choices.label=E"].compactMap(RowCondition.init))
    }

    @Test func `they belong to their data set, and are described at once`() throws {
        var pilot = try pilot()
        pilot.press("Alt-e")
        pilot.type("label\n")
        let described = pilot.effects.compactMap {
            if case .evaluation(.describeData(let choice, _, _)) = $0 { choice } else { nil }
        }
        #expect(described.last?.path == "/data/reviews.csv" && described.last?.reading.expected == "label")
        pilot.press("Down Enter")
        #expect(ordered(pilot)?.expectedColumn == nil)
    }

    @Test func `what is no mapping or condition is told and changes nothing`() throws {
        var pilot = try pilot()
        pilot.press("Alt-m")
        pilot.type("text\n")
        #expect(pilot.sees("Write it as COLUMN=VARIABLE"))
        pilot.press("Alt-w")
        pilot.type("level\n")
        #expect(pilot.sees("Write it as COLUMN=VALUE"))
        pilot.press("Enter")
        #expect(ordered(pilot)?.map == [] && ordered(pilot)?.conditions == [])
    }

    @Test func `another evaluation on the same data begins with the same columns`() throws {
        var pilot = try pilot()
        pilot.press("Alt-e")
        pilot.type("label\n")
        pilot.press("Enter")
        pilot.report(
            .evaluation(
                .evaluation(
                    number: pilot.state.evaluations.number, .ended(try SampleEvaluation.results(), wasStopped: false))))
        pilot.press("n")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        pilot.press("Down Enter")
        #expect(ordered(pilot)?.expectedColumn == "label")
    }

    @Test func `Alt-s shows what a data set holds, and scrolls`() throws {
        var pilot = try pilot()
        pilot.press("Alt-s")
        let asked = pilot.effects.compactMap {
            if case .evaluation(.showData(let choice, _, _)) = $0 { choice } else { nil }
        }
        let choice = try #require(asked.last)
        #expect(choice.path == "/data/reviews.csv")
        pilot.report(.evaluation(.dataShown(choice, .success((1...200).map { "row \($0) of it" }))))
        #expect(pilot.sees("row 1 of it"))
        pilot.press("End")
        #expect(pilot.sees("row 200 of it"))
        pilot.press("Esc")
        #expect(pilot.sees("headlines.csv"))
    }
}
