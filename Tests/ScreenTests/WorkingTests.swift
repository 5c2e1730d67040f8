import Foundation
import Library
import Testing

extension ScreenTests {
    /// A prompt from its first word to its file.
    @Suite struct Working {
        @Test func `the first start shows the outputs of both lanes and what to press`() throws {
            let window = try Window()
            try window.open()
            let shown = try window.waitForLanes()
            #expect(shown.contains("first-steps.prompt.yaml"))
            #expect(shown.contains("T 0.20") && shown.contains("T 1.20"))
            #expect(shown.contains("next token · lane cool, after the prompt"))
            #expect(shown.contains("welcome to Lathe"))
            try window.quit()
            try window.expectRestored()
            try window.open()
            #expect(try !window.shown.contains("welcome to Lathe"))
        }

        @Test func `a prompt is composed, run, saved under a name and opened from the library`() throws {
            let window = try Window(columns: 200)
            try window.open()
            try window.press("F6", "M-o")
            try window.wait(for: "untitled", "the question or text", "F5 runs the lane.")
            try window.type("Be brief.")
            try window.press("Down", "Down")
            try window.type("Name a fruit.")
            try window.press("F5")
            try window.wait("an output") { $0.contains(#/[1-9][0-9]* tok/#) }
            try window.press("C-s")
            try window.wait(for: "Save as")
            try window.type("fruit")
            try window.press("Enter")
            try window.wait(for: "Saved \(window.home.prompts)/fruit.prompt.yaml.")
            let prompt = try PromptFile(contentsOf: "\(window.home.prompts)/fruit.prompt.yaml").prompt
            #expect(prompt.instruction == "Be brief.")
            #expect(prompt.input == "Name a fruit.")
            try window.quit()
            try window.open("sentiment")
            try window.press("C-o")
            try window.wait(for: "library", "last-letters")
            try window.type("fruit")
            try window.wait(for: " 1 of ")
            try window.press("Enter")
            try window.wait(for: "fruit.prompt.yaml", "Be brief.", "Name a fruit.")
        }

        @Test func `stopping keeps what there is`() throws {
            let window = try Window()
            try window.open(try window.home.longPrompt(maxTokens: 4000))
            try window.wait("something to keep") { $0.outputs().contains { $0.count > 20 } }
            try window.press("Escape")
            let before = try window.wait(for: "Stopped. The text so far is kept.")
            #expect(before.outputs().contains { $0.count > 20 })
            // A token may be on its way when the key comes, and no more than that.
            usleep(300_000)
            let kept = try window.shown.outputs()
            for (text, earlier) in zip(kept, before.outputs()) { #expect(text.count - earlier.count < 20) }
            usleep(300_000)
            #expect(try window.shown.outputs() == kept)
        }

        @Test func `a lane follows its knob, and a token's other candidate opens a new lane`() throws {
            let window = try Window()
            try window.open(try window.home.smallPrompt())
            let first = try window.waitForLanes().outputs()
            // The knob: a step, then a typed number.
            try window.press("Tab", "Tab", "Right")
            try window.wait(for: "T 0.05")
            try window.type("1.2")
            try window.press("Enter")
            // Lanes share their chance, so that equal settings give equal texts.
            let turned = try window.wait("two lanes with one temperature") {
                $0.count("T 1.20") == 2 && $0.endedLanes == 2 && !$0.contains("outdated")
            }
            #expect(turned.outputs() == [first[1], first[1]])
            try window.press("C-_")
            try window.wait(for: "Undone: temperature of lane A.")
            // The cursor: the first token, then its candidates.
            try window.press("BTab")
            try window.wait(for: "Enter full")
            try window.press("Right")
            try window.wait(for: "next token · lane A, token 1")
            try window.press("Tab", "Tab", "Down")
            try window.wait(for: "Enter branch")
            try window.press("Enter")
            try window.wait(for: "Lane A 2 branches off A at token 1 with")
            let branched = try window.waitForLanes(3)
            #expect(branched.contains("branched"))
            #expect(Set(branched.outputs(of: 3)).count == 3)
        }

        @Test func `an output is copied to the terminal's clipboard`() throws {
            let window = try Window()
            try window.open(try window.home.smallPrompt())
            try window.waitForLanes()
            try window.press("Tab")
            try window.wait(for: "Enter full")
            try window.press("y")
            try window.wait(for: "The output was sent to the terminal's clipboard, and is in")
            #expect(try window.clipboard.contains("Paris"))
            #expect(try !window.clipboard.contains("│"))
        }

        @Test func `a hundred kilobytes are pasted and saved to the byte`() throws {
            let window = try Window()
            try window.open(try window.home.smallPrompt(maxTokens: 1))
            try window.press("F6", "M-a")
            let line = "한국어 문장, 日本語の文, emoji 👩🏽‍🚀🇰🇷, a tab\there, é and \\ \" ' : - # % end."
            var text = ""
            while text.utf8.count < 100_000 { text += "\(text.utf8.count) \(line)\n" }
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

        @Test func `an editor reads the keyboard and has the terminal to itself`() throws {
            let home = try Home()
            let editor = home.folder + "/editor.sh"
            try "printf 'Which country? '\nread -r word\nprintf '%s' \"$word\" > \"$1\"\n".write(
                toFile: editor, atomically: true, encoding: .utf8)
            let window = try Window(home: home, environment: ["EDITOR": "sh \(editor)"])
            try window.open(try window.home.smallPrompt(maxTokens: 1))
            try window.press("F6", "C-e")
            try window.wait(for: "Which country?")
            try window.type("Peru, of course")
            try window.press("Enter")
            try window.wait(for: "Peru, of course", "Instruction")
        }

        @Test func `passages are searched for, shown, and opened in the editor at their place`() throws {
            let home = try Home()
            let editor = try home.file("editor.sh", "printf 'opened %s %s' \"$1\" \"$2\"\nread -r word\n")
            _ = try home.file("fees.md", "# Fees\n\nThere are no fees at all.\n")
            let prompt = try home.file(
                "ask.prompt.yaml",
                """
                input: "{{sources}} Which fees are there?"
                sources: [fees.md]
                sourceQuery: fees
                modelParameters: { maxTokens: 2 }
                lanes: [{ name: A }]

                """)
            let window = try Window(home: home, environment: ["EDITOR": "sh \(editor)"])
            try window.open(prompt)
            try window.press("F5")
            try window.wait("an output") { $0.contains(#/[1-9] tok/#) }
            try window.press("M-1", "f")
            try window.wait(for: "sources of lane A", "fees.md:3", "There are no fees at all.")
            try window.press("Enter")
            try window.wait(for: "opened +3 \(home.folder)")
            try window.press("Enter")
            try window.wait(for: "sources of lane A")
        }

        @Test func `an editor of one's own changes a field`() throws {
            let window = try Window(environment: ["EDITOR": "sed -i s/France/Italy/"])
            try window.open(try window.home.smallPrompt(maxTokens: 1))
            try window.press("F6", "C-e")
            try window.wait(for: "What is the capital of", "Italy?")
        }
    }
}
