import Testing

@testable import Evaluation

@Suite struct AttackForecastTests {
    private func forecast(tries: Int = 1) -> AttackForecast {
        var forecast = AttackForecast(
            suite: "usual", languages: ["ko": 22, "en": 63], tries: tries, questions: 66, ownCases: 2, lanes: 1)
        (forecast.requests, forecast.outputs) = (153, 153)
        (forecast.promptTokens, forecast.mostTokens) = (61_480, 9_180)
        return forecast
    }

    @Test func `it says the attacks by language, the tries and the lanes`() {
        #expect(
            forecast().sentences.first == "The suite usual: 85 attacks (63 en, 22 ko), each tried once, on 1 lane.")
        #expect(forecast(tries: 5).sentences.first?.contains("each tried 5 times") == true)
    }

    @Test func `estimated tokens have no more digits than an estimate`() {
        #expect(
            forecast().sentences.last?.hasPrefix(
                "153 requests for 153 outputs: about 61 thousand tokens of prompts, and at most 9180 of outputs.")
                == true)
    }
}
