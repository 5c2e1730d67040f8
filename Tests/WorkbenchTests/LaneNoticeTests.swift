import Testing

@testable import Lanes
@testable import Workbench

/// What a run says of a lane.
struct LaneNoticeTests {
    /// A workbench whose lane has run, with these notices.
    private func pilot(_ notices: [String]) throws -> Pilot {
        var pilot = Pilot(isLive: false)
        pilot.press("F5")
        let run = try #require(pilot.runs.first)
        pilot.begin(run.name)
        pilot.say(run.name, ["A", " fox"])
        let stage = StageResult(prompt: "", text: "A fox", finish: .end)
        var result = LaneResult(
            name: run.name, samples: [SampleResult(stages: [stage], text: "A fox", answer: "A fox")], answer: "A fox")
        result.notices = notices
        pilot.report(.engine(.run(run.id, .laneFinished(lane: 0, result: result))))
        return pilot
    }

    @Test func `a notice of the run stands in the lane, and in full in the last line`() throws {
        let pilot = try pilot(["The answer doesn't fit the schema: it ends too early."])
        #expect(pilot.lines.dropLast().contains { $0.contains("The answer doesn't fit") })
        #expect(pilot.footer.contains("The answer doesn't fit the schema: it ends too early."))
    }

    @Test func `a run without a notice says nothing`() throws {
        #expect(try !pilot([]).footer.contains("fit"))
    }

    @Test func `a notice can't hold anything that a terminal obeys`() throws {
        let pilot = try pilot(["It goes its own way from \u{1B}[31mred\u{7} on."])
        #expect(!pilot.screen.unicodeScalars.contains("\u{1B}") && !pilot.screen.unicodeScalars.contains("\u{7}"))
        #expect(pilot.sees("its own way"))
    }
}
