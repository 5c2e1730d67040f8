import Evaluation
import TextLayout

/// The columns of the table of lanes about the likelihoods of answers, as far as there is room for them.
struct LikelihoodColumns {
    private static let headings = ["by char."] + Calibration.headings
    private static let widths = headings.map { max(6, $0.displayWidth) }
    private static let gap = 2
    /// The width of all columns.
    static let allWidth = width(of: headings.count)

    private let count: Int

    init(room: Int) {
        count = Self.headings.indices.map { $0 + 1 }.last { Self.width(of: $0) <= room } ?? 0
    }

    /// The width of the columns that are shown.
    var width: Int { Self.width(of: count) }
    /// Their headings.
    var heading: String { text(Self.headings) }

    /// Returns a lane's figures: the share of cases of which the answer that is likeliest by character is right, and how far
    /// shares can be trusted.
    func row(_ lane: EvaluationReport.Lane) -> String {
        guard let likelihood = lane.likelihood else { return "" }
        let byCharacter = Double(likelihood.correctByCharacter) / Double(max(1, lane.count))
        return text(["\(Knob.fixed(byCharacter * 100, 1)) %"] + Calibration.cells(of: likelihood.plain))
    }

    private func text(_ cells: [String]) -> String {
        zip(cells, Self.widths).prefix(count).map { $0.padded(toWidth: $1, on: .left) }.joined(
            separator: String(repeating: " ", count: Self.gap))
    }

    private static func width(of count: Int) -> Int {
        widths.prefix(count).reduce(0, +) + max(0, count - 1) * gap
    }
}

extension EvaluationState {
    /// True if the likelihoods of possible answers are read in place of outputs.
    var isByLikelihood: Bool {
        order.way.scoring == .likelihood || results?.report.lanes.contains { $0.likelihood != nil } == true
    }
}
