import Evaluation
import Foundation
import TextLayout

extension LikelihoodReport {
    /// What an answer or a text has of the probability of all that were asked about.
    struct Share: Encodable {
        var label: String
        var share: Double
        /// The natural logarithm of the probability that the output begins with it; omitted if that is 0.
        var logProbability: Double?
        /// The same divided by the number of its characters, as `acc_norm` of lm-evaluation-harness compares answers.
        var logProbabilityByCharacter: Double?
    }

    /// Returns the shares of some answers, in their order; nil if there is nothing to compare.
    static func shares(of scores: [LabelScore]) -> [Share]? {
        guard scores.count > 1, scores.contains(where: { $0.logProbability > LabelScore.least }) else { return nil }
        return zip(scores, scores.shares).map { score, share in
            let isPossible = score.logProbability > LabelScore.least
            return Share(
                label: score.label, share: share, logProbability: isPossible ? score.logProbability : nil,
                logProbabilityByCharacter: isPossible ? score.byCharacter : nil)
        }
    }

    /// The shares beside each other as bars, and as a table with the likeliest first; empty if there are none.
    func shareLines(columns: Int, glyphs: Glyphs) -> [String] {
        guard let shares else { return [] }
        // A stable order: of equals the first one comes first.
        let sorted = shares.enumerated().sorted {
            ($1.element.share, $0.offset) < ($0.element.share, $1.offset)
        }.map { one in
            (
                name: shown(one.element.label, glyphs)
                    .truncated(toWidth: TextTable.mostWidth, ellipsis: glyphs.ellipsis), one: one.element
            )
        }
        let line = ShareLine(shares: sorted.map { (name: $0.name, share: $0.one.share) })
        let rows =
            [[isOfAnswers ? "answer" : "text", "share", "log", "by character"]]
            + sorted.map { name, one in
                [
                    name, Self.percent(one.share), Self.logarithm(one.logProbability),
                    Self.logarithm(one.logProbabilityByCharacter),
                ]
            }
        return [line.text(columns: columns, glyphs: glyphs), ""] + TextTable.aligned(rows)
    }

    /// A sentence about the probability of all possible answers.
    var massSentence: String? {
        mass.map { mass in
            "The possible answers have \(Self.percent(mass)) of the probability together"
                + (mass < 0.5 ? ": the model would mostly write something else." : ".")
        }
    }

    /// Returns the name of an answer as it is, and that of a text between marks, because its blanks count.
    private func shown(_ label: String, _ glyphs: Glyphs) -> String {
        guard isOfAnswers else { return quoted(label, glyphs) }
        return harmless(label, glyphs: glyphs).replacing("\n", with: " ").replacing("\t", with: " ")
    }
}
