import Evaluation
import Foundation
import History
import TextLayout

extension Calibration {
    /// The headings of the columns that ``cells(of:)`` fills.
    static let headings = ["log loss", "Brier", "ECE", "AUC"]

    /// Returns the figures of a calibration; dashes if there is none.
    static func cells(of calibration: Calibration?) -> [String] {
        guard let calibration else { return headings.map { _ in "-" } }
        return [calibration.logLoss, calibration.brier, calibration.expectedError].map { Figures.decimal($0, 3) }
            + [calibration.auc.map { Figures.decimal($0, 3) } ?? "-"]
    }

    /// Returns a reliability diagram: for each bin a bar as long as answers are right, with a stroke where their shares are.
    func diagram(_ glyphs: Glyphs, cells: Int = 30) -> [String] {
        let isPlain = glyphs == .ascii
        return bins.map { bin in
            let stroke = min(cells - 1, Int(bin.confidence * Double(cells)))
            let length = Int((bin.accuracy * Double(cells)).rounded())
            let bar = (0..<cells).map { cell in
                if cell == stroke { return isPlain ? "|" : "┃" }
                return cell < length ? (isPlain ? "#" : "█") : (isPlain ? "." : "┄")
            }.joined()
            let range = "\(Int((bin.low * 100).rounded())) to \(Int((bin.high * 100).rounded())) %"
            return
                "\(range.padded(toWidth: 11, on: .left))  \(bar)  right \(Figures.percent(bin.accuracy)), share \(Figures.percent(bin.confidence)), \(bin.count) \(bin.count == 1 ? "case" : "cases")"
        }
    }

    /// The reliability diagram as a picture in HTML: a dot for each bin, the larger the more cases it has, and the line on
    /// which shares are right.
    var picture: String {
        let side = 220.0
        func number(_ value: Double) -> String { Figures.decimal(value, 1) }
        let dots = bins.map { bin in
            let radius = 3 + 9 * (Double(bin.count) / Double(max(1, count))).squareRoot()
            let label =
                "share \(Figures.percent(bin.confidence)), right \(Figures.percent(bin.accuracy)), \(bin.count) cases"
            return
                "<circle cx=\"\(number(bin.confidence * side))\" cy=\"\(number((1 - bin.accuracy) * side))\" r=\"\(number(radius))\"><title>\(label)</title></circle>"
        }
        let points = bins.map { "\(number($0.confidence * side)),\(number((1 - $0.accuracy) * side))" }
        return """
            <svg class="reliability" viewBox="-34 -14 268 262" role="img" aria-label="Reliability: expected calibration error \(Figures.decimal(expectedError, 3))">
            <rect width="220" height="220"/><path class="even" d="M0 220 220 0"/>
            <polyline points="\(points.joined(separator: " "))"/>\(dots.joined())
            <text x="0" y="236">0</text><text x="220" y="236" text-anchor="end">share 100 %</text>
            <text x="-6" y="220" text-anchor="end">0</text><text x="-6" y="8" text-anchor="end">right</text>
            </svg>
            """
    }

    /// The style of ``picture``.
    static let pictureStyle = """

        .diagrams { display: flex; flex-wrap: wrap; gap: 1rem; }
        .diagrams figure { margin: 0; } .diagrams figcaption { font-size: .85rem; color: var(--soft); }
        .reliability { width: 16rem; height: auto; font-size: 11px; fill: currentColor; }
        .reliability rect { fill: none; stroke: var(--line); } .reliability .even { stroke: var(--line); stroke-dasharray: 4; }
        .reliability polyline { fill: none; stroke: var(--accent); opacity: .5; } .reliability circle { fill: var(--accent); opacity: .8; }
        """
}

extension EvaluationOutcome {
    /// The headings of the table of corrections.
    var correctedHeadings: [String] { ["lane", "correction", "accuracy"] + Calibration.headings }

    /// The rows of the table of corrections: of each lane the figures before and after. Empty if none was asked for.
    var corrected: [[String]] {
        guard !corrections.isEmpty else { return [] }
        return report.lanes.flatMap { lane -> [[String]] in
            guard let likelihood = lane.likelihood else { return [] }
            func row(_ name: String, _ correction: String, _ calibration: Calibration?) -> [String] {
                [name, correction, calibration.map { Figures.percent($0.accuracy) } ?? "-"]
                    + Calibration.cells(of: calibration)
            }
            return [row(lane.name, "none", likelihood.plain)]
                + corrections.map { method in
                    let temperature = method == .temperature ? likelihood.temperature : nil
                    return row(
                        "", method.rawValue + (temperature.map { " \(Figures.decimal($0, 2))" } ?? ""),
                        likelihood.calibration(after: method))
                }
        }
    }

    /// Sentences about the likelihoods of answers.
    var likelihoodSentences: [String] {
        report.lanes.flatMap { lane -> [String] in
            guard let likelihood = lane.likelihood else { return [] }
            var sentences = [
                "\(lane.name): the possible answers have \(Figures.percent(likelihood.mass)) of the probability, on average"
                    + (likelihood.mass < 0.5 ? ": the model would mostly write something else." : ".")
            ]
            if let plain = likelihood.plain, plain.count < lane.count {
                sentences.append(
                    "\(lane.name): calibration is measured on the \(plain.count) of \(lane.count) cases that have exactly one right answer among the possible ones."
                )
            }
            for method in corrections where likelihood.plain != nil && likelihood.calibration(after: method) == nil {
                sentences.append(
                    method == .contextual
                        ? "\(lane.name): there is no contextual calibration, because the prompt can't be made without a case's values."
                        : "\(lane.name): temperature scaling takes at least two cases.")
            }
            if corrections.contains(.temperature), let temperature = likelihood.temperature,
                !TemperatureScaling.isInside(temperature)
            {
                sentences.append(
                    "\(lane.name): the temperature of the correction is at the end of its range, \(Figures.decimal(TemperatureScaling.range.lowerBound, 2)) to \(Figures.decimal(TemperatureScaling.range.upperBound, 0)): "
                        + (temperature > 1
                            ? "the shares hardly tell which answers are right." : "all likeliest answers are right.")
                )
            }
            return sentences
        }
    }
}
