import Library
import Prompting
import Terminal
import TestRandom
import Testing
import TextLayout

@testable import Workbench

/// Nothing that a terminal would obey is ever in a frame.
func expectHarmless(_ frame: Frame, _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation) {
    let cells = frame.canvas.cells
    let isHarmless = cells.allSatisfy { cell in
        // A NUL would be no scalar at all.
        cell.glyph != Glyph("\0")
            && cell.glyph.character.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.value != 0x2028 && $0.value != 0x2029
            }
    }
    #expect(isHarmless, comment, sourceLocation: sourceLocation)
    #expect(!frame.title.unicodeScalars.contains { $0.value < 0x20 }, comment, sourceLocation: sourceLocation)
    // A wide character stands before its right half, and nothing else has one.
    for (index, cell) in cells.enumerated() where cell.width != 1 {
        let isPaired =
            cell.width == 2
            ? index + 1 < cells.count && cells[index + 1].width == 0 : index > 0 && cells[index - 1].width == 2
        #expect(isPaired, comment, sourceLocation: sourceLocation)
    }
}

@Suite struct HostileTests {
    private static let nasty = [
        "\u{1B}[2J\u{1B}[31mred", "\u{1B}]0;title\u{7}", "\u{1B}]52;c;aGk=\u{7}", "\0\0nul", "\u{9B}31m",
        "a\rb\r\nc", "\u{8}\u{8}\u{7F}", "\u{202E}dlrow", "\u{FFFD}\u{FFFD}", "한\u{200B}글", "\u{2028}x\u{85}y",
        "e" + String(repeating: "\u{301}", count: 300), "🏴\u{E0067}\u{E0062}",
    ]

    @Test func `escape sequences, NULs and broken UTF-8 in outputs are shown harmlessly`() {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.begin("cool")
        pilot.say("cool", Self.nasty)
        pilot.begin("warm")
        pilot.say("warm", [String(decoding: [0x41, 0xFF, 0xC3, 0x28, 0xF0, 0x9F], as: UTF8.self)])
        expectHarmless(pilot.frame)
        #expect(pilot.sees("␛[2J␛[31mred"))
        pilot.end("cool")
        pilot.end("warm")
        pilot.press("Tab = c Right Right p F5")
        expectHarmless(pilot.frame)
    }

    @Test(arguments: [Glyphs.unicode, .ascii])
    func `names, errors, notices and prompts can't hold anything that a terminal obeys`(_ glyphs: Glyphs) throws {
        let evil = Self.nasty.joined(separator: " ")
        var prompt = Prompt()
        prompt.name = evil
        prompt.instruction = evil
        prompt.input = evil + "{{x}}"
        prompt.examples = [Example(input: evil, reasoning: evil, output: evil)]
        prompt.variables = ["x": evil]
        prompt.lanes = [Lane(name: evil), Lane(name: "b")]
        var pilot = Pilot(glyphs: glyphs, prompt: prompt, path: "dir/\(evil.replacing("/", with: "")).yaml")
        for (columns, rows) in [(140, 40), (80, 24)] {
            pilot.resize(columns, rows)
            for _ in 0..<4 {
                pilot.press("Tab")
                expectHarmless(pilot.frame)
            }
            pilot.report(.notice(evil, isError: true))
            expectHarmless(pilot.frame)
            pilot.report(.engine(.model(nil, .loading(name: evil, progress: 0.5))))
            expectHarmless(pilot.frame)
            pilot.report(.engine(.model(nil, .failed(evil))))
            pilot.press("F5")
            expectHarmless(pilot.frame)
            pilot.load()
            pilot.press("^T")
            try pilot.answerRender(notices: [evil])
            expectHarmless(pilot.frame)
            pilot.press("Esc")
            pilot.report(.files(.conflict(path: evil, now: .plain)))
            expectHarmless(pilot.frame)
            pilot.press("Esc ^S")
            expectHarmless(pilot.frame)
            pilot.press("Esc")
            pilot.report(.files(.draftsFound([FoundDraft(draft: Draft(path: evil, prompt: prompt), isShipped: false)])))
            expectHarmless(pilot.frame)
            pilot.press("Esc")
            pilot.finish(["b": "x"])
            try pilot.answerDistribution(Self.nasty.map { ($0, 0.05) })
            expectHarmless(pilot.frame)
        }
    }

    @Test(arguments: 1...20) func `no soup of bytes gets a control character into a cell`(_ seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var pilot = Pilot(columns: 100, rows: 30, glyphs: seed.isMultiple(of: 4) ? .ascii : .unicode, prompt: .plain)
        func soup() -> String {
            let count = Int.random(in: 1...40, using: &random)
            if Bool.random(using: &random) {
                let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
                return String(decoding: bytes, as: UTF8.self)
            }
            return String(
                (0..<count).compactMap { _ in
                    Unicode.Scalar(UInt32.random(in: 0...0x3_0000, using: &random)).map(Character.init)
                })
        }
        pilot.press("F5")
        pilot.begin("A")
        for round in 0..<30 {
            pilot.say("A", [soup(), soup()])
            pilot.paste(soup())
            if round.isMultiple(of: 3) { pilot.press("Ctrl-Home Ctrl-Right Backspace Del") }
            expectHarmless(pilot.frame, "seed \(seed), round \(round)")
        }
        #expect(pilot.lane("A")?.output.tokens.count == 60)
        pilot.press("Tab c Left Left Up Up")
        expectHarmless(pilot.frame, "seed \(seed)")
    }
}
