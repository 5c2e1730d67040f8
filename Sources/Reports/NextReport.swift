import Sampling
import TextLayout

/// The next token's distribution, as `lathe next` prints it.
package struct NextReport: Encodable {
    struct Stage: Encodable {
        var stage: String
        var kept: Int
        /// What it worked with, where the settings don't say it.
        var figure: Double?
        /// The listed tokens whose logits it changed on their own; nil if there are none.
        var changed: [Int32]?
        var remark: String?

        private enum CodingKeys: CodingKey {
            case stage, kept, figure, changed
        }
    }

    struct Candidate: Encodable {
        var id: Int32
        var text: String
        /// The probability with which it is drawn; 0 if a stage cut the token.
        var probability: Double
        /// The probability before the funnel, at temperature 1.
        var baseProbability: Double
        var kept: Bool
    }

    var vocabulary: Int
    var funnel: [Stage]
    var candidates: [Candidate]
    var draws: [String: Int]?
    private var cuts: [String?] = []
    private var entropy = 0.0

    private enum CodingKeys: CodingKey {
        case vocabulary, funnel, candidates, draws
    }

    /// Creates a report of the result of a funnel.
    package init(result: FunnelResult, counts: [Int32: Int]?, vocabulary: Int, text: (Int32) -> String) {
        self.vocabulary = vocabulary
        funnel = result.stages.map {
            Stage(
                stage: $0.stage.rawValue, kept: $0.kept ?? vocabulary, figure: $0.figure, changed: $0.bent,
                remark: $0.remark)
        }
        candidates = result.candidates.map { candidate in
            Candidate(
                id: candidate.id, text: text(candidate.id), probability: candidate.probability ?? 0,
                baseProbability: candidate.baseProbability, kept: candidate.cutBy == nil)
        }
        cuts = result.candidates.map { $0.cutBy?.rawValue }
        entropy = result.entropy
        draws = counts.map { counts in Dictionary(uniqueKeysWithValues: counts.map { ("\($0)", $1) }) }
    }

    /// Returns bars of the probabilities with which tokens are drawn, with those before the funnel beside them.
    package func table(columns: Int, glyphs: Glyphs) -> String {
        let labels = candidates.map {
            harmless($0.text, glyphs: glyphs).replacing("\n", with: "\\n").replacing("\t", with: "\\t")
        }
        // With room for quotes and a space.
        let width = min(25, max(7, labels.map(\.displayWidth).max() ?? 7) + 3)
        let room = max(10, min(40, columns - width - 34))
        let bar = glyphs == .unicode ? "█" : "#"
        let lines = candidates.enumerated().map { index, candidate in
            let label = "\"\(labels[index].truncated(toWidth: width - 3))\"".padded(toWidth: width)
            let length = Int((candidate.probability * Double(room)).rounded())
            let drawn = candidate.kept ? Self.percent(candidate.probability) : "      -"
            let count = draws.map { "  \($0["\(candidate.id)"] ?? 0) drawn" } ?? ""
            let changes = funnel.filter { $0.changed?.contains(candidate.id) == true }.map {
                "  changed by \($0.stage)"
            }
            let cut = changes.joined() + (cuts[index].map { "  cut by \($0)" } ?? "")
            return
                "\(label)\(String(repeating: bar, count: length).padded(toWidth: room)) \(drawn) (\(Self.percent(candidate.baseProbability)))\(count)\(cut)\n"
        }
        let arrow = glyphs == .unicode ? " → " : " -> "
        let stages = funnel.map { "\($0.stage)\($0.remark.map { " (\($0))" } ?? "") \($0.kept)" }
            .joined(separator: arrow)
        return lines.joined() + "\n\(vocabulary)\(arrow)\(stages) · entropy \(Figures.decimal(entropy, 3)) bit"
    }

    private static func percent(_ probability: Double) -> String {
        let text = Figures.decimal(probability * 100, 2)
        return String(repeating: " ", count: max(0, 5 - text.count)) + text + " %"
    }
}
