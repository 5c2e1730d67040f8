import Terminal

/// Where everything stands, for drawing and for the mouse.
struct ScreenLayout {
    /// How the panes share the screen.
    enum Arrangement {
        /// All panes at once.
        case wide
        /// Prompt and knobs take turns in the left column.
        case medium
        /// One pane at a time.
        case narrow
    }

    /// Smaller screens show a line that says so.
    static let smallest = Size(columns: 60, rows: 16)
    /// Lanes aren't made narrower; they scroll sideways instead.
    static let narrowestLane = 28
    /// Rows of the welcome.
    static let welcomeRows = 4

    var arrangement: Arrangement
    var isTooSmall: Bool
    var header: Rectangle
    var tabs: Rectangle?
    var welcome: Rectangle?
    var footer: Rectangle
    /// The panes that are seen, with their borders.
    var panes: [Pane: Rectangle] = [:]
    /// The lanes that are seen, by number, with their borders.
    var lanes: [(index: Int, area: Rectangle)] = []

    init(_ state: State) {
        let screen = Rectangle(state.size)
        isTooSmall = state.size.columns < Self.smallest.columns || state.size.rows < Self.smallest.rows
        arrangement = state.size.columns >= 140 ? .wide : state.size.columns >= 100 ? .medium : .narrow
        var rest: Rectangle
        (header, rest) = screen.splitTop(rows: 2)
        (rest, footer) = rest.splitBottom(rows: 1)
        if state.showsWelcome, state.size.rows >= 22 {
            let parts = rest.splitBottom(rows: Self.welcomeRows)
            (rest, welcome) = (parts.rest, parts.bottom)
        }
        switch arrangement {
        case .wide:
            let (left, right) = rest.splitLeft(columns: min(56, max(37, state.size.columns * 27 / 100)))
            let bottom = min(Knob.all.count + 2, max(8, rest.size.rows * 2 / 5))
            (panes[.prompt], panes[.knobs]) = left.splitBottom(rows: bottom)
            (panes[.lanes], panes[.chart]) = right.splitBottom(rows: bottom)
        case .medium:
            let (left, right) = rest.splitLeft(columns: 38)
            let (tabs, column) = left.splitTop(rows: 1)
            self.tabs = tabs
            panes[state.leftPane] = column
            (panes[.lanes], panes[.chart]) = right.splitBottom(rows: min(13, max(7, rest.size.rows / 3)))
        case .narrow:
            let (tabs, one) = rest.splitTop(rows: 1)
            self.tabs = tabs
            panes[state.pane] = one
        }
        guard let area = panes[.lanes] else { return }
        let count = min(state.lanes.count, max(1, area.size.columns / Self.narrowestLane))
        let first = Self.firstLane(state, count: count)
        var left = area.origin.column
        for place in 0..<count {
            let width = area.size.columns / count + (place < area.size.columns % count ? 1 : 0)
            lanes.append(
                (
                    first + place,
                    Rectangle(column: left, row: area.origin.row, columns: width, rows: area.size.rows)
                ))
            left += width
        }
    }

    /// The first lane that is seen, so that the focused one is among them.
    private static func firstLane(_ state: State, count: Int) -> Int {
        var first = min(state.firstLane, state.lanes.count - count)
        first = max(first, state.focusedLane - count + 1)
        return max(0, min(first, state.focusedLane))
    }

    /// The tabs, from left to right, where panes take turns.
    func tabList(_ state: State) -> [(pane: Pane, area: Rectangle)] {
        guard let tabs else { return [] }
        let shown: [Pane] = arrangement == .medium ? [.prompt, .knobs] : Pane.allCases
        var column = tabs.origin.column + 1
        return shown.map { pane in
            defer { column += pane.title.count + 3 }
            return (pane, Rectangle(column: column, row: tabs.origin.row, columns: pane.title.count + 2, rows: 1))
        }
    }

    /// What a lane's box has room for, from top to bottom.
    static func parts(of lane: Rectangle, isPinned: Bool) -> LaneParts {
        let inner = lane.inset(columns: 2, rows: 1)
        let (settings, rest) = inner.splitTop(rows: 1)
        var (body, status) = rest.splitBottom(rows: 1)
        if body.size.rows > 4 { body = body.splitTop(rows: 1).rest }
        guard isPinned, body.size.rows >= 3 else {
            return LaneParts(settings: settings, pinned: nil, text: body, status: status)
        }
        let (pinned, below) = body.splitTop(rows: body.size.rows / 2)
        return LaneParts(settings: settings, pinned: pinned, text: below.splitTop(rows: 1).rest, status: status)
    }
}

/// The parts of a lane's box.
struct LaneParts {
    var settings: Rectangle
    /// The pinned output above the new one; a line stands between them.
    var pinned: Rectangle?
    var text: Rectangle
    var status: Rectangle
}

extension State {
    var layout: ScreenLayout { ScreenLayout(self) }

    /// Which of the two panes of the left column is seen where they take turns.
    var leftPane: Pane { pane == .knobs || (pane != .prompt && lastLeftPane == .knobs) ? .knobs : .prompt }

    /// The part of the screen of a lane's text.
    func textArea(of index: Int, in layout: ScreenLayout) -> Rectangle? {
        if layers.top is LaneLayer, index == focusedLane {
            return ScreenLayout.parts(of: fullLaneArea, isPinned: lanes[index].pinned != nil).text
        }
        guard let area = layout.lanes.first(where: { $0.index == index })?.area else { return nil }
        return ScreenLayout.parts(of: area, isPinned: lanes[index].pinned != nil).text
    }

    /// Where one lane fills the screen.
    var fullLaneArea: Rectangle { Rectangle(size).splitBottom(rows: 1).rest }

    /// The columns of an output.
    var outputWidth: Int {
        let layout = layout
        return textArea(of: focusedLane, in: layout)?.size.columns ?? max(1, size.columns - 4)
    }

    /// The rows of the focused lane's output.
    var outputHeight: Int {
        let layout = layout
        return textArea(of: focusedLane, in: layout)?.size.rows ?? max(1, size.rows - 8)
    }

    /// Makes texts fit their places, and scrolls so that the cursor is seen.
    mutating func settleScreen() {
        if pane == .prompt || pane == .knobs { lastLeftPane = pane }
        let layout = layout
        firstLane = layout.lanes.first?.index ?? firstLane
        for index in lanes.indices {
            guard let area = textArea(of: index, in: layout) else { continue }
            lanes[index].output.text.resize(to: area.size.columns)
            lanes[index].pinned?.text.resize(to: area.size.columns)
        }
        settleComposer(layout)
    }
}
