import Evaluation
import Library
import Sampling

/// Two evaluations, compared case by case: what differs in what was asked, and which lanes are better on the cases that
/// both have.
package struct EvaluationComparison: Sendable {
    /// A lane of each evaluation, to be compared; one of the names is nil if the other evaluation has no lane for it.
    package struct LanePair: Sendable, Hashable, Codable {
        /// The name of the first evaluation's lane.
        package var first: String?
        /// The name of the second evaluation's lane.
        package var second: String?
        /// What differs between the two.
        package var differences: [RunComparison.Difference]
    }

    /// How many cases the two have in common. Cases are the same if the values are; their ids and order don't matter.
    package struct Cases: Sendable, Hashable, Codable {
        /// Number of cases that both have.
        package var shared: Int
        /// Number of cases that only the first has.
        package var onlyFirst: Int
        /// Number of cases that only the second has.
        package var onlySecond: Int
        /// Number of shared cases with other right answers.
        package var otherAnswers: Int
    }

    /// The evaluations' numbers.
    package let first, second: Int64
    /// The records of the two.
    package let records: (first: EvaluationRecord, second: EvaluationRecord)
    /// What differs in the evaluations themselves.
    package let differences: [RunComparison.Difference]
    /// The parts of the prompt that differ, without its lanes; nil if one of the two can't be read as a prompt.
    package let prompt: [PromptDifference.Part]?
    /// The pairs of lanes.
    package let lanes: [LanePair]
    /// What cases there are.
    package let cases: Cases
    /// The shared cases with all lanes of both, pair by pair, and the comparisons of the pairs. The lanes are called
    /// `A (12)`, with the evaluation's number.
    package let report: EvaluationReport

    /// The shared cases that a lane has right in one evaluation and wrong in the other.
    package var changed: [EvaluationReport.Row] {
        var place = 0
        var pairs: [(Int, Int)] = []
        for lane in lanes {
            let isPair = lane.first != nil && lane.second != nil
            if isPair { pairs.append((place, place + 1)) }
            place += isPair ? 2 : 1
        }
        return report.rows.filter { row in
            pairs.contains { first, second in
                guard let old = row.lanes[first], let new = row.lanes[second] else { return false }
                return old.isCorrect != new.isCorrect
            }
        }
    }

    /// Compares two evaluations.
    package init(_ one: EvaluationOutcome, _ other: EvaluationOutcome) {
        (first, second) = (one.number ?? 0, other.number ?? 0)
        let (old, new) = (one.record, other.record)
        records = (old, new)
        differences = Self.differences(old, new)
        prompt = Self.prompt(old, new)
        let places = RunComparison.places(old.lanes.map(\.name), new.lanes.map(\.name))
        lanes = places.map { pair in
            let (a, b) = (pair.first.map { old.lanes[$0] }, pair.second.map { new.lanes[$0] })
            return LanePair(first: a?.name, second: b?.name, differences: Self.differences(a, b))
        }
        let pairs = Self.shared(one.report.rows, other.report.rows)
        cases = Cases(
            shared: pairs.count, onlyFirst: one.report.rows.count - pairs.count,
            onlySecond: other.report.rows.count - pairs.count,
            otherAnswers: pairs.count { $0.first.one.expected != $0.second.one.expected })
        report = Self.report(pairs, places, (one, other))
    }

    /// Returns the shared cases with the lanes of both.
    private static func report(
        _ pairs: [(first: EvaluationReport.Row, second: EvaluationReport.Row)],
        _ places: [(first: Int?, second: Int?)], _ both: (EvaluationOutcome, EvaluationOutcome)
    ) -> EvaluationReport {
        func name(_ outcome: EvaluationOutcome, _ lane: Int) -> String {
            "\(outcome.record.lanes[lane].name) (\(outcome.number ?? 0))"
        }
        var names: [String] = []
        for place in places {
            if let lane = place.first { names.append(name(both.0, lane)) }
            if let lane = place.second { names.append(name(both.1, lane)) }
        }
        let rows = pairs.map { pair in
            EvaluationReport.Row(
                one: pair.second.one,
                lanes: places.flatMap { place -> [ScoredCase?] in
                    (place.first.map { [pair.first.lanes[$0]] } ?? [])
                        + (place.second.map { [pair.second.lanes[$0]] } ?? [])
                })
        }
        var report = EvaluationReport(rows: rows, failures: [], total: rows.count, lanes: names, seed: nil)
        let compared = places.compactMap { place -> (first: String, second: String, outcomes: PairedOutcomes)? in
            guard let a = place.first, let b = place.second else { return nil }
            let scored = pairs.compactMap { pair in
                if let old = pair.first.lanes[a], let new = pair.second.lanes[b] { (old, new) } else { nil }
            }
            guard !scored.isEmpty else { return nil }
            let outcomes = PairedOutcomes(scored.map { $0.0.isCorrect }, scored.map { $0.1.isCorrect })
            return (name(both.0, a), name(both.1, b), outcomes)
        }
        report.comparisons = Comparisons.of(compared, seed: 1)
        return report
    }

    /// Returns the cases with the same values in both. If several of one have the same, each is taken once.
    private static func shared(
        _ first: [EvaluationReport.Row], _ second: [EvaluationReport.Row]
    ) -> [(first: EvaluationReport.Row, second: EvaluationReport.Row)] {
        var free: [[String: String]: [EvaluationReport.Row]] = [:]
        for row in first.reversed() { free[row.one.variables, default: []].append(row) }
        return second.compactMap { row in
            free[row.one.variables]?.popLast().map { ($0, row) }
        }
    }

    private static func differences(
        _ first: EvaluationRecord, _ second: EvaluationRecord
    ) -> [RunComparison.Difference] {
        let names = Set(first.prompt.variables.keys).union(second.prompt.variables.keys).sorted()
        let properties: [(String, String?, String?)] = [
            ("prompt", first.prompt.name, second.prompt.name), ("file", first.prompt.file, second.prompt.file),
            ("version", first.promptVersion.map { "\($0)" }, second.promptVersion.map { "\($0)" }),
            ("prompt's SHA-256", first.promptHash, second.promptHash),
            ("data", first.data.name, second.data.name), ("data's SHA-256", first.data.sha256, second.data.sha256),
            ("cases' SHA-256", first.data.casesHash, second.data.casesHash),
            ("cases", "\(first.data.cases)", "\(second.data.cases)"), ("answers", first.answer, second.answer),
            ("likelihoods of", first.answersInWords, second.answersInWords),
            ("checks", first.checks.joined(separator: ", "), second.checks.joined(separator: ", ")),
            ("mode", first.mode.rawValue, second.mode.rawValue),
            ("at once", "\(first.parallel)", "\(second.parallel)"),
            ("lathe", first.machine.lathe, second.machine.lathe),
            ("processor", first.machine.processor, second.machine.processor),
            ("threads", "\(first.machine.threads)", "\(second.machine.threads)"),
        ]
        return RunComparison.differing(
            properties + names.map { ("{{\($0)}}", first.prompt.variables[$0], second.prompt.variables[$0]) })
    }

    private static func differences(
        _ first: EvaluationLaneRecord?, _ second: EvaluationLaneRecord?
    ) -> [RunComparison.Difference] {
        guard let first, let second else { return [] }
        let names = Set(first.templateArguments.keys).union(second.templateArguments.keys).sorted()
        let properties: [(String, String?, String?)] =
            [
                ("name", first.name, second.name),
                ("technique", first.technique.rawValue, second.technique.rawValue),
                ("layout", first.layout.rawValue, second.layout.rawValue),
                ("samples", "\(first.samples)", "\(second.samples)"),
                ("phrasing", first.phrasing?.name, second.phrasing?.name),
                ("model", first.model.name, second.model.name),
                ("projector", first.projector, second.projector),
                ("quantization", first.model.quantization, second.model.quantization),
                ("SHA-256", first.model.sha256, second.model.sha256),
                ("context", "\(first.model.contextLength)", "\(second.model.contextLength)"),
                ("llama.cpp", first.model.build, second.model.build),
                ("server", first.model.server?.url, second.model.server?.url),
            ] + names.map { ("template's \($0)", first.templateArguments[$0], second.templateArguments[$0]) }
        let settings = SettingsKey.allCases.map { key in
            (key.rawValue, key.setting.text(of: first.settings[key]), key.setting.text(of: second.settings[key]))
        }
        return RunComparison.differing(properties + settings.map { ($0.0, $0.1 as String?, $0.2 as String?) })
    }

    /// Returns the parts in which the prompts differ, but for what the lanes' records have and what no model reads.
    private static func prompt(_ first: EvaluationRecord, _ second: EvaluationRecord) -> [PromptDifference.Part]? {
        guard first.prompt.text != second.prompt.text else { return [] }
        return EvaluationRecord.changes(from: first.prompt.text, to: second.prompt.text)
    }
}

extension EvaluationRecord {
    /// Returns the parts in which two prompts' texts differ in what models read or answers are judged by; nil if one can't
    /// be read as a prompt. Lanes have records of their own.
    static func changes(from old: String, to new: String) -> [PromptDifference.Part]? {
        guard let first = try? PromptFile(text: old, name: "prompt").prompt,
            let second = try? PromptFile(text: new, name: "prompt").prompt
        else { return nil }
        let others = ["name", "description", "tags", "lanes", "order of lanes", "testData"]
        return PromptDifference(first, second).parts.filter { part in
            !others.contains(part.name) && !part.name.hasPrefix("lane ") && !part.name.hasPrefix("case ")
        }
    }

    /// Returns a sentence about how the prompt has changed since; nil if it hasn't, or its file can't be read any more.
    /// `now` is the text of its file.
    package func changedSince(_ now: String) -> String? {
        guard let parts = Self.changes(from: prompt.text, to: now), !parts.isEmpty else { return nil }
        return "The prompt has changed since: \(parts.map(\.name).joined(separator: ", "))."
    }
}
