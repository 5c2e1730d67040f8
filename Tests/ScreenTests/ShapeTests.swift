import Foundation
import Testing

extension ScreenTests {
    /// The window changes while the program is in it.
    @Suite struct Shape {
        @Test func `a stream goes on in a window of any size`() throws {
            let window = try Window()
            try window.open(try window.home.longPrompt(maxTokens: 4000))
            try window.waitForStream()
            try window.resize(columns: 60, rows: 16)
            try window.wait("one pane") { $0.contains("[prompt]") && !$0.contains("╭ 1 ·") }
            try window.resize(columns: 20, rows: 5)
            try window.wait(for: "Lathe needs")
            try window.resize(columns: 200, rows: 50)
            try window.wait(for: "╭ 1 · A", "╭ 2 · B", "╭ prompt ", "╭ knobs ", "╭ next token ")
            let before = try window.shown.outputs()
            let shown = try window.wait("a longer output") { shown in
                zip(shown.outputs(), before).allSatisfy { $0.count > $1.count + 10 } && shown.endedLanes == 0
            }
            shown.expectWhole(title: "long.prompt.yaml", rows: 50)
        }

        @Test func `a program that starts in 20 x 5 works once there is room`() throws {
            let window = try Window(columns: 20, rows: 5)
            try window.start(try window.home.longPrompt(maxTokens: 40))
            try window.wait(for: "Lathe needs 60 x 16")
            try window.resize(columns: 200, rows: 50)
            let shown = try window.waitForLanes()
            #expect(shown.count(" 40 tok · ") == 2)
            shown.expectWhole(title: "long.prompt.yaml", rows: 50)
            try window.quit()
            try window.expectRestored()
        }

        @Test func `suspend gives the shell its terminal, and fg brings the screen back`() throws {
            let window = try Window()
            try window.open(try window.home.smallPrompt())
            try window.waitForLanes()
            try window.press("C-z")
            try window.wait(for: "Stopped", "shell>")
            #expect(try window.value(of: "#{alternate_on} #{cursor_flag}") == "0 1")
            try window.type("echo the shell has $((6 * 7))")
            try window.press("Enter")
            try window.wait(for: "the shell has 42")
            try window.type("fg")
            try window.press("Enter")
            try window.wait(for: "╭ 1 · A", "Answer in one sentence.")
            #expect(try window.value(of: "#{alternate_on}") == "1")
            try window.type("X")
            try window.wait(for: "small.prompt.yaml •", "?X")
        }
    }
}
