import Prompting
import Terminal
import Testing

@testable import Workbench

@Suite struct MouseTests {
    @Test func `a click focuses a pane and puts the cursor into the text`() throws {
        var pilot = try Pilot.afterRun(reportsMouse: true)
        pilot.mouse(.press, on: "sentiment of", plus: 2)
        pilot.type("X")
        #expect(pilot.state.composer.prompt.instruction.hasPrefix("Classify the seXntiment"))
        pilot.mouse(.press, on: "top-K")
        #expect(pilot.state.screen.pane == .knobs)
        #expect(pilot.state.board.focusedKnob == .setting(.topK))
    }

    @Test func `dragging over text selects it`() throws {
        var pilot = try Pilot.afterRun(reportsMouse: true)
        pilot.mouse(.press, on: "Classify")
        pilot.mouse(.drag, on: "Classify", plus: 8)
        pilot.mouse(.release, on: "Classify", plus: 8)
        pilot.type("Tell")
        #expect(pilot.state.composer.prompt.instruction.hasPrefix("Tell the sentiment"))
    }

    @Test func `a knob is dragged`() throws {
        var pilot = try Pilot.afterRun(reportsMouse: true)
        let place = try #require(pilot.place(of: "temperature"))
        pilot.mouse(.press, place.column + 13, place.row)
        #expect(pilot.state.board.lanes[0].lane.modelParameters.temperature == 0)
        pilot.mouse(.drag, place.column + 18, place.row + 3)
        let turned = try #require(pilot.state.board.lanes[0].lane.modelParameters.temperature)
        #expect(turned > 0)
        pilot.mouse(.drag, place.column + 22, place.row)
        #expect(try #require(pilot.state.board.lanes[0].lane.modelParameters.temperature) > turned)
        pilot.press("^_")
        #expect(pilot.state.board.lanes[0].lane.modelParameters.temperature == 0.2)
    }

    @Test func `the wheel scrolls the lane under it`() throws {
        var pilot = try Pilot.afterRun(reportsMouse: true)
        pilot.press("F5")
        pilot.begin("warm")
        pilot.say("warm", (0..<100).map { "line \($0)\n" })
        #expect(pilot.sees("line 99"))
        let place = try #require(pilot.place(of: "line 99"))
        for _ in 0..<4 { pilot.mouse(.scrollUp, place.column, place.row) }
        #expect(!pilot.sees("line 99"))
        #expect(pilot.state.focusedLane == 0)
        for _ in 0..<4 { pilot.mouse(.scrollDown, place.column, place.row) }
        #expect(pilot.sees("line 99"))
    }

    @Test func `a click on a layout that the model can't take says so and changes nothing`() {
        var pilot = Pilot(hasModel: false)
        pilot.load(hasChatTemplate: false)
        pilot.press("F4")
        pilot.mouse(.press, on: " chat ", plus: 2)
        #expect(pilot.state.composer.prompt.layout == nil)
        #expect(pilot.footer.contains("no chat template"))
    }

    @Test func `a click chooses a technique, a layout and a lane`() throws {
        var pilot = try Pilot.afterRun(reportsMouse: true)
        pilot.mouse(.press, on: " zero-shot CoT", plus: 3)
        #expect(pilot.state.composer.prompt.technique == .zeroShotChainOfThought)
        pilot.mouse(.press, on: " completion", plus: 3)
        #expect(pilot.state.composer.prompt.layout == .completion)
        pilot.mouse(.press, on: "2 · warm")
        #expect(pilot.state.focusedLane == 1)
    }

    @Test func `a click on a token puts the cursor there`() throws {
        var pilot = try Pilot.afterRun(reportsMouse: true)
        pilot.mouse(.press, on: "지루해서", plus: 1)
        let token = try #require(pilot.lane("warm")?.tokenCursor)
        #expect(pilot.lane("warm")?.output.tokens[token].drawn.id == Vocabulary.id(of: " 지루해서"))
    }

    @Test func `clicks on examples choose, then open them`() throws {
        var pilot = try Pilot.afterRun(reportsMouse: true)
        pilot.mouse(.press, on: "Loved")
        #expect(pilot.state.composer.field == .example(0))
        pilot.mouse(.press, on: "Loved")
        #expect(pilot.state.composer.openExample == 0)
        pilot.mouse(.press, on: "+ add an example")
        #expect(pilot.state.composer.prompt.examples.count == 4)
    }

    @Test func `tabs are clicked where panes take turns`() throws {
        var pilot = try Pilot.afterRun(columns: 80, rows: 24, reportsMouse: true)
        pilot.mouse(.press, on: "next token")
        #expect(pilot.state.screen.pane == .chart)
        #expect(pilot.frame.reportsMouse)
    }

    @Test func `without the mouse switched on nothing happens`() throws {
        var pilot = try Pilot.afterRun()
        let before = pilot.frame
        for action in [MouseEvent.Action.press, .drag, .release, .scrollUp, .scrollDown] {
            for row in stride(from: 0, to: 40, by: 3) {
                for column in stride(from: 0, to: 140, by: 7) { pilot.mouse(action, column, row) }
            }
        }
        #expect(pilot.frame == before)
        pilot.press("F1")
        pilot.mouse(.press, 5, 5)
        #expect(!pilot.state.layers.isEmpty)
    }

    @Test func `switching the mouse on is remembered`() {
        var pilot = Pilot()
        pilot.press("F4")
        #expect(pilot.effects == [.terminal(.remember(reportsMouse: true))])
        #expect(pilot.frame.reportsMouse)
    }
}

@Suite struct SizeTests {
    @Test func `a screen that is too small says so in one line`() throws {
        var pilot = try Pilot.afterRun()
        pilot.resize(20, 5)
        #expect(pilot.lines[0].hasPrefix("Lathe needs 60 x 16"))
        #expect(pilot.lines.dropFirst().allSatisfy { $0.isEmpty })
        #expect(pilot.frame.canvas.size == Size(columns: 20, rows: 5))
    }

    @Test func `going through a tiny size changes nothing`() throws {
        var pilot = try Pilot.afterRun()
        let before = pilot.frame
        pilot.resize(20, 5)
        pilot.resize(140, 40)
        #expect(pilot.frame == before)
    }

    @Test func `what streams into a tiny screen is there when it grows`() {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.begin("warm")
        pilot.say("warm", ["Mixed", " feelings"])
        pilot.resize(20, 5)
        pilot.say("warm", [" about", " it"])
        pilot.resize(200, 50)
        #expect(pilot.sees("Mixed feelings about it"))
        #expect(pilot.frame.canvas.size == Size(columns: 200, rows: 50))
    }

    @Test func `every size gives a frame of that size`() throws {
        var pilot = try Pilot.afterRun(guide: .welcome)
        for columns in [0, 1, 20, 59, 60, 79, 99, 100, 139, 140, 300] {
            for rows in [0, 1, 5, 15, 16, 21, 22, 30, 80] {
                pilot.resize(columns, rows)
                for _ in Pane.allCases {
                    #expect(pilot.frame.canvas.size == Size(columns: columns, rows: rows))
                    pilot.press("Tab")
                }
            }
        }
    }

    @Test(arguments: [60, 80, 100, 140, 200]) func `every pane of a shown screen has its border whole`(
        _ columns: Int
    ) throws {
        var pilot = try Pilot.afterRun(columns: columns, rows: 30)
        for _ in Pane.allCases {
            let canvas = pilot.frame.canvas
            let corners = pilot.lines.joined().filter { "╭╮╰╯".contains($0) }
            #expect(corners.count % 4 == 0)
            #expect(corners.count { $0 == "╭" } == corners.count { $0 == "╯" })
            for area in pilot.state.layout.panes.filter({ $0.key != .lanes }).values {
                for row in area.rows.dropFirst().dropLast() {
                    #expect(canvas[Position(column: area.columns.lowerBound, row: row)]?.glyph == "│")
                    #expect(canvas[Position(column: area.columns.upperBound - 1, row: row)]?.glyph == "│")
                }
            }
            pilot.press("Tab")
        }
    }

    @Test func `the cursor blinks in the focused field and nowhere else`() throws {
        var pilot = try Pilot.afterRun()
        let place = try #require(pilot.place(of: "The plot"))
        #expect(pilot.frame.cursor?.row == place.row + 1)
        pilot.press("Tab")
        #expect(pilot.frame.cursor == nil)
        pilot.press("^P")
        #expect(pilot.frame.cursor != nil)
    }
}
