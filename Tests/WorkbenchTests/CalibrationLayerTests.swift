import Evaluation
import Testing

@testable import Workbench

/// An evaluation by likelihood on the screen: its figures, the shares of a case, and the calibration.
@Suite struct CalibrationLayerTests {
    private func evaluated(columns: Int = 140, rows: Int = 40) throws -> Pilot {
        var pilot = try Pilot.afterRun(columns: columns, rows: rows)
        pilot.evaluate(try SampleEvaluation.likelihoods())
        return pilot
    }

    private func likelihood(_ pilot: Pilot, lane: Int) throws -> LikelihoodResult {
        try #require(pilot.state.evaluation?.results?.report.lanes[lane].likelihood)
    }

    @Test func `lanes show how far their shares can be trusted, in place of outputs without an answer`() throws {
        let pilot = try evaluated()
        for heading in ["by char."] + Calibration.headings { #expect(pilot.sees(heading), "\(heading)") }
        for lane in 0...1 {
            for cell in Calibration.cells(of: try likelihood(pilot, lane: lane).plain) { #expect(pilot.sees(cell)) }
        }
        var generated = try Pilot.afterRun()
        try generated.evaluate()
        #expect(generated.sees("unread") && !generated.sees("log loss"))
    }

    @Test func `a narrow screen shows the figures that it has room for`() throws {
        let pilot = try evaluated(columns: 80, rows: 24)
        #expect(pilot.sees("by char.") && pilot.sees("log loss") && !pilot.sees("AUC"))
    }

    @Test func `the selected case shows the shares of its possible answers`() throws {
        var pilot = try evaluated()
        #expect(pilot.sees("Negative ━") && pilot.sees("80 % · Positive ━"))
        pilot.press("Enter")
        #expect(pilot.sees("cool: the possible answers") && pilot.sees("warm: the possible answers"))
        #expect(pilot.sees("✓ Negative") && pilot.sees("log -0.446, contextual"))
        #expect(pilot.sees("Together they have 80.0 % of the probability."))
    }

    @Test func `c shows the figures before and after each correction, with the diagram`() throws {
        var pilot = try evaluated()
        pilot.press("c")
        let cool = try likelihood(pilot, lane: 0)
        #expect(pilot.state.layers.top is CalibrationLayer && pilot.sees("calibration · cool"))
        #expect(pilot.sees("lane 1 of 2") && pilot.sees("▸ none"))
        for method in CalibrationLayer.corrections {
            #expect(pilot.sees(cool.title(of: method)))
            for cell in Calibration.cells(of: cool.calibration(after: method)) { #expect(pilot.sees(cell)) }
        }
        let bin = try #require(cool.plain?.bins.first)
        #expect(pilot.sees("┃") && pilot.sees(bin.range) && pilot.sees(bin.words))
        #expect(!pilot.sees("after the correction"))
        pilot.press("Esc")
        #expect(pilot.state.layers.top is EvaluationLayer)
    }

    @Test func `c there goes through the corrections, each with the diagram before and after`() throws {
        var pilot = try evaluated()
        pilot.press("c c")
        let cool = try likelihood(pilot, lane: 0)
        #expect(pilot.sees("▸ temperature") && pilot.sees("after the correction: \(cool.title(of: .temperature))"))
        #expect(pilot.sees("its share, before"))
        let (after, before) = (try #require(cool.scaled?.bins.first), try #require(cool.plain?.bins.first))
        #expect(pilot.sees(after.words) && pilot.sees(before.words))
        pilot.press("c")
        #expect(pilot.sees("▸ contextual") && pilot.sees("after the correction: contextual"))
        pilot.press("c")
        #expect(pilot.sees("▸ none") && !pilot.sees("its share, before"))
    }

    @Test func `the arrows go to other lanes`() throws {
        var pilot = try evaluated()
        pilot.press("Right c")
        #expect(pilot.sees("calibration · warm"))
        pilot.press("Left Left")
        #expect(pilot.sees("calibration · cool"))
        pilot.press("Right Right")
        let warm = try likelihood(pilot, lane: 1)
        #expect(pilot.sees("lane 2 of 2") && pilot.sees("\(warm.correctByCharacter) of 9 cases are right"))
    }

    @Test func `on a small screen the lower diagram is scrolled to`() throws {
        var pilot = try evaluated(columns: 80, rows: 18)
        pilot.press("c c")
        #expect(pilot.sees("▸ temperature") && pilot.sees("after the correction"))
        pilot.press("End")
        #expect(pilot.sees("its share, before") && !pilot.sees("▸ temperature"))
    }

    @Test func `where lanes generated c says why there is no calibration, and the last line has no word for it`() throws
    {
        var pilot = try Pilot.afterRun()
        try pilot.evaluate()
        #expect(!pilot.footer.contains("calibration"))
        pilot.press("c")
        #expect(pilot.state.layers.top is EvaluationLayer && pilot.sees("The lanes generated: Alt-l"))
        #expect(try evaluated(columns: 200, rows: 50).footer.contains("calibration"))
    }

    @Test func `what ? says of the columns fits what they are`() throws {
        var pilot = try evaluated()
        pilot.press("?")
        #expect(pilot.sees("by char.: how many cases") && !pilot.sees("unread: outputs"))
    }
}
