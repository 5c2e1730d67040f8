import Terminal
import TextLayout

extension Look {
    /// Draws the lines for the first start, which say what to press.
    func drawWelcome(on canvas: inout Canvas, in area: Rectangle) {
        canvas.fill(
            Rectangle(column: area.origin.column, row: area.origin.row, columns: area.size.columns, rows: 1),
            with: glyphs == .unicode ? "─" : "-", Style(.accent))
        canvas.write(
            " welcome to Lathe ", at: Position(column: area.origin.column + 2, row: area.origin.row), Style(.title))
        let lines = [
            "Two lanes run one prompt at two temperatures. Tab goes from pane to pane.",
            "In the knobs, ←/→ turn a value; the lane reruns. Type to edit the prompt.",
            "F2 technique, F5 run, Alt-n lane, ^T what is sent, ^O library, F1 all keys.",
        ]
        for (index, text) in lines.enumerated() {
            canvas.write(
                fit(glyphs == .unicode ? text : text.replacing("←/→", with: "arrows"), area.size.columns - 2),
                at: Position(column: area.origin.column + 1, row: area.origin.row + 1 + index))
        }
    }
}
