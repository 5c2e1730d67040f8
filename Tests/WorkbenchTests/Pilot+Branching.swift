import Sampling
import Testing

@testable import Workbench

extension Pilot {
    /// A workbench whose two lanes have run, with the cursor of the chart on another candidate for the second token of `cool`, and
    /// that candidate: Enter branches off with it.
    static func beforeBranch() throws -> (pilot: Pilot, chosen: Int32) {
        var pilot = Pilot()
        pilot.press("F5 Tab")
        pilot.finish(["cool": "Bad , really", "warm": "Mixed"])
        pilot.press("Right Right")
        try pilot.answerDistribution()
        pilot.press("Tab Tab Down")
        return (pilot, try #require(pilot.state.tokenChart.result?.candidates[1].id))
    }
}
