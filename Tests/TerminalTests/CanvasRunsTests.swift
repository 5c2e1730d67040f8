import Testing

@testable import Terminal

@Suite struct CanvasRunsTests {
    private let theme = Theme(ground: .dark, palette: .rich)

    private func canvas(_ lines: String..., style: Style = .text) -> Canvas {
        var canvas = Canvas(Size(columns: 8, rows: lines.count))
        for (row, line) in lines.enumerated() { canvas.write(line, at: Position(column: 0, row: row), style) }
        return canvas
    }

    @Test func `a canvas that hasn't changed has nothing to draw`() {
        #expect(canvas("abc", "한글").runs(over: canvas("abc", "한글"), theme: theme).isEmpty)
    }

    @Test func `only changed cells are drawn`() {
        let runs = canvas("abXYef", "same").runs(over: canvas("abcdef", "same"), theme: theme)
        #expect(runs == [CanvasRun(position: Position(column: 2, row: 0), cells: 2..<4, look: .init())])
    }

    @Test func `the first canvas and one of another size are drawn whole`() {
        #expect(canvas("ab", "cd").runs(over: nil, theme: theme).map(\.cells) == [0..<8, 8..<16])
        #expect(canvas("ab", "cd").runs(over: canvas("ab"), theme: theme).map(\.cells) == [0..<8, 8..<16])
    }

    @Test func `what looks different is drawn apart`() {
        var after = canvas("abcdef")
        after.restyle(Rectangle(column: 1, row: 0, columns: 2, rows: 1)) { _ in Style(.accent) }
        #expect(after.runs(over: nil, theme: theme).map(\.cells) == [0..<1, 1..<3, 3..<8])
        #expect(after.runs(over: canvas("abcdef"), theme: theme).map(\.cells) == [1..<3])
    }

    @Test func `a wide character is drawn whole`() {
        #expect(canvas("a한c").runs(over: canvas("abbc"), theme: theme).map(\.cells) == [1..<3])
        #expect(canvas("abbc").runs(over: canvas("a한c"), theme: theme).map(\.cells) == [1..<3])
        #expect(canvas("ab한").runs(over: canvas("a한c"), theme: theme).map(\.cells) == [1..<4])
    }

    @Test func `half of a wide character is never drawn alone`() {
        var after = canvas("한b")
        after.restyle(Rectangle(column: 1, row: 0, columns: 2, rows: 1)) { _ in Style(.accent) }
        #expect(after.runs(over: canvas("한b"), theme: theme).map(\.position.column) == [2])
    }
}
