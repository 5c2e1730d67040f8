import Testing

@testable import Workbench

/// Hiding the lanes whose output a run didn't change.
@Suite struct ChangedLaneTests {
    /// Two lanes that ran twice; the focused one is `cool`.
    private func twice(_ cool: String, _ warm: String) throws -> Pilot {
        var pilot = Pilot(isLive: false)
        pilot.press("F5")
        pilot.finish(["cool": "Negative", "warm": "Mixed"])
        pilot.press("F5")
        pilot.finish(["cool": cool, "warm": warm])
        pilot.press("Alt-1")
        return pilot
    }

    private func seen(_ pilot: Pilot) -> [Int] { pilot.state.board.shownLanes }

    @Test func `d hides the lanes that wrote the same again, says how many, and d shows them`() throws {
        var pilot = try twice("Positive", "Mixed")
        #expect(seen(pilot) == [0, 1])
        pilot.press("d")
        #expect(seen(pilot) == [0] && pilot.sees("1 unchanged: d"))
        pilot.press("d")
        #expect(seen(pilot) == [0, 1] && !pilot.sees("unchanged"))
    }

    @Test func `lanes that changed stay`() throws {
        var pilot = try twice("Negative", "Positive")
        pilot.press("d")
        #expect(seen(pilot) == [0, 1])
    }

    @Test func `the lane with the focus is shown, and any lane that is gone to`() throws {
        var pilot = try twice("Negative", "Mixed")
        pilot.press("d")
        #expect(seen(pilot) == [0])
        pilot.press("Alt-2")
        #expect(seen(pilot) == [1] && pilot.sees("warm"))
    }

    @Test func `a lane that runs is shown until what it wrote is known`() throws {
        var pilot = try twice("Negative", "Mixed")
        pilot.press("d F5")
        #expect(seen(pilot) == [0, 1])
        pilot.finish(["cool": "Negative", "warm": "Mixed"])
        #expect(seen(pilot) == [0])
    }

    @Test func `a lane whose run went wrong stays, whatever it wrote`() {
        var pilot = Pilot(isLive: false)
        pilot.press("F5")
        pilot.finish(["cool": "Negative", "warm": "Mixed"])
        pilot.press("F5")
        pilot.begin("warm")
        pilot.say("warm", Vocabulary.pieces(of: "Mixed"))
        pilot.end("warm", .error, error: .shutDown)
        pilot.finish(["cool": "Negative"])
        pilot.press("Alt-1 d")
        #expect(seen(pilot) == [0, 1] && !pilot.sees("unchanged"))
    }

    @Test func `a lane that ran once has changed`() {
        var pilot = Pilot(isLive: false)
        pilot.press("F5")
        pilot.finish(["cool": "Negative", "warm": "Mixed"])
        pilot.press("Alt-1 d")
        #expect(seen(pilot) == [0, 1])
    }
}
