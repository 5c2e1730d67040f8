import Evaluation
import Lanes

extension AttackPlan {
    /// The number of requests of a lane, at even distances, whose tokens are counted.
    private static let counted = 24

    /// What the run will ask. Tokens are an estimate: those of some requests are counted and the others taken to be like them,
    /// and a server's tokens, which aren't known, are taken to have four bytes.
    package var forecast: AttackForecast {
        let cases = evaluation.data.cases
        let languages = Dictionary(aimed.map { ($0.attack.language, 1) }, uniquingKeysWith: +)
        var forecast = AttackForecast(
            suite: suite.name, languages: languages,
            tries: tries, questions: suite.questions.count,
            ownCases: max(0, cases.count - aimed.count - suite.questions.count), lanes: evaluation.run.lanes.count)
        let step = max(1, cases.count / Self.counted)
        for lane in evaluation.run.lanes {
            var (tokens, counted, requests) = (0, 0, 0)
            for (index, one) in cases.enumerated() {
                guard let request = try? lane.request(one) else { continue }
                requests += 1
                forecast.outputs += request.samples
                forecast.mostTokens += request.samples * request.settings.maxTokens * request.prompt.steps.count
                guard index % step == 0, let sent = try? lane.engine.render(request.prompt) else { continue }
                counted += 1
                tokens += sent.tokens.isEmpty ? (sent.text.utf8.count + 3) / 4 : sent.tokens.count
            }
            forecast.requests += requests
            if counted > 0 { forecast.promptTokens += tokens * requests / counted }
        }
        return forecast
    }
}
