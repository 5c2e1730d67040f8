import Evaluation
import Foundation
import Lanes
import Prompting
import Sampling
import Terminal
import Testing

@testable import Workbench

/// Sentences of outputs, by how far further samples support them.
struct SupportTests {
    private func parts(_ sentences: [SentenceSupport]) throws -> [Workbench.Comparison.Part] {
        let report = try SampleEvaluation.results().report
        let row = try #require(report.rows.first)
        let support = OutputSupport(id: row.one.id, lane: "warm", samples: 5, distinct: 4, sentences: sentences)
        let look = Look(size: Size(columns: 100, rows: 30), glyphs: .unicode)
        return Workbench.Comparison(
            row, lanes: report.lanes.map(\.name), first: 0, place: "1 of 9",
            supports: [EvaluationRun.Key(lane: "warm", id: row.one.id): support], look
        ).parts
    }

    private func styled(_ parts: [Workbench.Comparison.Part]) -> [(text: String, style: Style)] {
        parts.compactMap { if case .styled(let text, let style) = $0 { (text, style) } else { nil } }
    }

    @Test func `each sentence has the sign, the colour and the number of its support`() throws {
        let parts = try parts(
            zip(["One.", "Two.", "Three.", "Four."], [0.91, 0.6, 0.3, 0.1]).map {
                SentenceSupport(text: $0, surprisal: 3, support: $1)
            })
        let lines = styled(parts)
        #expect(
            lines.map(\.text) == [
                "++ 0.91  surprisal 3.00  One.", "+  0.60  surprisal 3.00  Two.", "-  0.30  surprisal 3.00  Three.",
                "-- 0.10  surprisal 3.00  Four.",
            ])
        #expect(lines.map(\.style) == [Style(.certain), Style(.likely), Style(.doubtful), Style(.unlikely)])
        let hasHeading = parts.contains {
            if case .heading("warm: support by 5 further samples, 4 different") = $0 { true } else { false }
        }
        #expect(hasHeading)
    }

    @Test func `without a model's word a sentence has the surprisal of its words and no colour`() throws {
        let lines = styled(try parts([SentenceSupport(text: "One.", surprisal: 3.184, largestSurprisal: 4)]))
        #expect(lines.map(\.text) == ["surprisal 3.18  One."] && lines[0].style == .text)
    }

    @Test func `a long sentence goes on below its beginning`() throws {
        let words = Array(repeating: "word", count: 40).joined(separator: " ")
        let lines = styled(try parts([SentenceSupport(text: words, support: 1)]))
        #expect(
            lines.count == 3 && lines[0].text.hasPrefix("++ 1.00  word") && lines[1].text.hasPrefix("         word"))
    }

    private func asked(_ requests: [Request]) -> LikelihoodRequest? {
        requests.lazy.compactMap {
            if case .effect(.engine(.likelihoods(let request, _))) = $0 { request } else { nil }
        }.first
    }

    private func answer(_ request: LikelihoodRequest, yes: Double) -> LayerEvent {
        let likelihoods = zip(request.continuations, [yes, 1 - yes]).map { text, probability in
            Likelihood(
                text: text,
                writings: [
                    Likelihood.Writing(
                        text: text,
                        tokens: [
                            TokenLikelihood(token: 1, logProbability: log(probability), rank: 1, likeliest: 1)
                        ])
                ])
        }
        return .message(
            .engine(.likelihoods(request, model: nil, .success(ReadLikelihoods(likelihoods: likelihoods, texts: [:])))))
    }

    @Test func `a lane's model is asked about one sentence and one sample after another`() throws {
        let state = Pilot().state
        var layer = SupportLayer(
            of: "It rains. It snows.", by: ["It rains.", "It pours."], lane: "A", model: nil, form: .chat)
        var next = asked(layer.begin(state.look))
        var count = 0
        while let request = next {
            count += 1
            next = asked(layer.receive(answer(request, yes: count <= 2 ? 0.75 : 0.25), state) ?? [])
        }
        #expect(count == 4)
        let lines = styled(layer.comparison.parts)
        // Each sample is asked about both sentences before the other one is.
        #expect(lines.map { $0.text.hasPrefix("+  0.50  surprisal ") } == [true, true])
        #expect(lines[0].text.hasSuffix("  It rains.") && lines[1].text.hasSuffix("  It snows."))
    }

    @Test func `a model that can't be asked leaves the surprisal of words`() throws {
        let state = Pilot().state
        var layer = SupportLayer(of: "It rains.", by: ["It rains."], lane: "A", model: nil, form: nil)
        #expect(asked(layer.begin(state.look)) == nil)
        #expect(styled(layer.comparison.parts).first?.text.hasPrefix("surprisal ") == true)
    }

    @Test func `a lane with one sample is refused with the reason`() throws {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.finish(["cool": "Negative", "warm": "Positive"])
        pilot.press("Alt-1 m")
        #expect(pilot.sees("The lane has one sample"))
    }
}
