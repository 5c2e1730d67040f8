import Foundation
import Prompting
import Testing

@testable import Lanes
@testable import Sampling
@testable import Workbench

/// How predictable a text of the screen is.
struct PredictabilityLayerTests {
    private func found(_ tokens: [(text: String, rank: Int)], beginning: String = "") -> TextPredictability {
        TextPredictability(
            beginning: beginning,
            tokens: tokens.map { token in
                TextPredictability.Token(
                    text: token.text, likeliest: " Paris",
                    figures: TokenPredictability(
                        likelihood: TokenLikelihood(token: 1, logProbability: -log(8), rank: token.rank, likeliest: 2),
                        entropy: log(4), expected: TokenExpectation(mean: -log(4), variance: 1)))
            }, following: TokenExpectation(mean: -1, variance: 1))
    }

    private func asked(_ pilot: Pilot) -> [String] {
        pilot.effects.compactMap {
            if case .engine(.predictability(let text, _)) = $0 { text } else { nil }
        }
    }

    private func pilot() -> Pilot {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.finish(["cool": "It is in Zanzibar.", "warm": "Positive"])
        pilot.forget()
        return pilot
    }

    @Test func `a lane's output is shown with signs below its tokens, and with figures`() throws {
        var pilot = pilot()
        pilot.press("Alt-1 Alt-z")
        #expect(asked(pilot) == ["It is in Zanzibar."])
        let read = found([(" is", 2), (" in", 30), (" Zanzibar", 5000), (".", 200)], beginning: "It")
        pilot.report(.engine(.predictability(of: "It is in Zanzibar.", model: nil, .success(read))))
        #expect(pilot.sees("It is in Zanzibar.") && pilot.sees("---#########+"))
        #expect(pilot.sees("rank above 1000") && pilot.sees("surprisal 3.000") && pilot.sees("Fast-DetectGPT"))
        #expect(pilot.sees("don't say who wrote it") && pilot.sees("The text is short"))
        pilot.press("Esc")
        #expect(!pilot.sees("---#########+"))
    }

    @Test func `arrows go from token to token and tell of each`() throws {
        var pilot = pilot()
        pilot.press("Alt-1 Alt-z")
        let read = found([(" is", 1), (" in", 30), (" Zanzibar", 5000), (".", 200)], beginning: "It")
        pilot.report(.engine(.predictability(of: "It is in Zanzibar.", model: nil, .success(read))))
        pilot.press("Right*3")
        #expect(pilot.sees("“ Zanzibar”: rank 5000 · 3.00 bits, 2.00 expected · likeliest “ Paris”"))
        pilot.press("Left*9")
        #expect(pilot.sees("“ is”: rank 1 · 3.00 bits, 2.00 expected"))
    }

    @Test func `the cursor's token is always seen`() throws {
        var pilot = Pilot(columns: 80, rows: 24)
        pilot.press("Alt-z")
        let text = try #require(asked(pilot).first)
        let read = found((0..<900).map { (" word\($0)", $0 % 2000) })
        pilot.report(.engine(.predictability(of: text, model: nil, .success(read))))
        pilot.press("Right*400")
        #expect(pilot.sees("word398 word399") || pilot.sees("word399 word400"))
        pilot.press("Left*390")
        #expect(pilot.sees("word9 word10") && !pilot.sees("word399 word400"))
    }

    @Test func `a screen that grows still shows the end of the text`() throws {
        var pilot = Pilot(columns: 80, rows: 24)
        pilot.press("Alt-z")
        let text = try #require(asked(pilot).first)
        let read = found((0..<900).map { (" word\($0)", 1) })
        pilot.report(.engine(.predictability(of: text, model: nil, .success(read))))
        pilot.press("End")
        #expect(pilot.sees("word899"))
        pilot.resize(130, 50)
        #expect(pilot.sees("word899"))
    }

    @Test func `while typing it is the field that is shown`() throws {
        var pilot = Pilot(prompt: .reviews)
        pilot.press("Alt-z")
        #expect(asked(pilot) == [pilot.state.composer.editor(of: .variable("review")).text])
        #expect(asked(pilot)[0].hasPrefix("The plot dragged"))
    }

    @Test func `without a model and without a text nothing is asked`() throws {
        var empty = Pilot(hasModel: false)
        empty.press("Alt-z")
        #expect(asked(empty).isEmpty && empty.sees("No model is loaded yet."))
        var pilot = Pilot()
        pilot.press("Alt-1 Alt-z")
        #expect(asked(pilot).isEmpty && pilot.sees("There is no text yet."))
    }

    @Test func `of two texts beside each other the one is shown that stands highest on the screen`() throws {
        let part = Comparison.texts("the left words", "the right words", width: 40, glyphs: .unicode)
        var comparison = Comparison(title: "two things")
        comparison.parts = [.line("They differ."), part]
        #expect(comparison.text(on: .left) == "the left words" && comparison.text(on: .right) == "the right words")
        comparison.top = 5
        #expect(comparison.text(on: .left) == nil)
    }

    @Test func `a failure is told in the place of the figures`() throws {
        var pilot = pilot()
        pilot.press("Alt-1 Alt-z")
        pilot.report(
            .engine(
                .predictability(
                    of: "It is in Zanzibar.", model: nil, .failure(.badLogits(reason: "they are no numbers")))))
        #expect(pilot.sees("they are no numbers"))
    }
}
