import Foundation

/// The state of a running evaluation: `63 of 200 cases · A 41 % · B 52 % · 1.8 cases/s · 1 min 20 s left`.
package struct EvaluationProgress: Sendable {
    private struct Count {
        var done = 0
        var correct = 0
    }

    private let names: [String]
    private let total: Int
    private let cases: [String: Case]
    private let scorer: Scorer
    /// True if only a model can tell which outputs are right, so that no accuracy is shown before it has measured them.
    private let isBlind: Bool
    private let kept: Int
    private let start = ContinuousClock.now
    private var counts: [String: Count] = [:]

    /// Creates the progress at the start, with the outputs that an earlier run left. So many outputs as are `skipped` aren't made.
    package init(cases: [Case], lanes: [String], scorer: Scorer, kept: [CaseOutput], skipped: Int = 0) {
        names = lanes
        total = lanes.count * cases.count - skipped
        self.cases = Dictionary(cases.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        self.scorer = scorer
        isBlind = scorer.needsModel(for: cases)
        self.kept = kept.count
        for output in kept { take(output) }
    }

    /// Counts an output.
    package mutating func take(_ output: CaseOutput) {
        guard let one = cases[output.id] else { return }
        counts[output.lane, default: Count()].done += 1
        if scorer.score(output, of: one)?.isCorrect == true { counts[output.lane, default: Count()].correct += 1 }
    }

    /// The share of outputs that is done, from 0 to 1.
    package var fraction: Double { Double(counts.values.reduce(0) { $0 + $1.done }) / Double(max(1, total)) }

    /// A sentence with the accuracy so far of each lane, the cases a second and the time that is left.
    package var sentence: String {
        let done = counts.values.reduce(0) { $0 + $1.done }
        let lanes = max(1, names.count)
        var parts = ["\(done / lanes) of \(total / lanes) cases"]
        for name in names where !isBlind {
            guard let count = counts[name], count.done > 0 else { continue }
            parts.append("\(name) \(Int((100 * Double(count.correct) / Double(count.done)).rounded())) %")
        }
        if done > kept {
            let rate = Double(done - kept) / max(start.duration(to: .now) / .seconds(1), 0.001)
            parts.append(String(format: "%.1f cases/s", rate / Double(lanes)))
            parts.append(Self.time(Double(total - done) / rate) + " left")
        }
        return parts.joined(separator: " · ")
    }

    /// Returns a time as `40 s`, `1 min 20 s` or `2 h 5 min`.
    package static func time(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
}
