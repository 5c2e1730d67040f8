import Foundation
import Testing

extension ScreenTests {
    /// Terminals of all kinds, and none.
    @Suite struct TerminalTypes {
        @Test(arguments: ["vt100", "linux", "xterm-256color", "tmux-256color"])
        func `the screen opens on a terminal of type`(_ type: String) throws {
            let window = try Window(environment: ["TERM": type])
            try window.open("sentiment")
            try window.wait(for: "sentiment.prompt.yaml", "temperature", "[few-shot]")
            try window.quit()
            try window.expectRestored()
        }

        @Test(arguments: ["dumb", "no-such-terminal"])
        func `a terminal that can't show it gets a sentence`(_ type: String) throws {
            let window = try Window(columns: 200, environment: ["TERM": type])
            try window.start()
            try window.wait(for: type, "export TERM=", "ended with 1.")
        }

        @Test func `without a terminal as input there is a sentence`() throws {
            let window = try Window()
            try window.start(redirection: "</dev/null")
            try window.wait(for: "Standard input is not a terminal", "ended with 1.")
        }

        @Test func `without a terminal as output there is a sentence`() throws {
            let window = try Window()
            try window.start(redirection: "| cat")
            try window.wait(for: "Standard output is not a terminal")
        }

        @Test func `a locale without UTF-8 gets ASCII alone`() throws {
            let window = try Window(environment: ["LANG": "C"])
            try window.open()
            let shown = try window.waitForLanes()
            #expect(shown.text.allSatisfy { $0.isASCII })
            try window.press("F1")
            let help = try window.wait(for: "all keys")
            #expect(help.text.allSatisfy { $0.isASCII })
        }

        @Test func `NO_COLOR is obeyed`() throws {
            let window = try Window(environment: ["NO_COLOR": "1"])
            try window.open(try window.home.smallPrompt(maxTokens: 2))
            try window.waitForLanes()
            #expect(try !window.colouredText.contains(#/\x1B\[([0-9;]*;)?([349][0-7]|10[0-7]|[34]8)(;[0-9;]*)?m/#))
        }

        @Test func `colours are there otherwise`() throws {
            let window = try Window()
            try window.open(try window.home.smallPrompt(maxTokens: 2))
            try window.waitForLanes()
            #expect(try window.colouredText.contains(#/\x1B\[([0-9;]*;)?[34]8(;[0-9;]*)?m/#))
        }
    }
}
