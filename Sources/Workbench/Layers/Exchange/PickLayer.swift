import Terminal
import TextLayout

/// A list to choose one row from; typing finds.
struct PickLayer: ListLayer {
    enum Command: Hashable { case take, close }

    static let keys: [LayerKey<Command>] = [
        LayerKey("type", "Find rows by words", hint: "to find"),
        LayerKey("↑/↓", "Choose", hint: "choose"),
        LayerKey([Key(.enter)], .take, "Take it", hint: "take it"),
        LayerKey([Key(.escape)], .close, "Back", hint: "back"),
    ]

    /// Something to choose.
    struct Row: Sendable {
        var title: String
        /// What stands beside the title.
        var note: String
        /// What it asks for.
        var requests: [Request]
    }

    let title: String
    let rows: [Row]
    var finder = Finder()

    var rowCount: Int { found.count }

    /// The rows that have all words of the query.
    var found: [Row] {
        let words = finder.words
        return rows.filter { row in
            let text = "\(row.title) \(row.note)".lowercased()
            return words.allSatisfy { text.contains($0) }
        }
    }

    init(_ title: String, _ rows: [Row]) {
        (self.title, self.rows) = (title, rows)
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        let found = found
        guard command == .take else { return [.close] }
        guard found.indices.contains(finder.selected) else { return [] }
        return [.close] + found[finder.selected].requests
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let found = found
        let columns = min(look.size.columns - 4, 76)
        let inner = look.window(
            look.fit(look.line(title), columns - 6), columns: columns, rows: min(rows.count + 4, look.size.rows - 4),
            on: &canvas)
        let (top, list) = inner.splitTop(rows: 2)
        let cursor = look.drawQuery(finder.query, on: &canvas, in: top)
        let widest = found.map { look.line($0.title).displayWidth }.max() ?? 0
        let noteStart = min(widest, max(8, inner.size.columns / 2)) + 2
        for (index, area) in look.rows(found.count, selected: finder.selected, in: list) {
            let isSelected = index == finder.selected
            let style: Style = isSelected ? Style(.selection) : .text
            if isSelected { canvas.fill(area, style) }
            canvas.write(look.fit(look.line(found[index].title), noteStart - 2), at: area.origin, style, in: area)
            canvas.write(
                look.fit(look.line(found[index].note), area.size.columns - noteStart),
                at: Position(column: area.origin.column + noteStart, row: area.origin.row),
                isSelected ? style : .faint, in: area)
        }
        if found.isEmpty { canvas.write("nothing has these words", at: list.origin, .faint, in: list) }
        return cursor
    }
}
