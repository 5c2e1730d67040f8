import Evaluation
import Terminal

/// How far the shares that a lane of an evaluation gives to possible answers can be trusted, before and after a correction.
struct CalibrationLayer: Layer {
    enum Command: Hashable { case turn, laneBefore, nextLane, scroll(Scroll), close }

    static let place: String? = "In the calibration of an evaluation"
    static let keys: [LayerKey<Command>] =
        [
            LayerKey([Key("c")], .turn, "Correct the shares: not, by temperature, contextually", hint: "correction"),
            LayerKey([Key(.left)], .laneBefore, "The lane on the left", hint: "lane", hintName: "←/→"),
            LayerKey([Key(.right)], .nextLane, "The lane on the right"),
        ] + LayerKey.scrolling { .scroll($0) } + [
            LayerKey([Key(.escape), Key(.enter), Key("q")], .close, "Back", hint: "back")
        ]

    /// All ways of correcting shares; nil leaves them as the model gives them.
    static let corrections = [CalibrationMethod?.none] + CalibrationMethod.allCases.map { Optional($0) }

    /// The index of the lane.
    private(set) var lane: Int
    /// The correction that the diagram shows.
    private(set) var correction: CalibrationMethod?
    /// The first row that is seen.
    private(set) var top = 0

    init(lane: Int) {
        self.lane = lane
    }

    func hint(of command: Command, _ standard: String?, _ context: any Context) -> String? {
        command == .laneBefore && laneCount(context) < 2 ? nil : standard
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .turn:
            let place = Self.corrections.firstIndex(of: correction) ?? 0
            correction = Self.corrections[(place + 1) % Self.corrections.count]
            top = 0
        case .laneBefore, .nextLane:
            lane = min(max(0, lane + (command == .nextLane ? 1 : -1)), max(0, laneCount(context) - 1))
            top = 0
        case .scroll(let scroll):
            // The window takes all of the screen but the last line and its own border if it must.
            let height = max(1, context.look.size.rows - 3)
            top = scroll.top(from: top, page: max(1, height - 1), last: max(0, lines(context).count - height))
        case .close: return [.close]
        }
        return []
    }

    private func laneCount(_ context: any Context) -> Int { context.evaluation?.results?.report.lanes.count ?? 0 }
}
