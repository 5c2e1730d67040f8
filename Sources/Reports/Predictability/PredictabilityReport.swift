import Evaluation
import Foundation
import Lanes
import Remedies
import TextLayout

/// How predictable a text is for a model, and where it stands among texts of known origin, as `lathe detect` prints it.
package struct PredictabilityReport: Encodable, Sendable {
    struct Token: Encodable {
        var text: String
        /// Minus the binary logarithm of its probability; omitted if that is 0.
        var surprisal: Double?
        var entropy: Double
        var rank: Int
        var likeliest: String
    }

    struct FigureValues: Encodable {
        var surprisal: Double?
        var logRank: Double?
        var fastDetect: Double?
        var binoculars: Double?

        subscript(figure: PredictabilityFigure) -> Double? {
            switch figure {
            case .surprisal: surprisal
            case .logRank: logRank
            case .fastDetect: fastDetect
            case .binoculars: binoculars
            }
        }
    }

    struct Ranks: Encodable {
        var upTo10: Int
        var upTo100: Int
        var upTo1000: Int
        var above1000: Int
    }

    struct Text: Encodable {
        var isCut: Bool
        var figures: FigureValues
        /// The mean entropy in bits; omitted if there are no tokens.
        var entropy: Double?
        var ranks: Ranks
        var tokens: [Token]
    }

    struct Calibration: Encodable {
        var figure: PredictabilityFigure
        var human: Int
        var machine: Int
        var auc: Double
        var aucInterval: [Double]
        var threshold: Double
        var falseAlarms: Int
        var falseRate: Double
        var falseBound: Double
        var found: Int
        var foundInterval: [Double]
        /// How the figures of the texts are distributed.
        var distribution: FigureDistribution
        /// Where the text stands; omitted without a text.
        var aboveHuman: Int?
        var aboveMachine: Int?
        var exceeds: Bool?
    }

    /// The name of the model.
    var model: String
    /// The name of the model that it is compared with.
    var reference: String?
    var text: Text?
    var calibrations: [Calibration]?
    /// The figure that the verdict is made of.
    var decisive: PredictabilityFigure?
    /// Sentences: the verdict, what limits it, and what was assumed.
    package private(set) var sentences: [String] = []

    private let found: TextPredictability?
    /// The distributions of the figure that the verdict is made of; nil without texts of known origin.
    private let chart: DistributionChart?

    private enum CodingKeys: CodingKey {
        case model, reference, text, calibrations, decisive, sentences
    }

    /// Creates a report.
    ///
    /// - Parameters:
    ///   - model: The name of the model.
    ///   - reference: The name of the model that it is compared with.
    ///   - text: The text with its figures; nil if only the texts of known origin are looked at.
    ///   - known: Texts of known origin; nil without.
    package init(model: String, reference: String?, text: KnownTexts.Member?, known: KnownTexts?) {
        (self.model, self.reference) = (model, reference)
        found = text?.found
        chart = known?.decisive.map { one in
            DistributionChart(calibration: one, value: text.flatMap { one.figure.value(of: $0.found) })
        }
        self.text = text.map { Self.text($0.found) }
        decisive = known?.decisive?.figure
        calibrations = known.map { known in
            known.calibrations.map { one in
                let standing = text.flatMap { one.figure.value(of: $0.found) }.map(one.standing)
                return Calibration(
                    figure: one.figure, human: one.humanCount, machine: one.machineCount, auc: one.area,
                    aucInterval: [one.areaInterval.low, one.areaInterval.high], threshold: one.threshold,
                    falseAlarms: one.falseAlarms, falseRate: one.falseRate, falseBound: one.falseBound,
                    found: one.found,
                    foundInterval: [one.foundInterval.low, one.foundInterval.high],
                    distribution: one.distribution(steps: 20), aboveHuman: standing?.aboveHuman,
                    aboveMachine: standing?.aboveMachine, exceeds: standing?.exceeds)
            }
        }
        sentences = PredictabilitySentences(model: model, text: text, known: known).all
    }

    private static func text(_ found: TextPredictability) -> Text {
        func value(_ figure: PredictabilityFigure) -> Double? { figure.value(of: found) }
        let ranks = found.rankCounts.map(\.count)
        return Text(
            isCut: found.isCut,
            figures: FigureValues(
                surprisal: value(.surprisal), logRank: value(.logRank), fastDetect: value(.fastDetect),
                binoculars: value(.binoculars)),
            entropy: found.entropy,
            ranks: Ranks(upTo10: ranks[0], upTo100: ranks[1], upTo1000: ranks[2], above1000: ranks[3]),
            tokens: found.tokens.map { token in
                let bits = -token.figures.likelihood.logProbability / log(2)
                return Token(
                    text: token.text, surprisal: bits.isFinite ? bits : nil, entropy: token.figures.entropy / log(2),
                    rank: token.figures.likelihood.rank, likeliest: token.likeliest)
            })
    }

    /// Returns the report as text: the ranks over the text, the histogram, the figures, and the calibration.
    package func output(columns: Int, glyphs: Glyphs, isColored: Bool, listsTokens: Bool) -> String {
        var parts: [String] = []
        if let found, !found.tokens.isEmpty {
            parts.append(
                RankedText(found).lines(width: columns, glyphs: glyphs, isColored: isColored).joined(separator: "\n"))
            parts.append(histogram(found, glyphs, isColored: isColored).joined(separator: "\n"))
            if listsTokens { parts.append(tokenTable(columns, glyphs)) }
        }
        let table = figureTable
        if !table.rows.isEmpty { parts.append(table.lines(width: columns, glyphs: glyphs).joined(separator: "\n")) }
        if let chart { parts.append(chart.lines(width: columns, glyphs: glyphs).joined(separator: "\n")) }
        parts.append(sentences.map { harmless($0, glyphs: glyphs) }.joined(separator: "\n"))
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private func histogram(_ found: TextPredictability, _ glyphs: Glyphs, isColored: Bool) -> [String] {
        found.rankCounts.map { entry in
            let share = Double(entry.count) / Double(found.tokens.count)
            let bar = String(repeating: glyphs == .ascii ? "=" : "█", count: Int((share * 40).rounded()))
            let label = "rank " + entry.step.words.padded(toWidth: 12) + String(entry.step.sign)
            let numbers =
                "\(entry.count)".padded(toWidth: 6, on: .left) + Figures.percent(share).padded(toWidth: 10, on: .left)
            return "\(label)\(numbers)  \(isColored ? entry.step.colored(bar) : bar)".trimmedAtEnd
        }
    }

    private func tokenTable(_ columns: Int, _ glyphs: Glyphs) -> String {
        let rows =
            [["token", "surprisal", "entropy", "rank", "likeliest there"]]
            + (text?.tokens ?? []).map { token in
                [
                    Self.quoted(token.text), token.surprisal.map { Figures.decimal($0, 2) } ?? "inf",
                    Figures.decimal(token.entropy, 2), "\(token.rank)",
                    token.rank == 1 ? "" : Self.quoted(token.likeliest),
                ]
            }
        return TextTable(rows: rows).lines(width: columns, glyphs: glyphs).joined(separator: "\n")
    }

    /// The figures of the text, beside what they say on texts of known origin.
    private var figureTable: TextTable {
        var rows: [[String]] = []
        if let calibrations, !calibrations.isEmpty {
            rows.append(
                (text == nil ? ["figure"] : ["figure", "text", "above human", "above machine"])
                    + ["AUC", "95 % interval", "threshold", "human above", "machine above"])
            for one in calibrations {
                var row = [one.figure.title]
                if let text {
                    row += [
                        text.figures[one.figure].map { Figures.decimal($0, 3) } ?? "-",
                        one.aboveHuman.map { "\($0) of \(one.human)" } ?? "-",
                        one.aboveMachine.map { "\($0) of \(one.machine)" } ?? "-",
                    ]
                }
                row += [
                    Figures.decimal(one.auc, 3),
                    one.aucInterval.map { Figures.decimal($0, 3) }.joined(separator: " to "),
                    Figures.decimal(one.threshold, 3), "\(one.falseAlarms) of \(one.human)",
                    "\(one.found) of \(one.machine)",
                ]
                rows.append(row)
            }
        } else if let text {
            for figure in PredictabilityFigure.allCases {
                guard let value = text.figures[figure] else { continue }
                rows.append([figure.title, Figures.decimal(value, 3), figure.meaning])
            }
        }
        if let entropy = text?.entropy, calibrations == nil {
            rows.insert(["entropy", Figures.decimal(entropy, 3), "bits a token that the model expects"], at: 1)
        }
        return TextTable(rows: rows)
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\n", with: "\\n").replacing("\t", with: "\\t") + "\""
    }
}

extension PredictabilityFigure {
    /// What the number means, in a table.
    fileprivate var meaning: String {
        switch self {
        case .surprisal: "bits a token; smaller is more predictable"
        case .logRank: "mean logarithm of ranks; smaller is more predictable"
        case .fastDetect: "deviations above what the model would draw; larger is more predictable"
        case .binoculars: "surprisal by the reference's; smaller is more predictable"
        }
    }
}
