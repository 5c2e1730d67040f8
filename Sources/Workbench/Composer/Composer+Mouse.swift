import Terminal

extension Composer {
    /// Takes a click: on a field it puts the cursor there; on a line it chooses the line, then opens it.
    mutating func press(at position: Position) -> [Request] {
        let layout = ComposerLayout(self)
        for item in layout.items {
            let place = layout.place(of: item, top: top)
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
                if case .title = field { return openField() }
                if isSame || [.addExample, .addTurns].contains(field) { return openField() }
            default: break
            }
            return []
        }
        return []
    }

    /// Selects the text up to a cell.
    mutating func drag(to position: Position) {
        let layout = ComposerLayout(self)
        guard let item = layout.item(of: field) else { return }
        placeCursor(at: position, in: layout.place(of: item, top: top), selecting: true)
    }

    mutating func scroll(by rows: Int) {
        let size = size(of: field)
        var editor = editor(of: field)
        editor.scroll(by: rows, width: size.columns, height: size.rows)
        editors[field] = editor
    }

    private mutating func placeCursor(at position: Position, in place: Rectangle, selecting: Bool) {
        var editor = editor(of: field)
        editor.place(
            at: Position(column: position.column - place.origin.column, row: position.row - place.origin.row),
            selecting: selecting, width: place.size.columns, height: place.size.rows)
        editors[field] = editor
    }
}
