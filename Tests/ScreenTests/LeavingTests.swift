import Foundation
import Testing

extension ScreenTests {
    /// The terminal is as it was, however the program ends.
    @Suite struct Leaving {
        @Test func `quitting restores the terminal`() throws {
            let window = try Window()
            try window.open(try window.home.longPrompt(maxTokens: 4000))
            try window.waitForStream()
            // The mouse, which a program must not keep.
            try window.press("F4")
            try window.wait(for: "The mouse clicks")
            #expect(try window.value(of: "#{alternate_on} #{mouse_any_flag}") == "1 1")
            try window.quit()
            try window.expectRestored()
        }

        @Test func `quitting while the model is being loaded is quiet`() throws {
            let window = try Window()
            let file = try window.home.smallPrompt()
            for _ in 0..<10 {
                try window.open(file)
                try window.quit()
            }
            try window.expectRestored()
        }

        @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGABRT, SIGSEGV, SIGILL, SIGFPE, SIGBUS])
        func `a signal in the middle of a stream restores the terminal`(_ signal: Int32) throws {
            let window = try Window()
            try window.open(try window.home.longPrompt(maxTokens: 4000))
            try window.waitForStream()
            #expect(kill(try window.processID, signal) == 0)
            // Nothing is asked, and nobody waits for a report of what is no mistake of the program's.
            let shown = try window.wait("the program's end", within: 5) { $0.contains(#/ended with [0-9]+\./#) }
            if ![SIGTERM, SIGHUP, SIGINT].contains(signal) {
                #expect(shown.contains("ended with \(128 + signal)."))
                #expect(shown.contains("Lathe has ended unexpectedly. Unsaved work, except"))
                #expect(!shown.contains("Backtrace"))
            }
            try window.expectRestored()
        }

        @Test(arguments: [SIGILL, SIGSEGV, SIGABRT, SIGKILL])
        func `a signal in the engine costs the run under way, and the next one works`(_ signal: Int32) throws {
            let window = try Window()
            try window.open(try window.home.longPrompt(maxTokens: 4000))
            try window.waitForStream()
            let engine = try #require(try window.children().first)
            #expect(kill(engine, signal) == 0)
            let shown = try window.wait("what happened", within: 5) { $0.contains("The engine has ended: ") }
            #expect(shown.contains("F5") && shown.contains(#/[1-9][0-9]* tok/#))
            try window.press("F5")
            try window.wait("the next run", within: 10) { !$0.contains("The engine has ended") && $0.endedLanes == 0 }
            let children = try window.children()
            #expect(children.count == 1 && children != [engine])
            try window.quit()
            try window.expectRestored()
        }

        @Test(arguments: [SIGABRT, SIGSEGV])
        func `a signal while the command line asks for votes gives the terminal its echo back`(_ signal: Int32) throws {
            let window = try Window()
            let file = try window.home.file(
                "votes.prompt.yaml",
                """
                name: Votes
                input: "Tell me of {{thing}}."
                modelParameters: { temperature: 0 }
                lanes:
                  - { name: short, modelParameters: { maxTokens: 2 } }
                  - { name: long, modelParameters: { maxTokens: 8 } }
                testData:
                  - { thing: the sea }

                """)
            try window.start("vote", file)
            try window.wait(for: "q leave", within: 30)
            #expect(kill(try window.processID, signal) == 0)
            try window.wait("the program's end", within: 5) { $0.contains("ended with \(128 + signal).") }
            try window.expectRestored()
        }

        @Test(arguments: [SIGABRT, SIGSEGV])
        func `a signal while nothing runs gives the terminal back at once`(_ signal: Int32) throws {
            let window = try Window()
            try window.open(try window.home.smallPrompt())
            try window.waitForLanes()
            let sent = ContinuousClock.now
            #expect(kill(try window.processID, signal) == 0)
            try window.wait("the program's end", within: 2) { $0.contains("ended with \(128 + signal).") }
            #expect(sent.duration(to: .now) < .seconds(2))
            try window.expectRestored()
        }
    }
}
