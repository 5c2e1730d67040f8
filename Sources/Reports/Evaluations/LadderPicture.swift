import Evaluation
import Foundation

extension Ladder {
    /// The ladder as two pictures in HTML over the same logarithmic axis of sizes: both accuracies with the line of guessing,
    /// and the gain with its interval and the line of no gain. Models are joined within their family only.
    var picture: String {
        let logarithms = steps.map { log10($0.size.parameters) }
        guard let least = logarithms.min(), let most = logarithms.max() else { return "" }
        let frame = LadderFrame(sizes: least == most ? least - 0.5...least + 0.5 : least...most)
        let highest = max(
            steps.map { max($0.accuracies.first, $0.accuracies.second) }.max() ?? 0, chance ?? 0, 0.01)
        let accuracy = frame.picture(
            "Accuracy of \(first) and \(second) by size", values: 0...highest, percent: true,
            line: chance.map { ($0, "guessing") },
            curves: lines.enumerated().flatMap { index, line in
                [
                    frame.curve(line, index, "even", values: 0...highest) { $0.accuracies.first },
                    frame.curve(line, index, "", values: 0...highest) { $0.accuracies.second },
                ]
            }, sizes: steps)
        let low = min(steps.map { min($0.interval.low, $0.gain) }.min() ?? 0, -0.01)
        let high = max(steps.map { max($0.interval.high, $0.gain) }.max() ?? 0, 0.01)
        let gain = frame.picture(
            "Gain of \(second) over \(first) by size", values: low...high, percent: false, line: (0, "no gain"),
            curves: lines.enumerated().map { frame.curve($1, $0, "", values: low...high, interval: true) { $0.gain } },
            sizes: steps)
        return """
            <div class="diagrams">
            <figure>\(accuracy)<figcaption>\(Page.escaped("Accuracy: \(second), and dashed \(first)"))</figcaption></figure>
            <figure>\(gain)<figcaption>\(Page.escaped("Gain in points, with 95 % intervals"))</figcaption></figure>
            </div>
            """
    }

    /// The style of ``picture``.
    static let pictureStyle = """

        .diagrams { display: flex; flex-wrap: wrap; gap: 1rem; }
        .diagrams figure { margin: 0; } .diagrams figcaption { font-size: .85rem; color: var(--soft); }
        .ladder { width: 26rem; max-width: 100%; height: auto; font-size: 11px; fill: currentColor; }
        .ladder rect { fill: none; stroke: var(--line); } .ladder .base { stroke: currentColor; stroke-dasharray: 3; opacity: .6; }
        .ladder polyline { fill: none; stroke: var(--accent); stroke-width: 1.5; } .ladder circle { fill: var(--accent); }
        .ladder .even polyline { stroke-dasharray: 5; opacity: .6; } .ladder .even circle { opacity: .6; }
        .ladder .whisker { stroke: var(--accent); opacity: .6; }
        """
}

/// Draws curves over sizes.
private struct LadderFrame {
    static let (width, height) = (340.0, 200.0)
    let sizes: ClosedRange<Double>

    private func x(_ step: Ladder.Step) -> String {
        let share = (log10(step.size.parameters) - sizes.lowerBound) / (sizes.upperBound - sizes.lowerBound)
        return Figures.decimal(share * Self.width, 1)
    }

    private func y(_ value: Double, _ values: ClosedRange<Double>) -> String {
        Figures.decimal((values.upperBound - value) / (values.upperBound - values.lowerBound) * Self.height, 1)
    }

    /// Returns the dots of a family, joined, with intervals if asked.
    func curve(
        _ line: Ladder.Line, _ index: Int, _ style: String, values: ClosedRange<Double>, interval: Bool = false,
        _ value: (Ladder.Step) -> Double
    ) -> String {
        let points = line.steps.map { "\(x($0)),\(y(value($0), values))" }.joined(separator: " ")
        let dots = line.steps.map { step in
            let label =
                "\(step.model), \(ModelSize.text(of: step.size.parameters)): \(Figures.decimal(value(step) * 100, 1)), unread \(Figures.percent(step.unread.first)) and \(Figures.percent(step.unread.second))"
            let whisker =
                interval
                ? "<path class=\"whisker\" d=\"M\(x(step)) \(y(step.interval.low, values))V\(y(step.interval.high, values))\"/>"
                : ""
            return
                "\(whisker)<circle cx=\"\(x(step))\" cy=\"\(y(value(step), values))\" r=\"3.5\"><title>\(Page.escaped(label))</title></circle>"
        }
        let name = line.steps.last.map { step in
            style.isEmpty
                ? "<text x=\"\(x(step))\" y=\"\(y(value(step), values))\" dx=\"-6\" dy=\"-6\" text-anchor=\"end\">\(Page.escaped(line.family))</text>"
                : ""
        }
        return "<g class=\"\(style)\"><polyline points=\"\(points)\"/>\(dots.joined())\(name ?? "")</g>"
    }

    /// Returns a picture with curves in a frame, and the sizes below it.
    func picture(
        _ label: String, values: ClosedRange<Double>, percent: Bool, line: (value: Double, name: String)?,
        curves: [String], sizes: [Ladder.Step]
    ) -> String {
        func text(_ value: Double) -> String {
            percent ? "\(Figures.decimal(value * 100, 0)) %" : LadderTable.points(value)
        }
        let base = line.map { line in
            "<path class=\"base\" d=\"M0 \(y(line.value, values))H\(Self.width)\"/><text x=\"\(Self.width - 4)\" y=\"\(y(line.value, values))\" dy=\"-3\" text-anchor=\"end\">\(line.name)</text>"
        }
        var last = -100.0
        let ticks = sizes.sorted { $0.size.parameters < $1.size.parameters }.compactMap { step -> String? in
            guard let place = Double(x(step)), place - last > 36 else { return nil }
            last = place
            return
                "<text x=\"\(x(step))\" y=\"216\" text-anchor=\"middle\">\(ModelSize.text(of: step.size.parameters))</text>"
        }
        return """
            <svg class="ladder" viewBox="-52 -14 420 240" role="img" aria-label="\(Page.escaped(label))">
            <rect width="340" height="200"/>\(base ?? "")\(curves.joined())
            <text x="-6" y="8" text-anchor="end">\(text(values.upperBound))</text><text x="-6" y="200" text-anchor="end">\(text(values.lowerBound))</text>
            \(ticks.joined())
            </svg>
            """
    }
}
