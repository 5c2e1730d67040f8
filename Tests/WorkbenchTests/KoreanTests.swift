import Testing
import TextLayout

@testable import Workbench

/// The screen in Korean.
@Suite struct KoreanTests {
    private static let layers: [any Layer.Type] =
        KeySection.layers + [
            VoteLayer.self, JudgeLayer.self, PaletteLayer.self, HelpLayer.self, QuestionLayer.self, PickLayer.self,
        ]

    @Test func `every key that the last line names has a Korean word, which is short`() {
        let hints = Binding.all.compactMap(\.hint) + Self.layers.flatMap { $0.hintTexts }
        for hint in Set(hints) {
            let word = Korean.words[hint]
            #expect(word != nil, "\(hint)")
            #expect(word?.displayWidth ?? 0 <= 20, "\(hint)")
        }
    }

    @Test func `panes, header, fields and the last line are in Korean where the locale is`() {
        var pilot = Pilot(prompt: .plain, language: .korean)
        for word in ["프롬프트", "지시", "입력", "기법", "노브", "실시간", "이름, 설명, 태그"] { #expect(pilot.sees(word), "\(word)") }
        #expect(pilot.footer.contains("도움말") && pilot.footer.contains("끝내기"))
        pilot.press("Alt-s")
        #expect(pilot.sees("저장: 이름, 또는 .yaml로 끝나는 경로") && pilot.footer.contains("경로 완성"))
    }

    @Test func `panes that take turns have Korean tabs that a click hits`() {
        var pilot = Pilot(columns: 80, rows: 24, language: .korean, reportsMouse: true)
        pilot.mouse(.press, on: "다음 토큰")
        #expect(pilot.state.screen.pane == .chart)
    }

    @Test func `a terminal without Unicode stays English`() {
        let pilot = Pilot(glyphs: .ascii, language: .korean)
        #expect(pilot.footer.contains("help") && pilot.sees("prompt"))
    }
}

extension Layer {
    /// The words of its keys for the last line.
    fileprivate static var hintTexts: [String] { keys.compactMap(\.hint) }
}
