import Evaluation
import TextLayout

/// The figures of human and of machine texts as two rows of bars above each other, and below them where the threshold and the text
/// in question are.
struct DistributionChart {
    let calibration: PredictabilityCalibration
    /// The figure of the text in question; nil without one.
    let value: Double?

    /// Returns the lines, at most as wide as `width` where that is 30 or more.
    func lines(width: Int, glyphs: Glyphs) -> [String] {
        let steps = max(10, min(60, width - 20))
        let shown = calibration.distribution(steps: steps)
        func row(_ name: String, _ text: String) -> String { (name.padded(toWidth: 10) + text).trimmedAtEnd }
        func mark(_ sign: String, at value: Double) -> String {
            String(repeating: " ", count: shown.step(of: value)) + sign
        }
        let (from, to) = (Figures.decimal(shown.from, 3), Figures.decimal(shown.to, 3))
        var lines = [
            "How often texts have which \(calibration.figure.title)",
            row("human", Self.bars(shown.human, glyphs).padded(toWidth: steps) + "  \(calibration.humanCount)"),
            row("machine", Self.bars(shown.machine, glyphs).padded(toWidth: steps) + "  \(calibration.machineCount)"),
            row("", from.padded(toWidth: max(from.count + 1, steps - to.count)) + to),
            row("threshold", mark("|", at: calibration.threshold)),
        ]
        if let value { lines.append(row("the text", mark("^", at: value))) }
        return lines
    }

    /// Returns a bar for each number; the largest has the highest.
    private static func bars(_ counts: [Int], _ glyphs: Glyphs) -> String {
        let signs = Array(glyphs == .unicode ? "▁▂▃▄▅▆▇█" : ".:-=+*#@")
        let most = max(1, counts.max() ?? 1)
        return String(counts.map { $0 == 0 ? " " : signs[($0 * signs.count - 1) / most] })
    }
}
