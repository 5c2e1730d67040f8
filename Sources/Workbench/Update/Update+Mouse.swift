import Terminal

extension State {
    mutating func receive(_ mouse: MouseEvent) {
        guard reportsMouse else { return }
        if layers.top is LaneLayer, mouse.action == .press {
            if let area = textArea(of: focusedLane, in: layout), area.contains(mouse.position) {
                pressToken(
                    at: Position(
                        column: mouse.position.column - area.origin.column,
                        row: mouse.position.row - area.origin.row), height: area.size.rows)
            }
            return
        }
        guard layers.isEmpty || mouse.action == .scrollUp || mouse.action == .scrollDown else {
            // A question is answered by its keys.
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
        if layout.header.contains(position) {
            for choice in headerChoices where position.row == 1 {
                guard (choice.column..<choice.column + choice.text.count).contains(position.column) else { continue }
                if let technique = choice.technique {
                    change("the technique") { $0.prompt.technique = technique }
                    sayTechnique(technique)
                }
                if let each = choice.layout { take(each) }
            }
            if let text = headerTokens?.text, position.row == 1, position.column >= size.columns - text.count - 1 {
                showCompiled()
            }
            return
        }
        for tab in layout.tabList(self) where tab.area.contains(position) { pane = tab.pane }
        for lane in layout.lanes where lane.area.contains(position) {
            pane = .lanes
            focusedLane = lane.index
            if let area = textArea(of: lane.index, in: layout), area.contains(position) {
                pressToken(
                    at: Position(column: position.column - area.origin.column, row: position.row - area.origin.row),
                    height: area.size.rows)
            }
            return
        }
        guard let hit = layout.panes.first(where: { $0.value.contains(position) }) else { return }
        pane = hit.key
        switch hit.key {
        case .prompt: pressField(at: position, in: layout)
        case .knobs: turnKnob(at: position, in: hit.value)
        case .chart, .lanes: break
        }
    }

    private mutating func pressToken(at cell: Position, height: Int) {
        let output = lane.output
        let row = output.text.firstLine(height: height) + cell.row
        let offset = output.text.offset(at: Position(column: cell.column, row: row))
        lanes[focusedLane].tokenCursor = output.tokens.firstIndex { $0.range.contains(offset) }
    }

    private mutating func pressField(at position: Position, in layout: ScreenLayout) {
        let composer = ComposerLayout(self, in: composerArea(layout))
        for item in composer.items {
            let place = composer.place(of: item, top: composerTop)
            guard
                place.contains(position)
                    || (place.rows.contains(position.row) && position.column < place.columns.lowerBound)
            else { continue }
            switch item.kind {
            case .field(let field):
                self.field = field
                placeCursor(at: position, in: place, selecting: false)
            case .line(let field):
                let isSame = self.field == field
                self.field = field
                if isSame || field == .addExample || field == .wordingTitle { performOnPrompt(.openField) }
            default: break
            }
            return
        }
    }

    private mutating func placeCursor(at position: Position, in place: Rectangle, selecting: Bool) {
        var editor = editor(of: field)
        editor.place(
            at: Position(column: position.column - place.origin.column, row: position.row - place.origin.row),
            selecting: selecting, width: place.size.columns, height: place.size.rows)
        editors[field] = editor
    }

    private mutating func drag(_ position: Position) {
        let layout = layout
        switch pane {
        case .knobs: if let area = layout.panes[.knobs] { turnKnob(at: position, in: area, isDrag: true) }
        case .prompt where isTyping:
            let composer = ComposerLayout(self, in: composerArea(layout))
            guard let item = composer.item(of: field) else { return }
            placeCursor(at: position, in: composer.place(of: item, top: composerTop), selecting: true)
        default: break
        }
    }

    private mutating func turnKnob(at position: Position, in area: Rectangle, isDrag: Bool = false) {
        let inner = area.inset(columns: 2, rows: 1)
        if !isDrag {
            let index = knobTop(rows: inner.size.rows) + position.row - inner.origin.row
            guard inner.contains(position), Knob.all.indices.contains(index) else { return }
            knob = index
        }
        let slider = sliderArea(inner)
        guard !focusedKnob.stops.isEmpty, slider.columns.contains(position.column), slider.size.columns > 1 else {
            return
        }
        let count = focusedKnob.stops.count
        let place = (position.column - slider.origin.column) * (count - 1)
        set(focusedKnob, toStop: (place + (slider.size.columns - 1) / 2) / (slider.size.columns - 1))
    }

    private mutating func scroll(by rows: Int, at position: Position) {
        guard layers.isEmpty || layers.top is LaneLayer else {
            _ = receiveInLayer(.wheel(rows))
            return
        }
        let layout = layout
        if let index = layout.lanes.first(where: { $0.area.contains(position) })?.index,
            let area = textArea(of: index, in: layout)
        {
            lanes[index].output.text.scroll(by: rows, height: area.size.rows)
        } else if layout.panes[.knobs]?.contains(position) == true {
            knob = min(max(0, knob + rows.signum()), Knob.all.count - 1)
        } else if layout.panes[.prompt]?.contains(position) == true, isTyping {
            let size = fieldSize(field)
            var editor = editor(of: field)
            editor.scroll(by: rows, width: size.columns, height: size.rows)
            editors[field] = editor
        }
    }
}
