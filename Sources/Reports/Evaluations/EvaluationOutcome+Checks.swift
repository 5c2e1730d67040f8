import Evaluation
import History

extension EvaluationOutcome {
    /// A sentence for each lane and each check that fails: how often it fails, and the reason of the first failure.
    var checkSentences: [String] {
        report.lanes.indices.flatMap { index -> [String] in
            let scored = report.rows.compactMap { $0.lanes[index] }
            var names: [String] = []
            for name in scored.flatMap({ $0.failedChecks.map(\.name) }) where !names.contains(name) {
                names.append(name)
            }
            return names.compactMap { name in
                let failed = scored.compactMap { one in
                    one.failedChecks.first { $0.name == name }.map { (id: one.output.id, check: $0) }
                }
                guard let first = failed.first else { return nil }
                let reason = first.check.reasons.first.map { ": \($0)" } ?? "."
                return
                    "\(report.lanes[index].name): the check `\(name)` fails for \(failed.count) of \(scored.count) outputs; "
                    + "the first is case \(first.id)\(reason)"
            }
        }
    }
}
