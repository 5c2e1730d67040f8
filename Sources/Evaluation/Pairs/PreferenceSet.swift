import Foundation
import Prompting
import Sampling

/// What is learned from verdicts: for each two outputs the preferred and the rejected one, and what was left out.
///
/// Verdicts on the same two outputs are added up, whoever gave them and in whatever order the outputs stood, and the
/// majority decides.
package struct PreferenceSet: Sendable, Hashable {
    /// Two outputs of which one is preferred.
    package struct Preference: Sendable, Hashable {
        /// The id of the case.
        package var caseID: String
        /// What both answer.
        package var question: [Message]
        /// The better output.
        package var chosen: PairOutput
        /// The worse output.
        package var rejected: PairOutput
        /// From 0 to 1: the preferred output's points less the other's, divided by the verdicts.
        package var margin: Double
        /// The number of verdicts.
        package var verdicts: Int
        /// Who gave them.
        package var voters: [Voter]
        /// The judges' mean probability that the preferred output is better; nil without any.
        package var probability: Double?
    }

    /// An output with the points that it got.
    package struct Ranked: Sendable, Hashable {
        /// The output.
        package var output: PairOutput
        /// Its points from all verdicts, a tie as half of one, divided by their number.
        package var score: Double
    }

    /// Why pairs were left out.
    package enum Omission: String, Sendable, Hashable, CaseIterable {
        /// Nothing was read from what a judge said.
        case unscored
        /// The texts are the same.
        case identical
        /// The texts are the same up to where they would be cut.
        case identicalWhenCut
        /// All verdicts are that both are bad.
        case bothBad
        /// As many points for one as for the other.
        case tie
        /// An output calls tools: its text isn't the model's own.
        case calls
    }

    /// The preferences, in the order of their first verdicts.
    package private(set) var preferences: [Preference] = []
    /// The number of pairs of outputs that were left out, by the reason.
    package private(set) var omitted: [Omission: Int] = [:]
    private var verdicts: [Pair] = []

    /// Adds verdicts up.
    ///
    /// - Parameters:
    ///   - pairs: The verdicts.
    ///   - cut: Number of characters after which training cuts texts; nil if it doesn't.
    ///   - keepsCalls: False to leave out outputs that call tools.
    package init(_ pairs: [Pair], cut: Int? = nil, keepsCalls: Bool = true) {
        var groups: [PairKey: [Pair]] = [:]
        var order: [PairKey] = []
        for pair in pairs {
            if groups[pair.key] == nil { order.append(pair.key) }
            groups[pair.key, default: []].append(pair)
        }
        for key in order {
            let group = groups[key] ?? []
            if !keepsCalls, group.contains(where: { $0.first.hasCalls == true || $0.second.hasCalls == true }) {
                omitted[.calls, default: 0] += 1
                continue
            }
            switch Self.preference(group, cut: cut) {
            case .success(let preference): preferences.append(preference)
            case .failure(let reason): omitted[reason.omission, default: 0] += 1
            }
            verdicts += group.filter { $0.verdict.score != nil }
        }
    }

    private struct Left: Error {
        var omission: Omission
    }

    private static func preference(_ group: [Pair], cut: Int?) -> Result<Preference, Left> {
        guard let one = group.first else { return .failure(Left(omission: .unscored)) }
        let said = group.filter { $0.verdict != .unscored }
        if said.isEmpty { return .failure(Left(omission: .unscored)) }
        if VoteRound.isSame(one.first.text, one.second.text) { return .failure(Left(omission: .identical)) }
        if let cut, one.first.text.prefix(cut) == one.second.text.prefix(cut) {
            return .failure(Left(omission: .identicalWhenCut))
        }
        if said.allSatisfy({ $0.verdict == .bothBad }) { return .failure(Left(omission: .bothBad)) }
        func turned(_ pair: Pair) -> Bool { pair.first.text != one.first.text }
        let points = said.reduce(0.0) { sum, pair in
            let score = pair.verdict.score ?? 0.5
            return sum + (turned(pair) ? 1 - score : score)
        }
        let lead = 2 * points - Double(said.count)
        if lead == 0 { return .failure(Left(omission: .tie)) }
        let probabilities = said.compactMap { pair in
            pair.probability.map { turned(pair) == (lead > 0) ? 1 - $0 : $0 }
        }
        var voters: [Voter] = []
        for pair in said where !voters.contains(pair.voter) { voters.append(pair.voter) }
        return .success(
            Preference(
                caseID: one.caseID, question: one.question, chosen: lead > 0 ? one.first : one.second,
                rejected: lead > 0 ? one.second : one.first, margin: abs(lead) / Double(said.count),
                verdicts: said.count, voters: voters,
                probability: probabilities.isEmpty
                    ? nil : probabilities.reduce(0, +) / Double(probabilities.count)))
    }

    /// True if each preference has a probability. Then it is a column of the data; a column with gaps could be read in one
    /// part of them and not in the other.
    package var hasProbabilities: Bool { preferences.allSatisfy { $0.probability != nil } }

    /// Says of each judge that can't be believed that it can't.
    package var doubts: [String] {
        PairVerdicts.judges(of: verdicts).compactMap { judge in
            JudgeTrial(verdicts.filter { $0.voter == judge }).doubt(about: judge.name)
        }
    }

    /// How much longer the preferred texts are, in characters, and in which share of pairs they are longer; nil without
    /// preferences.
    package var lengthGap: (mean: Double, longerShare: Double)? {
        guard !preferences.isEmpty else { return nil }
        let gaps = preferences.map { Double($0.chosen.text.count - $0.rejected.text.count) }
        let count = Double(gaps.count)
        return (gaps.reduce(0, +) / count, Double(gaps.count { $0 > 0 }) / count)
    }

    /// A case of one prompt: cases of two prompts, or of a prompt before and after a change, may have the same id.
    private struct Asked: Hashable {
        var caseID: String
        var question: [Message]
    }

    /// The outputs of each case, the best first, with what they answer; cases with one output are left out.
    package var rankings: [(caseID: String, question: [Message], outputs: [Ranked])] {
        var order: [Asked] = []
        var points: [Asked: [(output: PairOutput, points: Double, count: Int)]] = [:]
        for pair in verdicts {
            let asked = Asked(caseID: pair.caseID, question: pair.question)
            if points[asked] == nil { order.append(asked) }
            let score = pair.verdict.score ?? 0.5
            for (output, score) in [(pair.first, score), (pair.second, 1 - score)] {
                var known = points[asked] ?? []
                if let place = known.firstIndex(where: { VoteRound.isSame($0.output.text, output.text) }) {
                    known[place].points += score
                    known[place].count += 1
                } else {
                    known.append((output, score, 1))
                }
                points[asked] = known
            }
        }
        return order.compactMap { asked in
            let ranked = (points[asked] ?? []).map { Ranked(output: $0.output, score: $0.points / Double($0.count)) }
            let sorted = ranked.enumerated().sorted {
                ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
            }
            return ranked.count < 2 ? nil : (asked.caseID, asked.question, sorted.map(\.element))
        }
    }

    /// Returns whether a case belongs to the test part, if that is to have this share of the cases. A case is always in the
    /// same part, however many there are.
    package static func isTest(_ caseID: String, share: Double) -> Bool {
        var hash = StableHash()
        hash.add(caseID)
        // The low bits of the hash alone are too regular for short texts.
        var mixed = SplitMix64(seed: hash.value)
        return mixed.unit() < share
    }
}
