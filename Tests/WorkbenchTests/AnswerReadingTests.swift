import Foundation
import Prompting
import Testing

@testable import Lanes
@testable import Sampling
@testable import Workbench

/// The shares of possible answers under a lane's settings.
struct AnswerReadingTests {
    /// The likelihoods of the answers and the row behind the prompt: here the same numbers.
    private static let row = [("Negative", 0.6), ("Positive", 0.3), ("The", 0.1)]

    /// Returns the answers of a lane that has run with these settings, once the model has told their likelihoods and the row.
    /// Each answer is a token, with `isSplit` two.
    private func answers(
        _ row: [(String, Double)]? = Self.row, isSplit: Bool = false, _ change: (inout SettingsPatch) -> Void
    ) throws -> (reading: AnswerBars.Reading, pilot: Pilot) {
        var prompt = Prompt.reviews
        var choices = AnswerForm(type: "choice")
        choices.choices = ["Positive", "Negative"]
        prompt.answer = choices
        prompt.technique = .fewShot
        prompt.lanes[0].modelParameters.temperature = 1
        change(&prompt.lanes[0].modelParameters)
        var pilot = Pilot(prompt: prompt)
        pilot.press("F5")
        pilot.finish(["cool": "Negative", "warm": "Positive"])
        let asked = pilot.effects.compactMap { effect -> LikelihoodRequest? in
            if case .engine(.likelihoods(let request, _)) = effect { request } else { nil }
        }
        let request = try #require(asked.first)
        let place = EngineEffect.distribution(after: [1, 2, 3], at: nil, isWhole: false, model: nil)
        #expect(pilot.effects.contains(.engine(place)))
        let likelihoods = request.continuations.map { text in
            let probability = (row ?? Self.row).first { $0.0 == text }?.1 ?? 0.001
            var tokens = [token(Vocabulary.id(of: text), probability)]
            if isSplit { tokens.append(token(3, 0.5)) }
            return Likelihood(text: text, writings: [Likelihood.Writing(text: text, tokens: tokens)])
        }
        pilot.report(
            .engine(
                .likelihoods(request, model: nil, .success(ReadLikelihoods(likelihoods: likelihoods, texts: [:])))))
        pilot.forget()
        if let row {
            let kept = try Vocabulary.distribution(row, isWhole: false)
            pilot.report(.engine(.distribution(after: [1, 2, 3], model: nil, .success(kept))))
        }
        #expect(!pilot.effects.contains { if case .engine(.likelihoods) = $0 { true } else { false } })
        return (try #require(pilot.lane("cool")?.answers?.reading), pilot)
    }

    private func token(_ id: Int32, _ probability: Double) -> TokenLikelihood {
        TokenLikelihood(token: id, logProbability: log(probability), rank: 1, likeliest: 0)
    }

    private func isNear(_ reading: AnswerBars.Reading, _ shares: [(String, Double)]) -> Bool {
        reading.shares.map(\.label) == shares.map(\.0)
            && zip(reading.shares, shares).allSatisfy { abs($0.share - $1.1) < 1e-3 }
    }

    @Test func `without a stage that acts they are the model's shares`() throws {
        let (reading, _) = try answers { _ in }
        #expect(isNear(reading, [("Negative", 2 / 3.0), ("Positive", 1 / 3.0)]) && reading.note == nil)
    }

    @Test func `a bias moves them`() throws {
        let (reading, _) = try answers { $0.logitBias = [Vocabulary.id(of: "Positive"): log(4)] }
        #expect(isNear(reading, [("Positive", 2 / 3.0), ("Negative", 1 / 3.0)]) && reading.note == nil)
    }

    @Test func `an answer that a stage cuts has no share`() throws {
        let (reading, _) = try answers { $0.topK = 1 }
        #expect(isNear(reading, [("Negative", 1), ("Positive", 0)]) && reading.note == nil)
    }

    @Test func `penalties of tokens of the prompt move them`() throws {
        // The tokens of the prompt are 1, 2 and 3; a penalty of another one changes nothing.
        let (reading, _) = try answers { ($0.presencePenalty, $0.repeatLastN) = (1, 64) }
        #expect(isNear(reading, [("Negative", 2 / 3.0), ("Positive", 1 / 3.0)]))
    }

    @Test func `XTC counts as often as it acts`() throws {
        let (reading, _) = try answers { ($0.xtcProbability, $0.xtcThreshold) = (0.5, 0.2) }
        // Without it 0.6 and 0.3; with it the likeliest is dropped, and the other has three quarters of the rest.
        #expect(isNear(reading, [("Positive", 0.525 / 0.825), ("Negative", 0.3 / 0.825)]), "\(reading.shares)")
    }

    @Test func `at temperature 0 they are the model's own`() throws {
        let (reading, _) = try answers([("The", 0.7), ("Negative", 0.18), ("Positive", 0.12)]) {
            ($0.temperature, $0.topK) = (0, 1)
        }
        #expect(isNear(reading, [("Negative", 0.6), ("Positive", 0.4)]) && reading.note == .own)
    }

    @Test func `if later tokens decide, the line says that only the temperature acts`() throws {
        let (reading, pilot) = try answers(isSplit: true) {
            $0.logitBias = [Vocabulary.id(of: "Positive"): 20]
        }
        #expect(isNear(reading, [("Negative", 2 / 3.0), ("Positive", 1 / 3.0)]) && reading.note == .temperatureOnly)
        #expect(pilot.sees("T only") || pilot.sees("only temperature acts"))
    }

    @Test func `if what is kept of the row doesn't tell, the line says that only the temperature acts`() throws {
        let (reading, _) = try answers(Vocabulary.sentiment) {
            ($0.topK, $0.topP, $0.minP) = (0, 1, 0)
        }
        #expect(reading.note == .temperatureOnly)
    }

    @Test func `if the stages cut all answers, the line says so and shows what the temperature makes of them`() throws {
        let (reading, _) = try answers([("The", 0.97), ("Negative", 0.02), ("Positive", 0.01)]) { $0.topK = 1 }
        #expect(isNear(reading, [("Negative", 2 / 3.0), ("Positive", 1 / 3.0)]) && reading.note == .allCut)
    }

    @Test func `under beams they are the model's own`() throws {
        let (reading, _) = try answers { ($0.decoding, $0.temperature) = (.beam, 0.1) }
        #expect(isNear(reading, [("Negative", 2 / 3.0), ("Positive", 1 / 3.0)]) && reading.note == .own)
    }
}
