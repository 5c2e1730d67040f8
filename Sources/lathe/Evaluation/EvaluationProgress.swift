import Evaluation
import Foundation
import Synchronization
import TextLayout

/// `63 of 200 · A 41 % · B 52 % · 1.8 cases/s · 1 min 20 s left`, on one line of a terminal.
final class EvaluationProgress: Sendable {
    private struct Count {
        var done = 0
        var correct = 0
    }

    private let line = ProgressLine()
    private let names: [String]
    private let total: Int
    private let cases: [String: Case]
    private let scorer: Scorer
    /// Whether what is right is known only when a model has measured the outputs.
    private let isBlind: Bool
    private let kept: Int
    private let start = ContinuousClock.now
    private let counts: Mutex<[String: Count]>

    init(plan: EvaluationPlan, scorer: Scorer, kept: [CaseOutput]) {
        names = plan.run.lanes.map(\.name)
        total = names.count * plan.data.cases.count
        cases = Dictionary(plan.data.cases.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        self.scorer = scorer
        isBlind = scorer.needsModel(for: plan.data.cases)
        self.kept = kept.count
        var counts: [String: Count] = [:]
        for output in kept { Self.add(output, to: &counts, cases, scorer) }
        self.counts = Mutex(counts)
        line.show("0 of \(plan.data.cases.count) cases")
    }

    private static func add(
        _ output: CaseOutput, to counts: inout [String: Count], _ cases: [String: Case], _ scorer: Scorer
    ) {
        guard let one = cases[output.id] else { return }
        counts[output.lane, default: Count()].done += 1
        if scorer.score(output, of: one)?.isCorrect == true { counts[output.lane, default: Count()].correct += 1 }
    }

    func take(_ output: CaseOutput) {
        let text = counts.withLock { counts in
            Self.add(output, to: &counts, cases, scorer)
            return sentence(counts)
        }
        line.show(harmless(text))
    }

    private func sentence(_ counts: [String: Count]) -> String {
        let done = counts.values.reduce(0) { $0 + $1.done }
        var parts = ["\(done / max(1, names.count)) of \(total / max(1, names.count)) cases"]
        for name in names where !isBlind {
            guard let count = counts[name], count.done > 0 else { continue }
            parts.append("\(name) \(Int((100 * Double(count.correct) / Double(count.done)).rounded())) %")
        }
        let seconds = start.duration(to: .now) / .seconds(1)
        let rate = Double(done - kept) / max(seconds, 0.001)
        if done > kept {
            parts.append(String(format: "%.1f cases/s", rate / Double(max(1, names.count))))
            parts.append(Self.time(Double(total - done) / rate) + " left")
        }
        return parts.joined(separator: " · ")
    }

    /// `40 s`, `1 min 20 s`, `2 h 5 min`.
    static func time(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole % 3600 / 60) min"
    }

    func clear() { line.clear() }
}
