import Evaluation
import Foundation
import TextLayout

/// A ladder drawn in a terminal: gains with their intervals over sizes on a logarithmic axis, and the line of no gain. Several
/// families have letters for their dots.
struct LadderChart {
    /// The width and height of the picture, without its axes.
    static let (width, height) = (60, 13)

    private let ladder: Ladder
    private let sizes: ClosedRange<Double>
    private let gains: ClosedRange<Double>

    init(_ ladder: Ladder) {
        self.ladder = ladder
        let logarithms = ladder.steps.map { log10($0.size.parameters) }
        let (least, most) = (logarithms.min() ?? 0, logarithms.max() ?? 0)
        // A single size stands in the middle.
        sizes = least == most ? least - 0.5...least + 0.5 : least...most
        let low = ladder.steps.map { min($0.interval.low, $0.gain) }.min() ?? 0
        let high = ladder.steps.map { max($0.interval.high, $0.gain) }.max() ?? 0
        gains = min(low, -0.01)...max(high, 0.01)
    }

    /// Returns the lines of the picture; empty if no model has a size.
    func lines(_ glyphs: Glyphs) -> [String] {
        guard !ladder.steps.isEmpty else { return [] }
        let isPlain = glyphs == .ascii
        var cells = [[Character]](
            repeating: [Character](repeating: " ", count: Self.width), count: Self.height)
        for column in 0..<Self.width { cells[row(0)][column] = isPlain ? "-" : "┄" }
        let dots: [Character] =
            ladder.lines.count == 1 ? [isPlain ? "o" : "●"] : Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        for (index, line) in ladder.lines.enumerated() {
            for step in line.steps {
                let column = column(step)
                for row in row(step.interval.high)...row(step.interval.low)
                where cells[row][column] != dots[index % dots.count] {
                    cells[row][column] = isPlain ? "|" : "│"
                }
            }
        }
        for (index, line) in ladder.lines.enumerated() {
            for step in line.steps { cells[row(step.gain)][column(step)] = dots[index % dots.count] }
        }
        let labels: [Int: String] = [
            0: LadderTable.points(gains.upperBound), row(0): "0", Self.height - 1: LadderTable.points(gains.lowerBound),
        ]
        let side = labels.values.map(\.displayWidth).max() ?? 0
        let edge = isPlain ? "|" : "┤"
        let picture = cells.enumerated().map { index, row in
            ((labels[index] ?? "").padded(toWidth: side, on: .left) + " " + edge + String(row)).trimmedAtEnd
        }
        let margin = String(repeating: " ", count: side + 2)
        let key =
            ladder.lines.count == 1
            ? []
            : [margin + zip(dots, ladder.lines).map { "\($0) \($1.family)" }.joined(separator: "   ")]
        return picture + [(margin + axis).trimmedAtEnd] + key
    }

    private func row(_ gain: Double) -> Int {
        let share = (gains.upperBound - gain) / (gains.upperBound - gains.lowerBound)
        return min(Self.height - 1, max(0, Int((share * Double(Self.height - 1)).rounded())))
    }

    private func column(_ step: Ladder.Step) -> Int {
        let share = (log10(step.size.parameters) - sizes.lowerBound) / (sizes.upperBound - sizes.lowerBound)
        return min(Self.width - 1, max(0, Int((share * Double(Self.width - 1)).rounded())))
    }

    /// The sizes below the picture, as many as have room.
    private var axis: String {
        var text = ""
        for step in ladder.steps.sorted(by: { $0.size.parameters < $1.size.parameters }) {
            let size = ModelSize.text(of: step.size.parameters)
            let start = min(column(step), Self.width - size.count)
            guard start >= text.count + (text.isEmpty ? 0 : 1) else { continue }
            text += String(repeating: " ", count: start - text.count) + size
        }
        return text
    }
}
