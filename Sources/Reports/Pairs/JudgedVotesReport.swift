import Evaluation
import TextLayout

/// People's verdicts and a judge's on the same outputs, in one table.
package struct JudgedVotesReport {
    /// The prompt's name.
    package var promptName: String
    /// The judge's name.
    package var judge: String
    /// The outputs with verdicts of both.
    package let votes: [JudgedVote]
    /// Says that the judge can't be believed; nil if it can be.
    private let doubt: String?

    /// Collects a report of a judge's verdicts and people's.
    package init(promptName: String, judge: String, trial: JudgeTrial, votes: [Pair]) {
        (self.promptName, self.judge) = (promptName, judge)
        self.votes = JudgedVote.all(trial, votes: votes)
        doubt = trial.doubt(about: judge)
    }

    /// The finding, and that the judge can't be believed if so.
    package var sentence: String {
        [doubt, JudgedVote.sentence(votes, judge: judge)].compactMap(\.self).joined(separator: " ")
    }

    /// The table with the finding below it.
    package func text(width: Int, glyphs: Glyphs) -> String {
        guard !votes.isEmpty else { return sentence + "\n" }
        let rows = votes.map { vote in
            [
                vote.judged.caseID, "\(vote.judged.one.lane), \(vote.judged.other.lane)", vote.people,
                vote.judge, vote.relation == .open ? "" : vote.relation.rawValue,
            ]
        }
        return TextTable(rows: [["case", "outputs of", "people", "judge", ""]] + rows).lines(
            width: width, glyphs: glyphs
        ).joined(separator: "\n") + "\n\n\(sentence)\n"
    }

    /// Each pair on which they part, with the question and both texts, to be read.
    package func parted(width: Int, glyphs: Glyphs) -> String {
        votes.filter { $0.relation == .parted }.map { vote in
            let (one, other) = (vote.judged.one, vote.judged.other)
            let title =
                "case \(vote.judged.caseID): people prefer \(vote.people), \(judge) prefers \(vote.judge)"
            let columns = Columns.lines(
                [Column(title: [one.lane], body: one.text), Column(title: [other.lane], body: other.text)],
                width: width,
                glyphs: glyphs)
            return ([title, ""] + columns).joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
    }
}

extension JudgedVotesReport: Encodable {
    private enum Key: CodingKey {
        case prompt, judge, doubt, same, parted, open, pairs
    }

    private struct Entry: Encodable {
        var caseID: String
        var lanes: [String]
        var texts: [String]
        var votes: [Int]
        var people: String?
        var judge: String?
        var relation: String
    }

    /// Encodes the counts, and each pair with its texts. `votes` are those for the first, for the second, and for neither.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(promptName, forKey: .prompt)
        try values.encode(judge, forKey: .judge)
        try values.encodeIfPresent(doubt, forKey: .doubt)
        try values.encode(votes.count { $0.relation == .same }, forKey: .same)
        try values.encode(votes.count { $0.relation == .parted }, forKey: .parted)
        try values.encode(votes.count { $0.relation == .open }, forKey: .open)
        try values.encode(
            votes.map { vote in
                let (one, other) = (vote.judged.one, vote.judged.other)
                return Entry(
                    caseID: vote.judged.caseID, lanes: [one.lane, other.lane], texts: [one.text, other.text],
                    votes: [vote.votes.one, vote.votes.other, vote.votes.neither], people: vote.preferred?.lane,
                    judge: vote.judged.winner?.lane, relation: vote.relation.rawValue)
            }, forKey: .pairs)
    }
}
