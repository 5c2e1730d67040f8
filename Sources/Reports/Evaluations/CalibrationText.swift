import Evaluation
import Foundation
import History
import TextLayout

extension Calibration {
    /// Returns a reliability diagram: for each bin a bar as long as answers are right, with a stroke where their shares are.
    func diagram(_ glyphs: Glyphs, cells: Int = 30) -> [String] {
        let isPlain = glyphs == .ascii
        return bins.map { bin in
            let (length, stroke) = bin.bar(cells: cells)
            let bar = (0..<cells).map { cell in
                if cell == stroke { return isPlain ? "|" : "┃" }
                return cell < length ? (isPlain ? "#" : "█") : (isPlain ? "." : "┄")
            }.joined()
            return "\(bin.range.padded(toWidth: 11, on: .left))  \(bar)  \(bin.words)"
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
            let methods = [CalibrationMethod?.none] + corrections.map { Optional($0) }
            return methods.map { method -> [String] in
                let calibration = likelihood.calibration(after: method)
                return [
                    method == nil ? lane.name : "", likelihood.title(of: method),
                    calibration.map { Figures.percent($0.accuracy) } ?? "-",
                ] + Calibration.cells(of: calibration)
            }
        }
    }

    /// Sentences about the likelihoods of answers.
    var likelihoodSentences: [String] { report.lanes.flatMap { $0.likelihoodSentences(corrections) } }
}
