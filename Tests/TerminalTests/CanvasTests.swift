import Terminal
import Testing

@Suite struct CanvasTests {
    private func canvas(_ columns: Int, _ rows: Int) -> Canvas { Canvas(Size(columns: columns, rows: rows)) }

    @Test func `a wide character takes two cells`() {
        var canvas = canvas(6, 1)
        let width = canvas.write("한a", at: Position(column: 0, row: 0))
        #expect(width == 3)
        #expect(canvas.cells.map(\.width) == [2, 0, 1, 1, 1, 1])
        #expect(canvas.lines == ["한a"])
    }

    @Test func `writing over half of a wide character blanks the other half`() {
        var canvas = canvas(4, 1)
        canvas.write("한글", at: Position(column: 0, row: 0))
        canvas.write("x", at: Position(column: 1, row: 0))
        #expect(canvas.lines == [" x글"])
        canvas.write("yz", at: Position(column: 2, row: 0))
        #expect(canvas.lines == [" xyz"])
    }

    @Test func `a wide character that doesn't fit whole is left out`() {
        var canvas = canvas(3, 1)
        canvas.write("한글", at: Position(column: 0, row: 0))
        #expect(canvas.lines == ["한"])
    }

    @Test func `text stays inside its part of the screen`() {
        var canvas = canvas(8, 1)
        canvas.write("abcdef", at: Position(column: 0, row: 0), in: Rectangle(column: 2, row: 0, columns: 3, rows: 1))
        #expect(canvas.lines == ["  cde"])
    }

    @Test func `what a terminal would obey never gets into a cell`() {
        var canvas = canvas(10, 1)
        canvas.write("a\u{1B}[31mb\u{7}\tc", at: Position(column: 0, row: 0))
        #expect(canvas.lines == ["a[31mb c"])
    }

    @Test func `a box shows its title and its note in its edges`() {
        var canvas = canvas(12, 3)
        canvas.box(canvas.bounds, title: "lanes and more", note: "2")
        #expect(
            canvas.lines == ["╭ lanes a… ─╮", "│          │", "╰ 2 ───────╯"].map { $0.replacing("─╮", with: "╮") })
    }

    @Test func `a terminal without Unicode gets boxes of ASCII`() {
        var canvas = Canvas(Size(columns: 5, rows: 3), glyphs: .ascii)
        canvas.box(canvas.bounds)
        #expect(canvas.lines == ["+---+", "|   |", "+---+"])
    }
}
