import Foundation
import Testing

extension ScreenTests {
    /// The terminal is as it was, however the program ends.
    @Suite struct Leaving {
        @Test func `quitting restores the terminal`() throws {
            let window = try Window()
            try window.open(try window.home.smallPrompt(maxTokens: 150))
            // The mouse, which a program must not keep.
            try window.press("F4")
            try window.wait(for: "The mouse clicks")
            #expect(try window.value(of: "#{alternate_on} #{mouse_any_flag}") == "1 1")
            try window.quit()
            try window.expectRestored()
        }

        @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGABRT, SIGSEGV])
        func `a signal in the middle of a stream restores the terminal`(_ signal: Int32) throws {
            let window = try Window()
            try window.open(try window.home.smallPrompt(maxTokens: 150))
            try window.wait("running lanes") { $0.contains(#/[1-9][0-9]* tok /#) }
            #expect(kill(try window.processID, signal) == 0)
            let text = try window.wait("the program's end") { $0.contains(#/ended with [0-9]+\./#) }
            if signal == SIGABRT || signal == SIGSEGV {
                #expect(text.contains("ended with \(128 + signal)."))
            }
            try window.expectRestored()
        }
    }
}
