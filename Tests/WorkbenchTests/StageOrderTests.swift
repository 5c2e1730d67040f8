import Prompting
import Sampling
import Testing

@testable import Workbench

struct StageOrderTests {
    private func settings(_ pilot: Pilot) -> SettingsPatch { pilot.state.board.lane.lane.modelParameters }

    private func pilot() -> Pilot {
        var pilot = Pilot(columns: 100, rows: 30, isLive: false)
        pilot.press("^P")
        pilot.type("knob: order")
        pilot.press("Enter")
        return pilot
    }

    @Test func `a stage is moved up and down in the list of the order`() {
        var pilot = pilot()
        #expect(pilot.sees("order of the stages") && pilot.sees("llama.cpp") && pilot.sees("XTC"))
        pilot.press("Down Down Down [")
        #expect(settings(pilot).order?.listed.prefix(4) == [.penalties, .dry, .topK, .topNSigma])
        #expect(pilot.sees("an order of its own"))
        pilot.press("]")
        #expect(settings(pilot).order == .llamaCpp)
        pilot.press("Up*9 [")
        #expect(pilot.sees("It is the first stage."))
    }

    @Test func `a stage is left out and taken in again, and says why it has no effect`() {
        var pilot = pilot()
        pilot.press("Down*3 Space")
        #expect(settings(pilot).order?.listed.contains(.topK) == false)
        #expect(pilot.sees("The order doesn't list top-K."))
        pilot.press("Space")
        #expect(settings(pilot).order?.listed.last == .topK)
        pilot.press("Tab")
        #expect(settings(pilot).order == .llamaCpp)
        pilot.press("Backspace")
        #expect(settings(pilot).order == nil)
        pilot.press("Esc")
        #expect(!pilot.sees("order of the stages"))
    }

    @Test func `a question mark tells what a stage does, and that it has no effect`() {
        var pilot = pilot()
        pilot.press("Down*3 ?")
        #expect(pilot.sees("Keeps the K likeliest tokens") && pilot.sees("It has an effect now."))
        pilot.press("Esc Up*2 ?")
        #expect(pilot.sees("It has no effect now."))
        pilot.press("Esc")
        #expect(pilot.sees("order of the stages"))
    }

    @Test func `the knobs of stages that are rarely on stand behind one that shows them`() throws {
        var pilot = Pilot(columns: 140, rows: 90, isLive: false)
        #expect(pilot.sees("more stages") && !pilot.sees("mirostat"))
        pilot.press("^P")
        pilot.type("knob: dry")
        pilot.press("Enter")
        pilot.type("0.8\n")
        #expect(settings(pilot).dryMultiplier == 0.8)
        #expect(pilot.state.board.showsMoreKnobs && pilot.sees("1 on"))
        let index = try #require(Knob.all.firstIndex(of: .more))
        pilot.press("Up*\(pilot.state.board.knob - index) Left")
        #expect(!pilot.sees("DRY base") && pilot.sees("1 on"))
    }

    @Test func `texts of a setting are typed with commas between them`() {
        var pilot = Pilot(columns: 140, rows: 90, isLive: false)
        pilot.press("^P")
        pilot.type("knob: dry breaks")
        pilot.press("Enter Alt-a")
        pilot.type("\\n,|")
        pilot.press("Enter")
        #expect(settings(pilot).dryBreakers?.contains("|") == true)
    }
}
