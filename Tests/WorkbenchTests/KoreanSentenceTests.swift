import Foundation
import Sampling
import TestRandom
import Testing
import TextLayout

@testable import Workbench

/// The sentences of the screen in Korean.
@Suite struct KoreanSentenceTests {
    @Test func `every knob has a Korean name that fits its column`() {
        for knob in Knob.all {
            let name = Korean.knobs[knob.title]
            #expect(name != nil, "\(knob.title)")
            #expect(name?.displayWidth ?? 0 <= 12, "\(knob.title)")
        }
    }

    @Test func `what ? says of every knob is in Korean under all kinds of settings`() throws {
        let state = try Self.stateWithChart()
        var english: Set<String> = []
        for settings in Self.settings(60) {
            for index in Knob.all.indices {
                var state = state
                state.board.knob = index
                state.board.showsMoreKnobs = true
                state.screen.pane = .knobs
                for key in SettingsKey.allCases where settings[key] != Settings()[key] {
                    state.board.lanes[state.focusedLane].lane.modelParameters[key] = settings[key]
                }
                state.explain()
                english.formUnion(state.layers.nearest(ChoiceLayer.self)?.choice.lines ?? [])
            }
        }
        #expect(english.count > Knob.all.count)
        for line in english { #expect(Self.isKorean(line), "\(line)") }
    }

    @Test(arguments: [Pane.chart, .lanes])
    func `what ? says of the chart and of a lane is in Korean`(pane: Pane) throws {
        var state = try Self.stateWithChart()
        state.screen.pane = pane
        state.explain()
        let choice = try #require(state.layers.nearest(ChoiceLayer.self)?.choice)
        #expect(choice.lines.count > 1)
        for line in choice.lines { #expect(Self.isKorean(line), "\(line)") }
    }

    @Test func `why a setting or a stage has no effect is in Korean`() {
        var reasons: Set<String> = [Knob.samplesReason]
        for settings in Self.settings(3000) {
            reasons.formUnion(SettingsKey.allCases.compactMap { settings.inactiveReason(of: $0) })
            reasons.formUnion(FunnelStage.allCases.compactMap { settings.inactiveReason(ofStage: $0) })
        }
        #expect(reasons.count > 20)
        for reason in reasons { #expect(Self.isKorean(reason), "\(reason)") }
    }

    @Test func `every sentence of the last line and every reason why a key is off is in Korean`() throws {
        let sentences = try SourceTexts().sentences
        #expect(sentences.count > 120)
        for sentence in sentences {
            let isKnown = Korean.sentence(sentence) != nil || Korean.split(sentence).allSatisfy(Self.isKorean)
            #expect(isKnown, "\(sentence)")
        }
    }

    @Test func `names of one's own stay as they are`() {
        #expect(Korean.sentences("Lane stop removed. ^_ brings it back.") == "레인 stop: 제거했습니다. ^_로 되살립니다.")
        #expect(Korean.sentences("Lane #2 @1 uses a#1.") == "레인 #2 @1의 모델: a#1.")
        #expect(Korean.sentences("Undone: top-K of lane all.") == "취소했습니다: 레인 all의 top-K.")
    }

    @Test func `a sentence that has no Korean stays beside one that has`() {
        #expect(Korean.sentences("Saved a.yaml. Something else is so.") == "저장했습니다: a.yaml. Something else is so.")
        #expect(Korean.sentences("Something else is so.") == "Something else is so.")
        #expect(Korean.sentences("All lanes are shown.  More. ") == "모든 레인이 보입니다. More.")
        #expect(Korean.sentences("Other  words. ") == "Other  words. ")
    }

    @Test func `knobs, their explanation and the last line are in Korean where the locale is`() {
        var pilot = Pilot(language: .korean)
        #expect(pilot.sees("온도") && !pilot.sees("temperature"))
        pilot.press("F6")
        #expect(pilot.footer.contains("실시간 아님"))
        pilot.press("^P")
        pilot.type("노브: 온도")
        #expect(pilot.sees("노브: 온도"))
        pilot.press("Enter Esc ?")
        #expect(pilot.sees("로짓을 나눕니다") && pilot.sees("받는 값: 0~100의 수"))
    }

    @Test func `a terminal without Unicode gets English sentences`() {
        var pilot = Pilot(glyphs: .ascii, language: .korean)
        pilot.press("F6")
        #expect(pilot.footer.contains("Not live"))
        #expect(pilot.sees("temperature"))
    }

    /// Returns true if a sentence has Korean, in which no three words of English follow each other outside of brackets.
    private static func isKorean(_ english: String) -> Bool {
        guard let korean = Korean.sentence(english) else { return false }
        // Names of stages are as files have them.
        let stages = FunnelStage.allCases.map(\.rawValue).sorted { $0.count > $1.count }
        let words = stages.reduce(korean) { $0.replacing($1, with: "") }
        return !words.replacing(#/\([^)]*\)/#, with: "").contains(#/[a-z]{2,} [a-z]{2,} [a-z]{2,}/#)
    }

    /// Returns a screen on which lanes have ended and the chart has a token's candidates.
    private static func stateWithChart() throws -> State {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.finish(["cool": "Negative"])
        try pilot.answerDistribution()
        return pilot.state
    }

    /// Returns random settings in which many have no effect.
    private static func settings(_ count: Int) -> [Settings] {
        var random = SplitMix(seed: 21)
        return (0..<count).map { _ in
            func one<Value>(_ values: [Value]) -> Value { values[random.below(values.count)] }
            var settings = Settings()
            settings.temperature = one([0, 0.8, 1])
            settings.topK = one([0, 1, 40, 40])
            settings.topP = one([0, 0.95, 0.95, 1])
            settings.typicalP = one([0, 1, 1, 1])
            settings.topNSigma = one([0, 1])
            settings.repeatPenalty = one([1, 1.1])
            settings.repeatLastN = one([0, 64])
            settings.presencePenalty = one([0, 0.5])
            settings.xtcProbability = one([0, 0.5])
            settings.xtcThreshold = one([0.1, 0.6])
            settings.dryMultiplier = one([0, 1])
            settings.dryLastN = one([0, 64])
            settings.dynatempRange = one([0, 0, 0.5])
            settings.mirostatTau = one([0, 0, 0, 5])
            settings.adaptiveTarget = one([0, 0, 0.5])
            settings.order = one(
                StageOrder.allCases + [StageOrder.llamaCpp.without(.xtc), .llamaCpp.moving(.adaptiveP, to: 0)])
            settings.decoding = one([.sample, .sample, .sample, .beam])
            settings.beams = one([1, 4])
            settings.keep = one([1, 5])
            settings.lengthPenalty = one([0, 1])
            return settings
        }
    }
}
