import Evaluation
import Lanes
import Synchronization

extension JudgeWork {
    /// Asks the judge for a score of each output.
    func score(_ tell: @escaping ProgressTeller) async throws {
        let all = answered.enumerated().flatMap { group, one in
            one.outputs.map { (group: group, question: one.question, output: $0) }
        }
        let requests = try all.map { try judge.prompt.request($0.question, $0.output, of: judge.backend) }
        try await judge.read(requests, mode: mode) { index, result in
            let reading = taken(result)
            tell("Scoring with \(judge.backend.name): \(cost.requests) of \(requests.count)")
            guard let reading else { return goesOn }
            let one = all[index]
            let scored = ScoredOutput(
                caseID: one.question.caseID, output: one.output, group: one.group, value: reading.number,
                reason: reading.reason)
            state.withLock { $0.scores.append(scored) }
            return goesOn
        }
    }

    /// Asks for the scores of both outputs of some pairs twice more.
    func scoreAgain(_ count: Int, _ tell: @escaping ProgressTeller) async throws {
        // Replies of a server come in any order.
        let scored = scores.sorted { ($0.group, $0.output.lane) < ($1.group, $1.output.lane) }
        let pairs = ScoredOutput.pairs(of: scored)
        let order = pairs.indices.sorted { Self.order($0, 2) < Self.order($1, 2) }
        let chosen = Set(order.prefix(count).flatMap { [pairs[$0].one, pairs[$0].other] }).sorted()
        let rewordings = judge.prompt.form.rewordings.indices
        let asks = chosen.flatMap { place in rewordings.map { (place: place, number: $0) } }
        let requests = try asks.map { ask in
            try again(ask.number) { sentence in
                let one = scored[ask.place]
                return try judge.prompt.request(
                    answered[one.group].question, one.output, of: judge.backend, adding: sentence)
            }
        }
        var found = scored
        for place in chosen { found[place].again = rewordings.map { _ in nil } }
        var done = 0
        try await judge.read(requests, mode: mode) { index, result in
            done += 1
            tell("Asking \(judge.backend.name) again: \(done) of \(requests.count)")
            // It counts neither as a request nor as a failure.
            if case .success(let reading) = result {
                found[asks[index].place].again[asks[index].number] = reading.number
            }
            return goesOn
        }
        let measured = found
        state.withLock { $0.scores = measured }
    }
}
