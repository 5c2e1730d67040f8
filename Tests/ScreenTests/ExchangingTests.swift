import Foundation
import Testing

extension ScreenTests {
    /// Files of other programs.
    @Suite struct Exchanging {
        @Test func `another program's file becomes a prompt, and a prompt another program's file`() throws {
            let window = try Window()
            let file = try window.home.file(
                "greeting.prompty",
                """
                ---
                name: Greeting
                description: Greets
                ---
                system:
                Greet the person in one word.

                user:
                {{person}}

                """)
            try window.open(try window.home.smallPrompt())
            try window.waitForLanes()
            try window.press("M-j")
            try window.wait(for: "Import another program's file")
            try window.type(file)
            try window.press("Enter")
            try window.wait(for: "is open as a new prompt")
            // What couldn't be taken over, if anything, stands over the prompt.
            try window.press("Escape")
            try window.wait(for: "Greet the person in one word.")
            usleep(100_000)
            try window.press("C-s")
            try window.wait(for: "Save as")
            try window.press("Enter")
            try window.wait(for: "Saved ")
            let saved = try FileManager.default.contentsOfDirectory(atPath: window.home.prompts)
            #expect(saved.contains { $0.lowercased().hasPrefix("greeting") })
            try window.press("M-p")
            try window.wait(for: "export the prompt for", "Dotprompt")
            try window.type("dotprompt")
            try window.press("Enter")
            try window.wait(for: "Write it to")
            let written = window.home.folder + "/greeting.prompt"
            try window.press("C-u")
            try window.type(written)
            try window.press("Enter")
            try window.wait(for: "Wrote ")
            let text = try String(contentsOfFile: written, encoding: .utf8)
            #expect(text.contains("Greet the person in one word.") && text.contains("{{person}}"))
            try window.press("Escape")
            usleep(100_000)
            try window.quit()
        }

        @Test func `an imported prompt keeps its evaluators when its draft comes back after a crash`() throws {
            let home = try Home()
            let file = try home.file(
                "summary.prompt.yml",
                """
                name: Summary
                messages:
                  - { role: user, content: Summarise the text in one sentence. }
                evaluators:
                  - name: begins well
                    string: { startsWith: "In short -" }

                """)
            do {
                let window = try Window(home: home)
                try window.open(try home.smallPrompt(maxTokens: 1))
                try window.waitForLanes()
                try window.press("M-j")
                try window.wait(for: "Import another program's file")
                try window.type(file)
                try window.press("Enter")
                try window.wait(for: "is open as a new prompt")
                try window.press("Escape")
                usleep(100_000)
                try window.press("F6", "M-a")
                try window.type("Be brief.")
                try window.wait("a draft", within: 5) { _ in home.draftTexts.contains { $0.contains("Be brief.") } }
                #expect(kill(try window.processID, SIGKILL) == 0)
                try window.wait(for: "ended with 137.")
            }
            let window = try Window(home: home)
            try window.open()
            try window.wait(for: "Unsaved work", "Be brief.")
            try window.press("Enter")
            try window.wait(for: "Your unsaved work is open again.")
            try window.press("C-s")
            try window.wait(for: "Save as")
            try window.press("Enter")
            try window.wait(for: "Saved ")
            let name = try #require(
                FileManager.default.contentsOfDirectory(atPath: home.prompts).first {
                    $0.lowercased().hasPrefix("summary")
                })
            let saved = try String(contentsOfFile: "\(home.prompts)/\(name)", encoding: .utf8)
            #expect(saved.contains("Be brief.") && saved.contains("In short -"))
            try window.quit()
        }
    }
}
