import Evaluation
import Foundation
import Prompting
import Sampling
import Terminal
import Testing

@testable import Workbench

/// What the votes say, with what is taken out of the strengths.
@Suite struct StandingLayerTests {
    private let pilot = Pilot()

    /// Votes of which three in four are for the longer text; each lane has it in half of the cases.
    private let pairs: [Pair] = [
        (true, true, true), (true, false, false), (true, false, true), (true, true, true), (false, true, false),
        (false, false, true), (false, false, false), (false, true, false),
    ].enumerated().map { number, vote in
        let (isWarmLonger, isWarmFirst, isWarmBetter) = vote
        func output(_ lane: String) -> PairOutput {
            PairOutput(
                prompt: "story", lane: lane, technique: .zeroShot, model: "tiny", settings: Settings(), request: "",
                text: String(repeating: "x", count: (lane == "warm") == isWarmLonger ? 40 : 10))
        }
        return Pair(
            caseID: "\(number)", question: [], first: output(isWarmFirst ? "warm" : "cool"),
            second: output(isWarmFirst ? "cool" : "warm"), verdict: isWarmBetter == isWarmFirst ? .first : .second,
            voter: .person("Ada"), date: Date(timeIntervalSince1970: 1), seconds: 1, choice: .random)
    }

    private func layer() -> StandingLayer { StandingLayer(pairs, lanes: ["cool", "warm"], pilot.state.look) }

    private func text(_ layer: StandingLayer) -> String {
        layer.comparison.parts.compactMap { if case .plain(let text) = $0 { text } else { nil } }
            .joined(separator: " ")
    }

    @Test func `each lane has its strength with an interval`() {
        let text = text(layer())
        #expect(text.contains("cool: won 4, lost 4, ties 0, strength 1000 ("))
        #expect(!text.contains("Taken out of the strengths"))
    }

    @Test func `l takes the influence of length out, and leaves it in again`() {
        var layer = layer()
        _ = layer.perform(.turnLength, Key("l"), pilot.state)
        #expect(layer.covariates == [.length])
        #expect(text(layer).contains("Taken out of the strengths: length ") && text(layer).contains("more of it wins"))
        _ = layer.perform(.turnLength, Key("l"), pilot.state)
        #expect(layer.covariates.isEmpty && !text(layer).contains("Taken out"))
    }

    @Test func `f takes headings, lists and bold text out, beside length`() {
        var layer = layer()
        _ = layer.perform(.turnFormatting, Key("f"), pilot.state)
        #expect(layer.covariates == [.headings, .lists, .bold])
        for word in ["headings ", "lists ", "bold "] { #expect(text(layer).contains(word), "\(word)") }
        _ = layer.perform(.turnLength, Key("l"), pilot.state)
        #expect(layer.covariates.count == 4)
        _ = layer.perform(.turnFormatting, Key("f"), pilot.state)
        #expect(layer.covariates == [.length])
    }

    @Test func `what is taken out and has no finite estimate is told`() {
        let decided = pairs.filter { ($0.chosen?.text.count ?? 0) > 20 }
        var layer = StandingLayer(decided, lanes: ["cool", "warm"], pilot.state.look)
        _ = layer.perform(.turnLength, Key("l"), pilot.state)
        #expect(text(layer).contains("has no finite estimate"))
    }
}
