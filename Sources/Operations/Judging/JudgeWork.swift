import Evaluation
import Foundation
import History
import Lanes
import Synchronization

/// The judging of lanes' outputs. Each verdict is kept as it comes, so that a judge that is asked again goes on.
package final class JudgeWork: Sendable {
    /// Two outputs in one order.
    private struct Asked: Sendable {
        var question: VoteRound.Question
        var first: PairOutput
        var second: PairOutput
    }

    struct State {
        var pairs: [Pair] = []
        var scores: [ScoredOutput] = []
        var failures: [String] = []
        var seconds = 0.0
        var asked = 0
        var repetition: JudgeRepetition?
    }

    let judge: Judge
    let mode: RunMode
    private let history: History
    let answered: [JudgedOutputs.Answered]
    let state = Mutex(State())
    private let isCancelled = Mutex(false)
    /// The number of pairs whose texts are the same; the judge isn't asked about them.
    package let identical: Int
    private let asks: [Asked]

    /// Decides what is asked. Verdicts that this judge has given on the same outputs are taken over.
    ///
    /// - Parameters:
    ///   - judge: The judge.
    ///   - outputs: The lanes' outputs.
    ///   - history: Where verdicts are kept.
    ///   - mode: The mode in which the judge runs.
    ///   - most: The largest number of pairs, as many of each two lanes, drawn at random; nil is all.
    ///   - seed: Decides which.
    /// - Throws: `HistoryError` if earlier verdicts can't be read.
    package init(
        _ judge: Judge, on outputs: JudgedOutputs, history: History, mode: RunMode, most: Int? = nil, seed: UInt64 = 1
    ) throws {
        (self.judge, self.mode, self.history) = (judge, mode, history)
        answered = outputs.answered
        guard judge.prompt.form == .pairwise else {
            (identical, asks) = (0, [])
            return
        }
        var identical = 0
        var wanted: [Asked] = []
        for one in answered {
            for (index, first) in one.outputs.enumerated() {
                for second in one.outputs[(index + 1)...] {
                    if VoteRound.isSame(first.text, second.text) {
                        identical += 1
                    } else {
                        wanted.append(Asked(question: one.question, first: first, second: second))
                    }
                }
            }
        }
        if let most, most < wanted.count {
            let lanes = wanted.map { Set([$0.first.lane, $0.second.lane]) }
            wanted = JudgeSchedule.chosen(lanes, most: most) { Self.order($0, seed) }.map { wanted[$0] }
        }
        self.identical = identical
        var known: [PairKey: [Pair]] = [:]
        let voter = judge.voter
        for pair in try history.pairs(PairFilter(prompt: outputs.promptName, kind: .model, voter: voter.name))
        where pair.voter == voter {
            known[pair.key, default: []].append(pair)
        }
        var asks: [Asked] = []
        for one in wanted {
            let earlier = known[PairKey(caseID: one.question.caseID, one.first, one.second)] ?? []
            for (first, second) in [(one.first, one.second), (one.second, one.first)] {
                if let pair = earlier.last(where: { $0.first.text == first.text && $0.second.text == second.text }) {
                    state.withLock { state in
                        var pair = pair
                        (pair.first, pair.second) = (first, second)
                        state.pairs.append(pair)
                    }
                } else {
                    asks.append(Asked(question: one.question, first: first, second: second))
                }
            }
        }
        self.asks = asks
    }

    /// Returns a number that puts places in an order that looks random.
    static func order(_ place: Int, _ seed: UInt64) -> UInt64 {
        var word = UInt64(place) &* 0x9E37_79B9_7F4A_7C15 &+ seed
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        return word ^ (word >> 27)
    }

    /// The verdicts so far, those of earlier runs among them.
    package var pairs: [Pair] { state.withLock { $0.pairs } }
    /// The scores of single outputs so far.
    package var scores: [ScoredOutput] { state.withLock { $0.scores } }
    /// Why requests failed, one sentence for each.
    package var failures: [String] { state.withLock { $0.failures } }
    /// The number of requests that were made, and the seconds that they took.
    package var cost: (requests: Int, seconds: Double) { state.withLock { ($0.asked, $0.seconds) } }

    /// How often the judge said the same again; nil if it wasn't asked again.
    package var repetition: JudgeRepetition? { state.withLock { $0.repetition } }

    /// True if the judge is asked again in other wordings, false if it is asked the same again.
    package var isReworded: Bool { judge.backend.model != nil }

    /// Ends the work; what was said is kept.
    package func cancel() { isCancelled.withLock { $0 = true } }

    /// True until the work is ended.
    var goesOn: Bool { !isCancelled.withLock { $0 } }

    /// Asks the judge. `tell` gets the progress.
    package func run(telling tell: @escaping ProgressTeller) async throws {
        let start = ContinuousClock.now
        defer {
            tell(nil)
            state.withLock { $0.seconds += start.duration(to: .now) / .seconds(1) }
        }
        if judge.prompt.form == .pairwise {
            try await compare(tell)
        } else {
            try await score(tell)
        }
    }

    private func compare(_ tell: @escaping ProgressTeller) async throws {
        let requests = try asks.map { try judge.prompt.request($0.question, $0.first, $0.second, of: judge.backend) }
        var last = ContinuousClock.now
        try await judge.read(requests, mode: mode) { index, result in
            let now = ContinuousClock.now
            defer { last = now }
            let reading = taken(result)
            tell("Judging with \(judge.backend.name): \(cost.requests) of \(requests.count)")
            guard let reading else { return goesOn }
            let asked = asks[index]
            let verdict = Self.verdict(reading.word)
            let pair = Pair(
                caseID: asked.question.caseID, question: asked.question.messages, references: asked.question.references,
                first: asked.first, second: asked.second, verdict: verdict, voter: judge.voter, date: Date(),
                seconds: last.duration(to: now) / .seconds(1), choice: .all,
                probability: verdict == .unscored ? nil : reading.shares?.shares?.first, reason: reading.reason)
            try history.keep([pair])
            state.withLock { $0.pairs.append(pair) }
            return goesOn
        }
    }

    /// Asks about some pairs twice more: a model here with another sentence in the frame, a server the same again. What it
    /// says is counted and not kept.
    ///
    /// - Parameters:
    ///   - count: The largest number of pairs; if they are compared, in one order each.
    ///   - tell: Gets the progress.
    /// - Throws: `PromptError` if a request can't be made.
    package func askAgain(pairs count: Int, telling tell: @escaping ProgressTeller) async throws {
        guard count > 0, goesOn else { return }
        defer { tell(nil) }
        if judge.prompt.form == .pairwise {
            try await compareAgain(count, tell)
        } else {
            try await scoreAgain(count, tell)
        }
    }

    /// Returns a request that asks once more: in the wording with this number, or with another seed.
    func again(_ number: Int, _ make: (_ sentence: String?) throws -> LaneRequest) throws -> LaneRequest {
        var request = try make(isReworded ? judge.prompt.form.rewordings[number] : nil)
        if !isReworded { request.settings.seed &+= UInt64(number + 1) }
        return request
    }

    private func compareAgain(_ count: Int, _ tell: @escaping ProgressTeller) async throws {
        let all = pairs.filter { $0.verdict != .unscored }
        let order = all.indices.sorted { Self.order($0, 2) < Self.order($1, 2) }
        let chosen = order.prefix(count).map { all[$0] }
        let asks = chosen.flatMap { pair in judge.prompt.form.rewordings.indices.map { (pair: pair, number: $0) } }
        let requests = try asks.map { ask in
            try again(ask.number) { sentence in
                try judge.prompt.request(
                    VoteRound.Question(
                        caseID: ask.pair.caseID, messages: ask.pair.question, references: ask.pair.references),
                    ask.pair.first, ask.pair.second, of: judge.backend, adding: sentence)
            }
        }
        var repetition = JudgeRepetition(isReworded: isReworded)
        var done = 0
        try await judge.read(requests, mode: mode) { index, result in
            done += 1
            tell("Asking \(judge.backend.name) again: \(done) of \(requests.count)")
            // It counts neither as a request nor as a failure: nothing is kept of it.
            if case .success(let reading) = result {
                repetition.take(Self.verdict(reading.word), beside: asks[index].pair.verdict)
            }
            return goesOn
        }
        state.withLock { $0.repetition = repetition }
    }

    private static func verdict(_ word: String?) -> Verdict { word == "A" ? .first : word == "B" ? .second : .unscored }

    /// Returns what was said; nil if the request failed, which is noted. A failed request isn't a verdict, so it is asked again
    /// the next time.
    func taken(_ result: Result<Judge.Reading, EngineError>) -> Judge.Reading? {
        state.withLock { $0.asked += 1 }
        switch result {
        case .success(let reading): return reading
        case .failure(let error):
            state.withLock { $0.failures.append("\(error)") }
            return nil
        }
    }
}
