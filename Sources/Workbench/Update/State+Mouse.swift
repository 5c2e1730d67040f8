import Terminal

extension State {
    mutating func receive(_ mouse: MouseEvent) {
        guard screen.reportsMouse else { return }
        if layers.top is LaneLayer, mouse.action == .press {
            pressToken(mouse.position, in: layout)
            return
        }
        guard layers.isEmpty || mouse.action == .scrollUp || mouse.action == .scrollDown else {
            // A question must be answered by its keys.
            if mouse.action == .press, !(layers.top is ChoiceLayer) { layers.clear() }
            return
        }
        switch mouse.action {
        case .press: press(mouse.position)
        case .drag: drag(mouse.position)
        case .release: break
        case .scrollUp: scroll(by: -3, at: mouse.position)
        case .scrollDown: scroll(by: 3, at: mouse.position)
        }
    }

    private mutating func press(_ position: Position) {
        let layout = layout
        if layout.header.contains(position) { return pressHeader(position) }
        for tab in layout.tabList where tab.area.contains(position) { screen.pane = tab.pane }
        for lane in layout.lanes where lane.area.contains(position) {
            screen.pane = .lanes
            board.focusedLane = lane.index
            return pressToken(position, in: layout)
        }
        guard let hit = layout.panes.first(where: { $0.value.contains(position) }) else { return }
        screen.pane = hit.key
        switch hit.key {
        case .prompt:
            track { $0.composer.press(at: position) }
        case .knobs:
            if let knob = knobPane.knob(at: position, in: hit.value) {
                board.knob = knob
                turnKnob(at: position, in: hit.value)
            }
        case .chart, .lanes: break
        }
    }

    private mutating func pressHeader(_ position: Position) {
        guard position.row == 1 else { return }
        let header = header
        for choice in header.choices {
            guard (choice.column..<choice.column + choice.text.count).contains(position.column) else { continue }
            if let technique = choice.technique { changeTechnique(technique) }
            if let layout = choice.layout { changeLayout(layout) }
        }
        if let text = header.tokens?.text, position.column >= size.columns - text.count - 1 { openCompiled() }
    }

    private mutating func pressToken(_ position: Position, in layout: ScreenLayout) {
        guard let area = layout.textArea(of: focusedLane, board), area.contains(position) else { return }
        board.pressToken(
            column: position.column - area.origin.column, row: position.row - area.origin.row, height: area.size.rows)
    }

    private mutating func drag(_ position: Position) {
        switch screen.pane {
        case .knobs: if let area = layout.panes[.knobs] { turnKnob(at: position, in: area) }
        case .prompt where isTyping: composer.drag(to: position)
        default: break
        }
    }

    private mutating func turnKnob(at position: Position, in area: Rectangle) {
        guard let stop = knobPane.stop(at: position, in: area) else { return }
        let setup = setup
        track { $0.board.set($0.board.focusedKnob, toStop: stop, setup) }
    }

    private mutating func scroll(by rows: Int, at position: Position) {
        guard layers.isEmpty || layers.top is LaneLayer else {
            _ = receiveInLayer(.wheel(rows))
            return
        }
        let layout = layout
        if let index = layout.lanes.first(where: { $0.area.contains(position) })?.index,
            let area = layout.textArea(of: index, board)
        {
            board.lanes[index].output.text.scroll(by: rows, height: area.size.rows)
        } else if layout.panes[.knobs]?.contains(position) == true {
            board.knob = min(max(0, board.knob + rows.signum()), board.knobCount - 1)
        } else if layout.panes[.prompt]?.contains(position) == true, isTyping {
            composer.scroll(by: rows)
        }
    }
}
