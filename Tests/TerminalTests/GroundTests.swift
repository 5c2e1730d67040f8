import Testing

@testable import Terminal

@Suite struct GroundTests {
    @Test func `the environment may name the ground`() {
        func ground(_ colors: String) -> Theme.Ground? { TerminalEnvironment(type: "xterm", colors: colors).ground }
        #expect(ground("15;0") == .dark)
        #expect(ground("0;15") == .light)
        #expect(ground("0;default;7") == .light)
        #expect(ground("7;8") == .dark)
        #expect(ground("15;default") == nil)
        #expect(ground("") == nil)
    }

    @Test func `the terminal's answer tells the ground`() {
        func ground(_ answer: String) -> Theme.Ground? { GroundAnswer.ground(Array(answer.utf8)) }
        #expect(ground("\u{1B}]11;rgb:0000/0000/0000\u{1B}\\") == .dark)
        #expect(ground("x\u{1B}]11;rgb:fdfd/f6f6/e3e3\u{7}\u{1B}[?62c") == .light)
        #expect(ground("\u{1B}]11;rgb:f/f/f\u{7}") == .light)
        #expect(ground("\u{1B}]11;rgba:00/20/30/ff\u{7}") == .dark)
        #expect(ground("\u{1B}[?62c") == nil)
    }

    @Test func `the wait for an answer ends with that to the second question`() {
        #expect(GroundAnswer.hasEnded(Array("\u{1B}]11;rgb:0/0/0\u{7}\u{1B}[?62;22c".utf8)))
        #expect(!GroundAnswer.hasEnded(Array("\u{1B}]11;rgb:0/0/0\u{7}\u{1B}[?62;".utf8)))
    }

    @Test func `the clipboard gets base 64`() {
        #expect(base64("".utf8) == "")
        #expect(base64("f".utf8) == "Zg==")
        #expect(base64("fo".utf8) == "Zm8=")
        #expect(base64("foobar".utf8) == "Zm9vYmFy")
        #expect(base64("한".utf8) == "7ZWc")
    }
}
