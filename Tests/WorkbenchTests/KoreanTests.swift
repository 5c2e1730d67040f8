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

    @Test func `every title of the help and of other layers has Korean words, which fit a narrow help`() {
        let titles = KeySection.all.flatMap { [$0.title] + $0.keys.map(\.action) } + Binding.all.map(\.title)
        for title in Set(titles + Self.layers.flatMap { $0.titles }) {
            let word = Korean.words[title]
            #expect(word != nil, "\(title)")
            #expect(word?.displayWidth ?? 0 <= 55, "\(title)")
        }
    }

    @Test func `the help is in Korean`() {
        var pilot = Pilot(language: .korean)
        pilot.press("F1")
        #expect(pilot.sees("모든 키") && pilot.sees("어디서나") && pilot.sees("모든 레인 실행"))
        #expect(!pilot.sees("Run all lanes"))
    }

    @Test(arguments: ["새 시드", "new seed"])
    func `the palette finds an action by Korean and by English words`(words: String) {
        var layer = PaletteLayer()
        for character in words { _ = layer.finder.edit(.insert(String(character))) }
        #expect(layer.found.first?.title == "Give this lane a new seed")
    }

    @Test func `the palette shows a Korean title for English words`() {
        var pilot = Pilot(language: .korean)
        pilot.press("^P")
        pilot.type("run all lanes")
        #expect(pilot.sees("모든 레인 실행") && pilot.sees("모든 기능을 이름으로 찾기"))
    }

    @Test func `the palette names where a key of another list works in Korean`() {
        var pilot = Pilot(language: .korean)
        pilot.press("^P")
        pilot.type("보관함 복사본")
        #expect(pilot.sees("보관함: 프롬프트의 복사본 만들기"))
    }

    @Test func `the palette in English shows English titles`() {
        var pilot = Pilot()
        pilot.press("^P")
        pilot.type("새 시드")
        #expect(pilot.sees("Give this lane a new seed"))
    }

    @Test func `panes, header, fields and the last line are in Korean where the locale is`() {
        var pilot = Pilot(prompt: .plain, language: .korean)
        for word in ["프롬프트", "지시", "입력", "기법", "노브", "실시간", "이름, 설명, 태그"] { #expect(pilot.sees(word), "\(word)") }
        #expect(pilot.footer.contains("도움말") && pilot.footer.contains("끝내기"))
        pilot.press("Alt-s")
        #expect(pilot.sees("저장: 이름, 또는 .yaml로 끝나는 경로") && pilot.footer.contains("경로 완성"))
    }

    @Test func `lists have Korean titles, and say in Korean that nothing is in them`() {
        var pilot = Pilot(language: .korean)
        pilot.press("^O")
        pilot.report(.files(.libraryListed(SampleLibrary.entries)))
        pilot.type("zzzz")
        #expect(pilot.sees("보관함") && pilot.sees("이 낱말이 있는 프롬프트가 없습니다"))
        pilot.press("Esc Alt-k")
        #expect(pilot.sees("보관된 평가") && pilot.sees("읽는 중") && pilot.sees("프롬프트, 데이터, 레인, 모델의 낱말"))
        pilot.report(.history(.evaluations([], for: "")))
        #expect(pilot.sees("아직 평가한 것이 없습니다: Alt-g로 평가합니다."))
        pilot.press("Esc Alt-g")
        pilot.report(.evaluation(.dataListed([])))
        #expect(pilot.sees("레인 2개를 평가할 데이터"))
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

    /// The titles of its keys.
    fileprivate static var titles: [String] { keys.map(\.title) }
}
