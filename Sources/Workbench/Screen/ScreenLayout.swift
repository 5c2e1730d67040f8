import Terminal
import TextLayout

/// The places of everything, for drawing and for the mouse.
struct ScreenLayout {
    /// How the panes share the screen.
    enum Arrangement {
        /// All panes at once.
        case wide
        /// Prompt and knobs take turns in the left column.
        case medium
        /// One pane at a time; knobs and chart with the lanes, because they are turned and read for these.
        case narrow
    }

    /// The smallest size. Smaller screens show only a line that says so.
    static let smallest = Size(columns: 60, rows: 16)
    /// The smallest width of a lane. If there is no room, lanes scroll sideways.
    static let narrowestLane = 28
    /// The number of rows of the welcome.
    static let guideRows = 4

    private let look: Look
    var arrangement: Arrangement
    var isTooSmall: Bool
    var header: Rectangle
    var tabs: Rectangle?
    var guide: Rectangle?
    var footer: Rectangle
    /// The panes that are seen, with their borders.
    var panes: [Pane: Rectangle] = [:]
    /// The lanes that are seen, by index, with their borders.
    private(set) var lanes: [(index: Int, area: Rectangle)] = []
    /// The lane that fills the screen; nil if none does.
    var fullLane: Int?

    init(_ screen: Screen, _ board: Board, isLaneFull: Bool) {
        look = screen.look
        let size = look.size
        isTooSmall = size.columns < Self.smallest.columns || size.rows < Self.smallest.rows
        arrangement = size.columns >= 140 ? .wide : size.columns >= 100 ? .medium : .narrow
        var rest: Rectangle
        (header, rest) = Rectangle(size).splitTop(rows: 2)
        (rest, footer) = rest.splitBottom(rows: 1)
        if let guide = screen.guide, size.rows >= (guide == .welcome ? 22 : 18) {
            let parts = rest.splitBottom(rows: Self.guideRows)
            (rest, self.guide) = (parts.rest, parts.bottom)
        }
        switch arrangement {
        case .wide:
            let (left, right) = rest.splitLeft(columns: min(56, max(37, size.columns * 27 / 100)))
            let bottom = min(Knob.usual.count + 3, max(8, rest.size.rows * 2 / 5))
            (panes[.prompt], panes[.knobs]) = left.splitBottom(rows: bottom)
            (panes[.lanes], panes[.chart]) = right.splitBottom(rows: bottom)
        case .medium:
            let (left, right) = rest.splitLeft(columns: 38)
            let (tabs, column) = left.splitTop(rows: 1)
            self.tabs = tabs
            panes[screen.leftPane] = column
            (panes[.lanes], panes[.chart]) = right.splitBottom(rows: min(13, max(7, rest.size.rows / 3)))
        case .narrow:
            let (tabs, one) = rest.splitTop(rows: 1)
            self.tabs = tabs
            let isShared = one.size.rows >= 12
            let half = one.size.rows * 9 / 20
            switch screen.pane {
            case .knobs where isShared: (panes[.knobs], panes[.lanes]) = one.splitBottom(rows: half)
            case .chart where isShared: (panes[.lanes], panes[.chart]) = one.splitBottom(rows: half + 1)
            default: panes[screen.pane] = one
            }
        }
        if isLaneFull { fullLane = board.focusedLane }
        guard let area = panes[.lanes] else { return }
        let shown = board.shownLanes
        let count = min(shown.count, max(1, area.size.columns / Self.narrowestLane))
        let first = Self.firstPlace(board, among: shown, count: count)
        var left = area.origin.column
        for place in 0..<count {
            let width = area.size.columns / count + (place < area.size.columns % count ? 1 : 0)
            lanes.append(
                (
                    shown[first + place],
                    Rectangle(column: left, row: area.origin.row, columns: width, rows: area.size.rows)
                ))
            left += width
        }
    }

    /// Returns the place of the first lane to show among those that aren't hidden, so that the focused lane is seen.
    private static func firstPlace(_ board: Board, among shown: [Int], count: Int) -> Int {
        let focused = shown.firstIndex(of: board.focusedLane) ?? 0
        var first = min(shown.firstIndex { $0 >= board.firstLane } ?? shown.count, shown.count - count)
        first = max(first, focused - count + 1)
        return max(0, min(first, focused))
    }

    /// The tabs, from left to right, if panes take turns.
    var tabList: [(pane: Pane, area: Rectangle)] {
        guard let tabs else { return [] }
        let shown: [Pane] = arrangement == .medium ? [.prompt, .knobs] : Pane.allCases
        var column = tabs.origin.column + 1
        return shown.map { pane in
            let width = look.word(pane.title).displayWidth
            defer { column += width + 3 }
            return (pane, Rectangle(column: column, row: tabs.origin.row, columns: width + 2, rows: 1))
        }
    }

    /// The place of a lane that fills the screen.
    var fullLaneArea: Rectangle {
        Rectangle(Size(columns: header.size.columns, rows: footer.rows.upperBound)).splitBottom(rows: 1).rest
    }

    /// Returns the place of a lane's text; nil if it isn't seen.
    func textArea(of index: Int, _ board: Board) -> Rectangle? {
        let lane = board.lanes[index]
        if index == fullLane { return LaneParts(of: fullLaneArea, lane).text }
        guard let area = lanes.first(where: { $0.index == index })?.area else { return nil }
        return LaneParts(of: area, lane).text
    }

    /// Returns the inside of the prompt's pane; if it isn't seen, that of the whole screen.
    func composerArea(_ size: Size) -> Rectangle {
        let pane = panes[.prompt] ?? Rectangle(column: 0, row: 2, columns: size.columns, rows: size.rows - 4)
        return pane.inset(columns: 2, rows: 1)
    }
}
