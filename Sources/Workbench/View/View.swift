import Terminal
import TextLayout

/// Draws the state: a pure function of it, the size of the terminal included.
public func view(_ state: State) -> Frame {
    var canvas = Canvas(state.size, glyphs: state.glyphs)
    let layout = state.layout
    guard !layout.isTooSmall else {
        let smallest = ScreenLayout.smallest
        let text =
            "Lathe needs \(smallest.columns) x \(smallest.rows); this is \(state.size.columns) x \(state.size.rows)."
        canvas.write(text.truncated(toWidth: state.size.columns), at: Position(column: 0, row: 0), Style(.warning))
        return Frame(canvas: canvas, title: "lathe")
    }
    var cursor: Position?
    let settings = state.lanes.indices.map { state.setup.settings(of: $0) }
    if state.layers.top is LaneLayer {
        state.drawLane(state.focusedLane, settings, on: &canvas, in: state.fullLaneArea)
    } else {
        state.drawHeader(on: &canvas, in: layout.header)
        state.drawTabs(on: &canvas, layout)
        for (pane, area) in layout.panes {
            switch pane {
            case .prompt: cursor = state.drawComposer(on: &canvas, in: area)
            case .lanes:
                for lane in layout.lanes { state.drawLane(lane.index, settings, on: &canvas, in: lane.area) }
                state.drawHiddenLanes(on: &canvas, layout)
            case .knobs: state.drawKnobs(on: &canvas, in: area)
            case .chart: state.drawChart(on: &canvas, in: area)
            }
        }
        if let welcome = layout.welcome { state.drawWelcome(on: &canvas, in: welcome) }
    }
    state.drawFooter(on: &canvas, in: layout.footer)
    if let layer = state.layers.top { cursor = layer.draw(on: &canvas, state) }
    return Frame(
        canvas: canvas, cursor: cursor, reportsMouse: state.reportsMouse,
        title: "lathe · \(state.line(state.title))")
}

extension State {
    /// The line around a pane.
    func borderStyle(_ pane: Pane) -> Style { Style(self.pane == pane ? .focusedBorder : .border) }

    /// Text that fits a width.
    func fit(_ text: String, _ width: Int) -> String { look.fit(text, width) }

    /// One line of untrusted text.
    func line(_ text: String) -> String { look.line(text) }

    /// A sign of the terminal's, or its stand-in in ASCII.
    func sign(_ unicode: String, _ ascii: String) -> String { look.sign(unicode, ascii) }

    func drawWelcome(on canvas: inout Canvas, in area: Rectangle) {
        canvas.fill(
            Rectangle(column: area.origin.column, row: area.origin.row, columns: area.size.columns, rows: 1),
            with: glyphs == .unicode ? "─" : "-", Style(.accent))
        canvas.write(
            " welcome to Lathe ", at: Position(column: area.origin.column + 2, row: area.origin.row), Style(.title))
        let lines = [
            "Two lanes, one prompt: they differ in temperature. Tab goes from pane to pane.",
            "In the knobs ←/→ turn, the lane follows at once. Type to edit the prompt.",
            "F2 technique, F5 run, Alt-n lane, ^T what is sent, ^O library, F1 all keys.",
        ]
        for (index, text) in lines.enumerated() {
            canvas.write(
                fit(glyphs == .unicode ? text : text.replacing("←/→", with: "arrows"), area.size.columns - 2),
                at: Position(column: area.origin.column + 1, row: area.origin.row + 1 + index))
        }
    }
}
