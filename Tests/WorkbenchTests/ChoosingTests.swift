import Prompting
import Terminal
import Testing

@testable import Workbench

/// Choosing technique and layout from a list, and stopping what is about to run.
struct ChoosingTests {
    @Test func `a technique is chosen by its number`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-t")
        #expect(pilot.sees("(now)"))
        pilot.press("4")
        #expect(pilot.state.composer.prompt.technique == .zeroShotChainOfThought)
        #expect(pilot.state.layers.isEmpty)
    }

    @Test func `each technique is told whole on 80 columns`() {
        var pilot = Pilot(columns: 80, rows: 24)
        pilot.press("Alt-t")
        #expect(pilot.sees("4       zero-shot CoT: asks for reasoning, then for the answer"))
        pilot.press("4 Alt-t")
        #expect(pilot.sees("then for the answer (now)"))
    }

    @Test func `a layout is chosen by its number`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-y 2")
        #expect(pilot.state.composer.prompt.layout == .completion)
    }

    @Test func `Escape leaves the list as it was`() throws {
        var pilot = try Pilot.afterRun()
        let before = pilot.state.composer.prompt.technique
        pilot.press("Alt-t Esc")
        #expect(pilot.state.composer.prompt.technique == before)
    }

    @Test func `Escape stops lanes that wait for a pause in typing`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab Tab Tab Tab")
        pilot.type("a")
        #expect(pilot.state.board.awaitsPause)
        pilot.press("Esc")
        #expect(pilot.footer.contains("Stopped before the lanes ran."))
        pilot.report(.timer(.liveRun))
        #expect(pilot.runNames.isEmpty)
        pilot.press("F5")
        #expect(pilot.runNames.count == 2)
    }
}
