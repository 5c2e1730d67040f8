import Evaluation
import Foundation
import TextLayout

/// What a judge said of lanes, with how far it can be believed above it.
package struct JudgeReport {
    /// The prompt's name.
    package var promptName: String
    /// The number of cases.
    package var cases: Int
    /// The judge's name.
    package var judge: String
    /// The lanes' names.
    package var lanes: [String]
    /// A sentence about the judge's kinship with the lanes' models; nil if there is none.
    package var kinship: String?
    /// True if it isn't fair to all lanes.
    package var isUnfair: Bool
    /// Number of pairs with the same text twice.
    package var identical: Int
    /// The judge's verdicts.
    package var pairs: [Pair]
    /// The judge, measured.
    package var trial: JudgeTrial
    /// How often the judge said the same again; nil if it wasn't asked again.
    package var repetition: JudgeRepetition?
    /// The number of requests, and the seconds that they took.
    package var cost: (requests: Int, seconds: Double)

    /// Collects a report.
    package init(
        promptName: String, cases: Int, judge: String, lanes: [String], kinship: String?, isUnfair: Bool,
        identical: Int,
        pairs: [Pair], votes: [Pair], repetition: JudgeRepetition? = nil, cost: (requests: Int, seconds: Double)
    ) {
        (self.promptName, self.cases, self.judge, self.lanes) = (promptName, cases, judge, lanes)
        (self.kinship, self.isUnfair, self.identical, self.pairs) = (kinship, isUnfair, identical, pairs)
        trial = JudgeTrial(pairs, votes: votes)
        self.repetition = repetition
        self.cost = cost
    }

    /// The seed of the bootstrap.
    private static let seed: UInt64 = 1

    private var standing: PairStanding { PairStanding(pairs, lanes: lanes) }
    private var headline: String { trial.headline(of: lanes, seed: Self.seed) }
    private var rates: [JudgeTrial.LaneRate] { trial.rates(of: lanes, seed: Self.seed) }

    /// Sentences about the judge itself.
    package var measurements: [String] {
        var sentences = trial.measurements
        if let again = repetition?.sentence { sentences.append(again) }
        if let kinship { sentences.append(kinship) }
        if identical > 0 { sentences.append("It wasn't asked about \(identical) pairs with the same text twice.") }
        if cost.requests > 0 {
            sentences.append("\(cost.requests) requests took \(Figures.decimal(cost.seconds, 1)) s.")
        }
        return sentences
    }

    /// The sentence about a judge that isn't fair to all lanes; nil if it is.
    package var alarm: String? { isUnfair ? kinship : nil }

    /// The result: a headline for two lanes, strengths for several; why there is none if the judge can't be believed.
    package var findings: [String] {
        guard trial.isBelievable else { return [headline] }
        return lanes.count == 2 ? [headline] : standing.sentences
    }

    /// The win rates of each two of several lanes; nil for two lanes, or if the judge can't be believed.
    private var rateTable: LaneRateTable? { trial.isBelievable && lanes.count > 2 ? LaneRateTable(rates) : nil }

    /// The report for a terminal.
    package var text: String {
        let count = "\(cases) \(cases == 1 ? "case" : "cases")"
        var lines = [
            "\(promptName): \(count), judged by \(judge) in both orders", "", "How far the judge can be believed",
        ]
        lines += measurements.map { "- " + $0 }
        lines.append("")
        let table = rateTable
        if trial.isBelievable { lines += [standing.table, ""] }
        if let table { lines += [table.text, ""] }
        return (lines + findings + (table?.remarks ?? [])).joined(separator: "\n") + "\n"
    }

    /// The report as Markdown.
    package var markdown: String {
        var lines = ["# \(Markdown.cell(promptName)): judged by \(Markdown.cell(judge))", ""]
        lines += ["## How far the judge can be believed", ""] + measurements.map { "- " + Markdown.cell($0) }
        lines += ["", "## Result", ""]
        let table = rateTable
        if trial.isBelievable { lines += [standing.markdownTable, ""] }
        if let table { lines += [table.markdown, ""] }
        let sentences = findings + (table?.remarks ?? [])
        return (lines + sentences.map { Markdown.cell($0) }).joined(separator: "\n") + "\n"
    }
}

extension JudgeReport: Encodable {
    private enum Key: CodingKey {
        case prompt, judge, cases, lanes, trial, repetition, kinship, isUnfair, identical, result, rates, standing,
            findings, seconds, requests
    }

    private struct Trial: Encodable {
        var pairs: Int
        var holding: Int
        var holdingShare: Double?
        var primacy: Int
        var recency: Int
        var firstPlaces: Int
        var decidedVerdicts: Int
        var unscored: Int
        var verdicts: Int
        var longerWins: Int
        var longerWinsOf: Int
        var voted: Int
        var agreed: Int
        var agreedOf: Int
        var kappa: Double?
        var longerAgrees: Double?
        var isBelievable: Bool
    }

    /// Writes an object. Results are left out if the judge can't be believed.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(promptName, forKey: .prompt)
        try values.encode(judge, forKey: .judge)
        try values.encode(cases, forKey: .cases)
        try values.encode(lanes, forKey: .lanes)
        let longer = trial.longerWins
        try values.encode(
            Trial(
                pairs: trial.scored, holding: trial.holding, holdingShare: trial.holdingShare, primacy: trial.primacy,
                recency: trial.recency, firstPlaces: trial.decided.first, decidedVerdicts: trial.decided.all,
                unscored: trial.unscored, verdicts: trial.verdicts, longerWins: longer.count, longerWinsOf: longer.all,
                voted: trial.voted, agreed: trial.agreement.agreements, agreedOf: trial.agreement.count,
                kappa: trial.agreement.value, longerAgrees: trial.lengthAgreement.share,
                isBelievable: trial.isBelievable), forKey: .trial)
        try values.encodeIfPresent(repetition, forKey: .repetition)
        try values.encodeIfPresent(kinship, forKey: .kinship)
        try values.encode(isUnfair, forKey: .isUnfair)
        try values.encode(identical, forKey: .identical)
        try values.encode(cost.requests, forKey: .requests)
        try values.encode(cost.seconds, forKey: .seconds)
        try values.encode(findings, forKey: .findings)
        guard trial.isBelievable else { return }
        let rates = rates.map(LaneRateJSON.init)
        if lanes.count == 2 {
            try values.encodeIfPresent(rates.first, forKey: .result)
        } else {
            try values.encode(rates, forKey: .rates)
        }
        try values.encode(PairStandingJSON(standing, ofJudge: true), forKey: .standing)
    }
}
