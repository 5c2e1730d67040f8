import Terminal
import TextLayout

/// Draws the state. The result depends only on the state, which has the terminal's size.
package func view(_ state: State) -> Frame {
    let look = state.look
    var canvas = Canvas(look.size, glyphs: look.glyphs)
    let layout = state.layout
    guard !layout.isTooSmall else {
        let smallest = ScreenLayout.smallest
        let text =
            "Lathe needs \(smallest.columns) x \(smallest.rows); this is \(look.size.columns) x \(look.size.rows)."
        canvas.write(text.truncated(toWidth: look.size.columns), at: Position(column: 0, row: 0), Style(.warning))
        return Frame(canvas: canvas, title: "lathe")
    }
    var cursor = state.drawPanes(on: &canvas, layout)
    if let layer = state.layers.top { cursor = layer.draw(on: &canvas, state) }
    // Last, because a long sentence takes rows of what is above it.
    state.footer.draw(on: &canvas, in: layout.footer)
    return Frame(
        canvas: canvas, cursor: cursor, reportsMouse: state.screen.reportsMouse,
        title: "lathe · \(look.line(state.title))")
}

extension State {
    var header: Header {
        Header(
            title: title, isUnsaved: isUnsaved, others: openPrompts.left.count, isLive: board.isLive, setup: setup,
            focusedLane: focusedLane,
            promptTokens: tokens.tokens, look: look)
    }

    var knobPane: KnobPane {
        KnobPane(
            knob: board.knob, count: board.knobCount, hasFocus: screen.pane == .knobs, index: focusedLane, setup: setup,
            look: look)
    }

    /// Draws all that layers stand over, and returns the cursor's cell.
    fileprivate func drawPanes(on canvas: inout Canvas, _ layout: ScreenLayout) -> Position? {
        let pane = screen.pane
        let lanes = LaneView(board, hasFocus: pane == .lanes, setup, look)
        if let index = layout.fullLane {
            lanes.draw(index, on: &canvas, in: layout.fullLaneArea)
            return nil
        }
        var cursor: Position?
        header.draw(on: &canvas, in: layout.header)
        for (tab, area) in layout.tabList {
            let isOn = layout.panes[tab] != nil
            canvas.write(
                isOn ? "[\(look.word(tab.title))]" : " \(look.word(tab.title)) ", at: area.origin,
                isOn ? Style(tab == pane ? .accent : .title) : .faint)
        }
        for (each, area) in layout.panes {
            switch each {
            case .prompt:
                cursor = composer.draw(
                    hasFocus: pane == .prompt, tokens.tokens?.parts, look, on: &canvas, in: area)
            case .lanes:
                for lane in layout.lanes { lanes.draw(lane.index, on: &canvas, in: lane.area) }
                lanes.drawHiddenLanes(besides: layout.lanes, on: &canvas)
            case .knobs: knobPane.draw(on: &canvas, in: area)
            case .chart:
                let isAwaited = board.lane.isRunning || board.isRunWanted
                tokenChart.draw(
                    board.lane, isFocused: pane == .chart, isAwaited: isAwaited, look, on: &canvas, in: area)
            }
        }
        // Lists cover most of it; the rest would read as if it belonged to them.
        if let guide = screen.guide, let area = layout.guide, !(layers.top is any ListLayer) {
            guide.draw(in: look.language, look, on: &canvas, in: area)
        }
        return cursor
    }

    fileprivate var footer: Footer {
        let isOverPanes = layers.isEmpty || layers.top is LaneLayer
        let canSpill = layers.top is LibraryLayer || layers.top is ModelsLayer || layers.top is HistoryLayer
        // Help and the way out are always shown.
        return Footer(
            notice: screen.notice, hints: hints.map { Hint(key: $0.key, text: look.word($0.text)) },
            lasting: isOverPanes ? 2 : 1, canSpill: canSpill, look: look)
    }

    /// The hints about the keys that work here, the most special first.
    private var hints: [Hint] {
        let own = layers.top?.hints(self) ?? []
        let isLaneFull = layers.top is LaneLayer
        guard layers.isEmpty || isLaneFull else { return own }
        var actions: Set<Action> = []
        func rank(_ binding: Binding) -> Int {
            switch (binding.action, binding.place) {
            case (.run, _), (.stop, _), (.nextPane, _): 0
            case (_, .pane), (_, .text): 1
            case (_, .outsideText): 2
            case (_, .everywhere): 3
            }
        }
        let shown = Binding.all.filter {
            $0.hint != nil && $0.holds(in: screen.pane, isTyping: isTyping) && disabledReason($0.action) == nil
        }
        let sorted = (0...3).flatMap { place in shown.filter { rank($0) == place } }
        // Run and stop share a place.
        var hints = sorted.filter { binding in
            if isLaneFull, [.fullScreen, .nextPane].contains(binding.action) { return false }
            return actions.insert(binding.action).inserted && (binding.action != .stop || isRunning)
        }.map { Hint(key: $0.hintName(look), text: $0.hint ?? "") }
        // The arrows lead on from the ends of a text, which no binding says.
        if layers.isEmpty, screen.pane == .prompt, look.size.columns >= 100,
            let place = hints.firstIndex(where: { $0.text == "pane" })
        {
            hints.insert(Hint(key: look.sign("↑/↓", "Up/Down"), text: "field"), at: place + 1)
        }
        return own + hints
    }
}
