import Evaluation
import History
import Remedies

extension EvaluationOutcome {
    /// Sentences about lanes and certainty.
    package var sentences: [Notice] {
        var sentences = report.comparisons.map { Notice($0.sentence) }
        if report.lanes.allSatisfy({ $0.count > 0 && $0.correct == 0 }) {
            sentences.append(
                report.lanes.contains { $0.unparsed * 2 > $0.count }
                    ? "No lane has any case right, and no answer was found in most outputs: look at some outputs first."
                    : "No lane has any case right: the task may be too hard for this model, or answers may be read wrongly. Look at some outputs."
            )
        }
        for lane in report.lanes {
            let shares = [(lane.winnerShare.right, "right"), (lane.winnerShare.wrong, "wrong")].compactMap {
                share, word in
                share.map { "\(Figures.percent($0)) where it is \(word)" }
            }
            if !shares.isEmpty {
                sentences.append(
                    "\(lane.name): the winning answer has, on average, this share of the votes: \(shares.joined(separator: ", "))."
                )
            }
        }
        for (index, lane) in report.lanes.enumerated() where lane.count > 0 && lane.unparsed > 0 {
            let unread = report.rows.compactMap { $0.lanes[index] }.filter(\.isUnread)
            let missing = unread.filter { $0.extracted == nil }
            if unread.count > missing.count {
                sentences.append(
                    "\(lane.name): \(unread.count - missing.count) of \(lane.count) outputs are unread, since a check of them couldn't be made."
                )
            }
            guard !missing.isEmpty else { continue }
            var kinds: [String: Int] = [:]
            for reason in missing.compactMap(\.unread) { kinds[reason.kind, default: 0] += 1 }
            sentences.append(
                Notice(
                    "\(lane.name): in \(missing.count) of \(lane.count) outputs no answer of type `\(record.answer)` was found\(kinds.isEmpty ? "" : ": " + UnreadReason.counts(kinds))."
                ))
        }
        for (lane, name) in zip(report.lanes.indices, report.lanes.map(\.name)) {
            let samples = report.rows.compactMap { $0.lanes[lane] }.flatMap(\.output.samples)
            let unanswered = samples.count(where: \.isUnanswered)
            if unanswered > 0 {
                sentences.append(
                    "\(name): \(unanswered) of \(samples.count) outputs \(unanswered == 1 ? "is" : "are") thoughts without an answer. More `maxTokens` leave room for one, or a number as `thinking` ends the thoughts."
                )
            }
            let repaired = report.rows.compactMap { $0.lanes[lane] }.filter { !$0.repairs.isEmpty }
            guard !repaired.isEmpty else { continue }
            let made = Set(repaired.flatMap(\.repairs)).sorted().joined(separator: ", ")
            sentences.append(
                "\(name): in \(repaired.count) of \(report.lanes[lane].count) outputs JSON had to be mended: \(made).")
        }
        sentences += (likelihoodSentences + checkSentences).map { Notice($0) }
        if let failure = report.failures.first {
            sentences.append(
                Notice(
                    "\(report.failures.count) failed and aren't counted; the first: case \(failure.id), \(failure.lane): \(failure.error ?? "")",
                    failure.remedy))
        }
        if let bad = record.data.badRows.first {
            let count = record.data.badRowCount
            sentences.append(
                "\(count == 1 ? "1 row of the data was" : "\(count) rows of the data were") left out; the first: \(bad.sentence)"
            )
        }
        for scores in record.metrics {
            for pair in scores.pairs {
                let part = pair.count < report.total ? ", on the \(pair.count) that have a value" : ""
                // One case has no spread.
                let interval =
                    pair.count < 2
                    ? ""
                    : ", 95 % interval \(Figures.number(pair.interval.low)) to \(Figures.number(pair.interval.high))"
                sentences.append(
                    "\(scores.name): \(pair.second) less \(pair.first) is \(Figures.number(pair.difference)) a case\(part)\(interval)."
                )
            }
        }
        sentences += consistencySentences.map { Notice($0) }
        sentences += record.unmeasured.map(Self.sentence) + record.textModels.map { Notice($0.sentence) }
        if let strictCheck = record.strictCheck { sentences.append(strictCheck.notice) }
        if let noise = record.repeatNoise { sentences.append(Notice(noise.sentence)) }
        return sentences
    }

    /// A sentence about the share of prompt tokens that were evaluated; nil if none were shared.
    package var promptShare: String? {
        let all = report.lanes.reduce(0) { $0 + $1.promptTokens.all }
        let evaluated = report.lanes.reduce(0) { $0 + $1.promptTokens.evaluated }
        guard all > 0, evaluated < all else { return nil }
        return "\(evaluated) of \(all) prompt tokens were evaluated; the rest were shared."
    }

    /// Returns a sentence about outputs that a check wasn't made of.
    private static func sentence(_ check: UnmeasuredCheck) -> Notice {
        let isOne = check.outputs == 1
        return Notice(
            "\(isOne ? "1 output wasn't" : "\(check.outputs) outputs weren't") checked with `\(check.name)`, "
                + (check.reason ?? "because measuring was ended before")
                + ": as far as that goes, \(isOne ? "it counts" : "they count") as right.",
            check.reason == nil ? .resumeMeasuring : nil)
    }
}
