import Foundation
import Lanes
import Prompting
import Terminal
import TestRandom
import Testing

@testable import Workbench

@Suite struct MonkeyTests {
    /// Keys that do something, each as often as it stands here.
    private static let keys: [Key] =
        Binding.all.map(\.keys).flatMap { $0 }.filter { $0 != Key("q", .control) }
        + Key.all(
            """
            Up Down Left Right Up Down Left Right Up Down Left Right Enter Enter Enter Tab Tab Tab Esc Esc Esc Backspace Del
            Home End PgUp PgDn a b 한 글 5 . - { } ^A ^X ^C ^V ^K ^U ^W Alt-a Alt-b Alt-d Shift-Left Shift-Down Ctrl-Right ^_ ^_
            Alt-_ Alt-r Alt-c Alt-x y r s d n n x
            """.replacing("\n", with: " "))

    private static let texts = ["Negative", " 부정", "\n", "👨‍👩‍👧‍👦", "\u{1B}[m", " word", "\t", "e\u{301}"]

    /// Answers what the workbench asked for, or keeps it waiting.
    private func answer(_ pilot: inout Pilot, _ random: inout SplitMix) throws {
        let lane = pilot.runs.randomElement(using: &random)?.name ?? "A"
        switch Int.random(in: 0..<14, using: &random) {
        case 0, 1: pilot.begin(lane, stage: 0)
        case 2...5: pilot.say(lane, [Self.texts.randomElement(using: &random) ?? ""])
        case 6: pilot.end(lane, [.end, .length, .cancelled].randomElement(using: &random) ?? .end)
        case 7: pilot.end(lane, .error, error: .decodeFailed(reason: "a monkey"))
        case 8: try pilot.answerDistribution()
        case 9: try pilot.answerRender()
        case 10: pilot.report(.timer([.liveRun, .draft, .count].randomElement(using: &random) ?? .draft))
        case 11:
            guard Int.random(in: 0..<4, using: &random) == 0 else { return }
            pilot.report(.files(.libraryListed(SampleLibrary.entries)))
        case 12:
            guard Int.random(in: 0..<10, using: &random) == 0 else { return }
            pilot.open("prompts/other.prompt.yaml", .reviews)
        default: pilot.begin(lane, stage: 1, trigger: " so ", history: [4, 5])
        }
    }

    private func act(_ pilot: inout Pilot, _ random: inout SplitMix) throws {
        switch Int.random(in: 0..<20, using: &random) {
        case 0...12: pilot.send(.terminal(.key(Self.keys.randomElement(using: &random) ?? Key(.tab))))
        case 13...16: try answer(&pilot, &random)
        case 17:
            let action = [MouseEvent.Action.press, .drag, .release, .scrollUp, .scrollDown]
                .randomElement(using: &random)
            pilot.mouse(
                action ?? .press, Int.random(in: 0..<150, using: &random), Int.random(in: 0..<45, using: &random))
        case 18: pilot.paste(Self.texts.randomElement(using: &random) ?? "")
        default:
            guard Int.random(in: 0..<6, using: &random) == 0 else { return }
            let sizes = [(20, 5), (60, 16), (80, 24), (100, 30), (140, 40), (200, 50), (0, 0), (61, 100)]
            let size = sizes.randomElement(using: &random) ?? (80, 24)
            pilot.resize(size.0, size.1)
        }
        // Questions pile up for nothing else.
        if pilot.effects.count > 400 { pilot.forget() }
    }

    @Test(arguments: 1...4) func `whatever is pressed and reported, there is a frame of the right size`(
        _ seed: UInt64
    ) throws {
        var random = SplitMix(seed: seed)
        var pilot = Pilot(columns: 100, rows: 30, guide: .welcome, reportsMouse: seed.isMultiple(of: 2))
        for step in 0..<5000 {
            try act(&pilot, &random)
            let frame = pilot.frame
            if frame.canvas.size != pilot.state.size
                || frame.canvas.cells.count != frame.canvas.size.columns * frame.canvas.size.rows
            {
                Issue.record("seed \(seed), step \(step): the frame is \(frame.canvas.size)")
                return
            }
            if step.isMultiple(of: 50) { expectHarmless(frame, "seed \(seed), step \(step)") }
            if let cursor = frame.cursor { #expect(frame.canvas[cursor] != nil, "seed \(seed), step \(step)") }
        }
        #expect((1...8).contains(pilot.state.board.lanes.count))
    }

    /// The keys and events of each of the twenty sequences: with `make fuzz` 200,000 together, else a quarter of that. A debug
    /// build is many times slower.
    private static var steps: Int {
        #if DEBUG
            let usual = 0.1
        #else
            let usual = 0.25
        #endif
        return Int(10_000 * (ProcessInfo.processInfo.environment["LATHE_FUZZ"].flatMap { Double($0) } ?? usual))
    }

    /// Lets everything that was asked for come to its end.
    private func rest(_ pilot: inout Pilot) {
        for _ in 0..<20 {
            if pilot.state.board.awaitsPause { pilot.report(.timer(.liveRun)) }
            guard let run = pilot.runs.last else { return }
            pilot.begin(run.name)
            pilot.say(run.name, ["Negative"])
            pilot.end(run.name)
        }
    }

    /// Returns what a lane's output was asked with, and what F5 would ask now; nil for a lane that shows no run of its
    /// own: one that was stopped, that can't run, that failed, or that shows a run of the history.
    private func requests(of index: Int, in state: State) -> (shown: LaneRequest?, next: LaneRequest?)? {
        let lane = state.board.lanes[index]
        guard !state.setup.isBlank, state.setup.facts(of: index) != nil, lane.problem == nil, lane.stopped == nil,
            !lane.wasStopped,
            lane.output.recordedRun == nil
        else { return nil }
        var board = state.board
        _ = board.start(index, state.setup)
        // A lane's name changes nothing that it shows.
        var (shown, next) = (lane.output.request, board.lanes[index].incoming?.request)
        shown?.name = ""
        next?.name = ""
        return (shown, next)
    }

    /// Returns whether text that isn't saved is gone after an event: it stands in no prompt that is open, and neither undo nor
    /// redo leads to it.
    private func isLost(_ before: State, _ after: State) -> Bool {
        let old = before.promptForSaving
        guard old != before.session.savedPrompt, old != after.promptForSaving else { return false }
        let isSetAside = after.openPrompts.left.contains { left in
            left.session.promptForSaving(left.composer.prompt, lanes: left.board.lanes.map(\.lane)) == old
        }
        if isSetAside { return false }
        let isSamePrompt = before.openPrompts.left.map(\.number) == after.openPrompts.left.map(\.number)
        return !isSamePrompt || (after.session.done.isEmpty && after.session.undone.isEmpty)
    }

    /// Returns what can't be done any more: Esc closes every layer, Tab goes on to another pane, and ^Q ends the program.
    private func deadEnd(in pilot: Pilot) -> String? {
        var pilot = pilot
        pilot.press("Esc*10")
        if !pilot.state.layers.isEmpty { return "Esc doesn't close \(pilot.state.layers.all)" }
        let pane = pilot.state.screen.pane
        pilot.press("Tab")
        if pilot.state.screen.pane == pane { return "Tab stays in \(pane)" }
        pilot.press("^Q")
        return pilot.effects.contains(.quit) ? nil : "^Q doesn't quit"
    }

    @Test(arguments: 1...20) func `live lanes show what F5 would give, no text is lost, and everything can be left`(
        _ seed: UInt64
    ) throws {
        var random = SplitMix(seed: seed &* 104_729)
        var pilot = Pilot(columns: 100, rows: 30)
        var compared = 0
        for step in 0..<Self.steps {
            let before = pilot.state
            try act(&pilot, &random)
            if isLost(before, pilot.state) {
                Issue.record("seed \(seed), step \(step): unsaved text is lost")
                return
            }
            guard step.isMultiple(of: 23) else { continue }
            if let deadEnd = deadEnd(in: pilot) {
                Issue.record("seed \(seed), step \(step): \(deadEnd)")
                return
            }
            guard pilot.state.board.isLive else { continue }
            rest(&pilot)
            guard !pilot.state.board.isRunning else { continue }
            for index in pilot.state.board.lanes.indices {
                guard let (shown, next) = requests(of: index, in: pilot.state) else { continue }
                compared += 1
                if shown != next {
                    Issue.record("seed \(seed), step \(step): lane \(index + 1) shows what another request gave")
                    return
                }
            }
        }
        #expect(compared > 0)
    }

    @Test func `a lane that is copied while its source streams runs too`() {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.begin("cool")
        pilot.say("cool", ["Neg"])
        pilot.press("Tab n n")
        let lanes = pilot.state.board.lanes.count
        #expect(Set(pilot.runs.map(\.name)).count == lanes)
    }

    @Test(arguments: 1...40) func `undoing everything leads back to the first prompt, redoing it to the last`(
        _ seed: UInt64
    ) throws {
        var random = SplitMix(seed: seed &* 7919)
        var pilot = Pilot(columns: 140, rows: 40)
        let first = pilot.state.promptForSaving
        // Fewer steps than are remembered, and no other prompt: that one begins anew.
        let keys = Self.keys.filter { ![Key("o", .alt), Key("_", .control), Key("_", .alt)].contains($0) }
        for _ in 0..<150 {
            pilot.send(.terminal(.key(keys.randomElement(using: &random) ?? Key(.tab))))
            if pilot.state.layers.top is PaletteLayer { pilot.press("Esc") }
        }
        let last = pilot.state.promptForSaving
        pilot.press("Esc*4")
        while pilot.state.screen.pane != .lanes { pilot.press("Tab") }
        var count = 0
        while !pilot.state.session.done.isEmpty, count < 400 {
            pilot.press("^_")
            count += 1
        }
        #expect(pilot.state.promptForSaving == first, "seed \(seed)")
        while !pilot.state.session.undone.isEmpty, count < 800 {
            pilot.press("Alt-_")
            count += 1
        }
        #expect(pilot.state.promptForSaving == last, "seed \(seed)")
    }
}
