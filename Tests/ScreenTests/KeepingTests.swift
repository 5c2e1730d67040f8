import Foundation
import Library
import Testing

extension ScreenTests {
    /// Nothing is lost.
    @Suite struct Keeping {
        @Test func `work that was killed is offered at the next start and comes back`() throws {
            let home = try Home()
            let file = try home.smallPrompt(maxTokens: 1)
            do {
                let window = try Window(home: home)
                try window.open(file)
                try window.press("F6", "M-a")
                try window.type("What was I about to ask?")
                try window.wait("a draft", within: 5) { _ in
                    home.draftTexts.contains { $0.contains("about to ask?") }
                }
                #expect(kill(try window.processID, SIGKILL) == 0)
                try window.wait(for: "ended with 137.")
            }
            let window = try Window(home: home)
            try window.open(file)
            try window.wait(for: "Unsaved work", "What was I about to ask?")
            try window.press("Enter")
            try window.wait(for: "Your unsaved work is open again.", "small.prompt.yaml •")
            try window.press("C-s")
            try window.wait(for: "Saved ")
            #expect(try PromptFile(contentsOf: file).prompt.input == "What was I about to ask?")
            try window.wait("no draft any more") { _ in home.draftTexts.isEmpty }
            try window.quit()
            try window.open(file)
            #expect(try !window.waitForLanes().contains("Unsaved work"))
        }

        @Test func `quitting with unsaved work keeps it as well`() throws {
            let window = try Window()
            try window.open(try window.home.smallPrompt(maxTokens: 1))
            try window.press("F6")
            try window.type(" Once more.")
            try window.press("C-q")
            try window.wait(for: "ended with 0.")
            try window.open()
            try window.wait(for: "Unsaved work", "Once more.")
        }

        /// Opens a prompt, takes away the place for unsaved work, and changes the prompt.
        private func windowThatCanKeepNothing() throws -> Window {
            let window = try Window(columns: 200)
            try window.open(try window.home.smallPrompt(maxTokens: 1))
            try window.waitForLanes()
            try FileManager.default.removeItem(atPath: window.home.drafts)
            _ = try window.home.file("state/lathe/drafts", "no folder")
            try window.press("F6", "M-a")
            try window.type("A text of mine")
            try window.wait(for: "Unsaved work can't be kept")
            return window
        }

        @Test func `quitting with work that can't be kept says so first, and quits at the second time`() throws {
            let window = try windowThatCanKeepNothing()
            try window.press("C-q")
            try window.wait(for: "^Q again quits")
            try window.press("C-q")
            try window.wait(for: "ended with 0.", "lathe: Unsaved work was not kept.")
        }

        @Test func `a program that is told to end says what it could not keep`() throws {
            let window = try windowThatCanKeepNothing()
            #expect(kill(try window.processID, SIGTERM) == 0)
            try window.wait(for: "ended with ", "lathe: Unsaved work was not kept.")
        }

        @Test func `a folder that can't be made is told, and the work stays`() throws {
            let window = try Window(columns: 200)
            _ = try window.home.file("data/lathe/prompts", "no folder")
            try saveInVain(in: window, saying: "the folder can't be made")
        }

        @Test(.enabled(if: Permissions.areObeyed))
        func `a folder that may not be written is told, and the work stays`() throws {
            let home = try Home()
            try FileManager.default.createDirectory(
                atPath: home.prompts, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o555])
            let window = try Window(columns: 200, home: home, through: Permissions.obeying)
            try saveInVain(in: window, saying: "its folder doesn't allow writing")
        }

        private func saveInVain(in window: Window, saying reason: String) throws {
            try window.open("sentiment")
            try window.press("F6", "M-a")
            try window.type("A text of mine")
            try window.press("M-s")
            try window.wait(for: "Save as")
            try window.type("mine")
            try window.press("Enter")
            try window.wait(for: "\(window.home.prompts)", "can't be written: \(reason)")
            try window.wait("the kept work") { shown in
                shown.contains("A text of mine") && shown.contains("sentiment.prompt.yaml •")
                    && window.home.draftTexts.contains { $0.contains("A text of mine") }
            }
        }

        @Test func `a file that another program changed is not overwritten unasked`() throws {
            let window = try Window()
            let file = try window.home.smallPrompt(maxTokens: 1)
            try window.open(file)
            try window.press("F6", "M-a")
            try window.type("My question")
            let theirs = try String(contentsOfFile: file, encoding: .utf8).replacing("France", with: "Peru")
            try theirs.write(toFile: file, atomically: true, encoding: .utf8)
            try window.press("C-s")
            let question = try window.wait(for: "Another program changed it")
            #expect(question.contains(#/input: “.*Peru.*” → “My.*question”/#))
            try window.press("Escape")
            try window.wait("the screen") { !$0.contains("Another program") }
            #expect(try String(contentsOfFile: file, encoding: .utf8) == theirs)
            try window.press("C-s")
            try window.wait(for: "Another program changed it")
            try window.press("s")
            try window.wait(for: "Saved ")
            #expect(try PromptFile(contentsOf: file).prompt.input == "My question")
        }

        @Test func `a model whose file is deleted while it is loaded goes on`() throws {
            let window = try Window()
            let model = window.home.folder + "/copy.gguf"
            let name = try #require(
                FileManager.default.contentsOfDirectory(atPath: Home.models).first { $0.hasPrefix("SmolLM2") })
            try FileManager.default.copyItem(atPath: "\(Home.models)/\(name)", toPath: model)
            try window.open(try window.home.smallPrompt(), "--model", model)
            let before = try window.waitForLanes().outputs()
            try FileManager.default.removeItem(atPath: model)
            try window.press("M-a")
            try window.type("What is the capital of Italy?")
            try window.wait("other answers") { shown in
                shown.endedLanes == 2 && !shown.contains("outdated") && shown.outputs()[0] != before[0]
                    && shown.outputs()[1] != before[1]
            }
            try window.quit()
        }
    }
}
