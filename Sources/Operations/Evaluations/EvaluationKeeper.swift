import Evaluation
import Foundation
import History
import Synchronization

/// Keeps a running evaluation in the history: first that it has begun, then its outputs as they come, then its results. So
/// one that is cut short is there too, without the outputs of the last second.
final class EvaluationKeeper: Sendable {
    private let recorder: RunRecorder
    private let plan: EvaluationPlan
    private let scorer: Scorer
    private let identity: String
    private let numbers: [String: Int]
    private let worker = Worker("kept evaluation")
    private let state: Mutex<State>

    private struct State {
        /// The evaluation's number; nil if it isn't kept.
        var id: Int64?
        var waiting: [CaseOutput] = []
        var lanes: [EvaluationEntry.Lane]
        var next = ContinuousClock.now
    }

    init(_ plan: EvaluationPlan, scorer: Scorer, identity: String, recorder: RunRecorder) {
        self.recorder = recorder
        self.plan = plan
        self.scorer = scorer
        self.identity = identity
        numbers = Dictionary(
            zip(plan.data.cases.map(\.id), plan.data.cases.indices).map { ($0, $1) }, uniquingKeysWith: { $1 })
        state = Mutex(
            State(
                lanes: plan.record.lanes.map { EvaluationEntry.Lane(name: $0.name, model: $0.model.name) }))
    }

    /// Begins, with outputs of an earlier run. If there are any, the evaluation that they are from is continued.
    func begin(with kept: [CaseOutput]) {
        worker.add { [self] in
            let id = recorder.perform { history throws(HistoryError) in
                try history.begin(
                    plan.record, cases: plan.data.cases, identity: identity, continues: !kept.isEmpty)
            }
            state.withLock { $0.id = id }
            write(kept)
        }
    }

    /// Keeps an output within a second or so.
    func add(_ output: CaseOutput) {
        let isDue = state.withLock { state in
            state.waiting.append(output)
            guard .now >= state.next else { return false }
            state.next = .now + .seconds(1)
            return true
        }
        guard isDue else { return }
        worker.add { [self] in write(state.withLock { state in takeWaiting(&state) }) }
    }

    private func takeWaiting(_ state: inout State) -> [CaseOutput] {
        defer { state.waiting = [] }
        return state.waiting
    }

    /// Keeps the results, in place of all that was kept before. Returns the evaluation's number; nil if it isn't kept.
    func finish(_ outcome: EvaluationOutcome) -> Int64? {
        worker.get {
            guard let id = state.withLock({ $0.id }) else { return nil }
            return recorder.perform { history throws(HistoryError) in
                try history.finish(id, outcome)
                return id
            }
        }
    }

    private func write(_ outputs: [CaseOutput]) {
        guard let id = state.withLock({ $0.id }), !outputs.isEmpty else { return }
        var lanes = state.withLock { $0.lanes }
        var stored: [StoredOutput] = []
        for output in outputs {
            guard let number = numbers[output.id], let lane = lanes.firstIndex(where: { $0.name == output.lane })
            else { continue }
            let score = scorer.score(output, of: plan.data.cases[number])
            stored.append(StoredOutput(number: number, lane: lane, output: output, score: score))
            if let score {
                lanes[lane].count += 1
                if score.isCorrect { lanes[lane].correct += 1 }
            } else {
                lanes[lane].failed += 1
            }
        }
        state.withLock { $0.lanes = lanes }
        _ = recorder.perform { history throws(HistoryError) in try history.add(stored, to: id, lanes: lanes) }
    }
}
