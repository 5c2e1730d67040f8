import Foundation
import Library
import Testing

extension ScreenTests {
    @Suite struct Working {
        @Test func `the first start shows the outputs of both lanes and what to press`() throws {
            let window = try Window()
            try window.open()
            let text = try window.waitForLanes()
            #expect(text.contains("first-steps.prompt.yaml"))
            #expect(text.contains("T 0.20") && text.contains("T 1.20"))
            #expect(text.contains("next token · lane cool, after the prompt"))
            #expect(text.contains("welcome"))
            try window.quit()
            try window.open()
            #expect(try !window.waitForLanes().contains("welcome"))
        }

        @Test func `a prompt is composed, run, stopped, saved under a name and opened from the library`() throws {
            let window = try Window()
            try window.open()
            try window.press("M-o")
            try window.wait(for: "untitled")
            try window.type("Be brief.")
            try window.press("Down", "Down")
            try window.type("Name a fruit.")
            // A new prompt's lanes take up to 256 tokens each.
            try window.press("F5")
            try window.wait("running lanes") { $0.contains(#/[1-9][0-9]* tok /#) }
            try window.press("Escape")
            try window.wait(for: "Stopped; what there is stays.")
            try window.press("C-s")
            try window.wait(for: "Save as")
            try window.type("fruit")
            try window.press("Enter")
            try window.wait(for: "Saved \(window.home.prompts)")
            try window.quit()
            try window.open("sentiment")
            try window.press("C-o")
            try window.wait(for: "library", "sentiment")
            try window.type("fruit")
            try window.wait(for: "1 of ")
            try window.press("Enter")
            try window.wait(for: "fruit.prompt.yaml", "Be brief.", "Name a fruit.")
            let name = try #require(
                FileManager.default.contentsOfDirectory(atPath: window.home.prompts).first { $0.contains("fruit") })
            let prompt = try PromptFile(contentsOf: "\(window.home.prompts)/\(name)").prompt
            #expect(prompt.instruction == "Be brief.")
            #expect(prompt.input == "Name a fruit.")
        }

        @Test func `a lane follows its knob, and a token's other candidate opens a new lane`() throws {
            let window = try Window()
            let file = try window.home.smallPrompt()
            try window.open(file)
            try window.waitForLanes()
            // The knob: a step, then a typed number.
            try window.press("Tab", "Tab", "Right")
            try window.wait(for: "T 0.05")
            try window.type("1.2")
            try window.press("Enter")
            // Lanes share their chance, so that equal settings give equal texts, drawn again without the model.
            try window.wait("two equal lanes") { text in
                text.components(separatedBy: "T 1.20").count == 3 && !text.contains("stale")
            }
            try window.waitForLanes()
            try window.press("C-_")
            // The cursor: the first token, then its candidates.
            try window.press("M-1", "BTab")
            try window.wait(for: "Enter full")
            try window.press("Right")
            try window.wait(for: "next token · lane A, token 1")
            try window.press("Tab", "Tab", "Down")
            try window.wait(for: "Enter branch")
            try window.press("Enter")
            try window.wait(for: "Lane C branches off A at token 1 with")
            try window.waitForLanes(3)
            #expect(try window.text.contains("branched"))
        }

        @Test func `an output is copied to the terminal's clipboard`() throws {
            let window = try Window()
            try window.open(try window.home.smallPrompt())
            try window.waitForLanes()
            try window.press("Tab")
            try window.wait(for: "Enter full")
            try window.press("y")
            try window.wait(for: "The output is on the clipboard.")
            #expect(try window.clipboard.contains("Paris"))
            #expect(try !window.clipboard.contains("│"))
        }

        @Test func `the window changes its size in the middle of a stream`() throws {
            let window = try Window()
            try window.open(try window.home.smallPrompt(maxTokens: 150))
            try window.wait("running lanes") { $0.contains(#/[1-9][0-9]* tok /#) }
            try window.resize(columns: 60, rows: 16)
            try window.wait("one pane") { $0.contains("[prompt]") && !$0.contains("╭ A") }
            try window.resize(columns: 200, rows: 50)
            try window.wait(for: "╭ A ", "╭ B ", "╭ prompt ", "╭ next token ")
            try window.resize(columns: 20, rows: 5)
            try window.wait(for: "Lathe needs")
            try window.resize(columns: 200, rows: 50)
            let text = try window.waitForLanes()
            #expect(text.contains("150 tok"))
            #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 51)
        }

        @Test func `suspend gives the shell its terminal, and fg brings the screen back`() throws {
            let window = try Window()
            try window.open(try window.home.smallPrompt())
            try window.waitForLanes()
            try window.press("C-z")
            try window.wait(for: "Stopped")
            #expect(try window.value(of: "#{alternate_on} #{cursor_flag}") == "0 1")
            try window.type("echo the shell has it; fg")
            try window.press("Enter")
            try window.wait(for: "╭ A ", "Answer in one sentence.")
            try window.type("X")
            try window.wait(for: "small.prompt.yaml •")
        }

        @Test func `a hundred kilobytes are pasted and saved to the byte`() throws {
            let window = try Window()
            try window.open(try window.home.smallPrompt(maxTokens: 1))
            try window.press("F6", "M-a")
            let line = "한국어 문장, 日本語の文, emoji 👩🏽‍🚀🇰🇷, a tab\there, é and \\ \" ' : - # % end."
            var text = ""
            for number in 0... where text.utf8.count < 100_000 { text += "\(number) \(line)\n" }
            text += "the last line"
            try window.paste(text)
            try window.wait(for: "the last line")
            try window.press("C-s")
            try window.wait(for: "Saved ")
            let saved = try PromptFile(contentsOf: window.home.folder + "/small.prompt.yaml").prompt.input
            #expect(saved.utf8.count == text.utf8.count)
            #expect(saved == text)
        }

        @Test func `Hangul is typed, deleted by syllables and saved`() throws {
            let window = try Window()
            try window.open(try window.home.smallPrompt(maxTokens: 1))
            try window.press("F6", "M-a")
            try window.type("안녕하세요요")
            try window.press("BSpace")
            try window.type(", 세계!")
            try window.wait(for: "안녕하세요, 세계!")
            try window.press("C-s")
            try window.wait(for: "Saved ")
            let saved = try PromptFile(contentsOf: window.home.folder + "/small.prompt.yaml").prompt.input
            #expect(saved == "안녕하세요, 세계!")
        }

        @Test func `an editor of one's own changes a field`() throws {
            let window = try Window(environment: ["EDITOR": "sed -i s/France/Italy/"])
            try window.open(try window.home.smallPrompt(maxTokens: 1))
            try window.press("F6", "C-e")
            try window.wait(for: "What is the capital of Italy?")
        }
    }
}
