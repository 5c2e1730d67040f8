import Terminal
import Testing
import TextLayout

@testable import Workbench

/// The lines below the panes that say what to press.
struct GuideTests {
    @Test func `each step of the tutorial ends with the key that it asks for`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-q")
        #expect(pilot.sees("tutorial, step 1 of 5"))
        pilot.press("F5")
        #expect(pilot.sees("step 2 of 5"))
        for _ in 0..<4 where pilot.state.screen.pane != .knobs { pilot.press("Tab") }
        pilot.press("Right")
        #expect(pilot.sees("step 3 of 5"))
        pilot.press("F2")
        #expect(pilot.sees("step 4 of 5"))
        pilot.press("Alt-n")
        #expect(pilot.sees("step 5 of 5"))
        pilot.press("^S")
        #expect(pilot.sees("step 5 of 5"))
        pilot.report(.files(.saved(path: "prompts/mine.prompt.yaml", notices: [])))
        #expect(pilot.state.screen.guide == nil)
        #expect(pilot.footer.contains("That was the tutorial."))
    }

    @Test func `other keys than the one that is asked for don't go on with the tutorial`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-q Tab F6 F6 ^P Esc")
        #expect(pilot.state.screen.guide == .tutorial(.run))
    }

    @Test func `the same key ends the tutorial`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-q Alt-q")
        #expect(pilot.state.screen.guide == nil)
    }

    @Test func `the tutorial is in Korean where the locale is`() throws {
        #expect(Language(locale: "ko_KR.UTF-8") == .korean)
        #expect(Language(locale: "kok_IN") == .english)
        var pilot = Pilot(columns: 100, rows: 30, guide: .tutorial(.turn), language: .korean)
        #expect(pilot.sees("온도를 돌려"))
        for _ in 0..<4 where pilot.state.screen.pane != .knobs { pilot.press("Tab") }
        pilot.press("Right")
        #expect(pilot.sees("튜토리얼 3/5"))
    }

    @Test(arguments: [Language.english, .korean]) func `three lines of a guide fit 78 columns`(_ language: Language) {
        for guide in [Guide.welcome] + TutorialStep.allCases.map({ Guide.tutorial($0) }) {
            let lines = guide.lines(in: language)
            #expect(lines.count == 3)
            for line in lines { #expect(line.displayWidth <= 78, "\(line)") }
        }
    }

    @Test func `nothing of the guide stands below a list`() throws {
        var pilot = try Pilot.afterRun()
        pilot.resize(80, 24)
        pilot.press("Alt-q Alt-k")
        #expect(!pilot.sees("F6 stops that"))
        pilot.press("Esc")
        #expect(pilot.sees("F6 stops that"))
    }

    @Test func `the first start offers the tutorial`() {
        var pilot = Pilot(columns: 80, rows: 24, guide: .welcome)
        #expect(pilot.sees("Alt-q"))
        pilot.press("Alt-q")
        #expect(pilot.sees("step 1 of 5"))
    }
}
