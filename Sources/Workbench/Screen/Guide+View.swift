import Terminal
import TextLayout

extension Guide {
    /// Draws its heading and its lines. A terminal without Unicode gets them in English.
    func draw(in language: Language, _ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        let isUnicode = look.glyphs == .unicode
        let language = isUnicode ? language : .english
        canvas.fill(
            Rectangle(column: area.origin.column, row: area.origin.row, columns: area.size.columns, rows: 1),
            with: isUnicode ? "─" : "-", Style(.accent))
        canvas.write(
            look.fit(" \(title(in: language)) ", area.size.columns - 4),
            at: Position(column: area.origin.column + 2, row: area.origin.row), Style(.title))
        for (index, text) in lines(in: language).enumerated() {
            let shown = isUnicode ? text : text.replacing("←/→", with: "arrows").replacing("→", with: "the right arrow")
            canvas.write(
                look.fit(shown, area.size.columns - 2),
                at: Position(column: area.origin.column + 1, row: area.origin.row + 1 + index))
        }
    }
}
