/// Neighbouring cells of a row that must be drawn again and look the same.
struct CanvasRun: Equatable {
    /// The position of the first cell.
    var position: Position
    /// The indices of the cells in the canvas.
    var cells: Range<Int>
    /// The look of the cells.
    var look: Theme.Look
}

extension Canvas {
    /// Returns the cells that must be drawn over another canvas: all if that has another size or is nil.
    func runs(over other: Canvas?, theme: Theme) -> [CanvasRun] {
        let before = other.flatMap { $0.size == size ? $0.cells : nil }
        var runs: [CanvasRun] = []
        var style: Style?
        var look = Theme.Look()
        for row in 0..<size.rows {
            var open: CanvasRun?
            for index in row * size.columns..<(row + 1) * size.columns {
                let cell = cells[index]
                // The right half of a wide character is drawn with its left half.
                if cell.width == 0, var run = open, run.cells.upperBound == index {
                    run.cells = run.cells.lowerBound..<index + 1
                    open = run
                    continue
                }
                guard before?[index] != cell, cell.width > 0 else {
                    if let run = open { runs.append(run) }
                    open = nil
                    continue
                }
                if cell.style != style {
                    style = cell.style
                    look = theme.look(of: cell.style)
                }
                if var run = open, run.look == look {
                    run.cells = run.cells.lowerBound..<index + 1
                    open = run
                } else {
                    if let run = open { runs.append(run) }
                    open = CanvasRun(
                        position: Position(column: index - row * size.columns, row: row), cells: index..<index + 1,
                        look: look)
                }
            }
            if let run = open { runs.append(run) }
        }
        return runs
    }
}
