import Terminal

/// The help: all keys.
struct HelpLayer: Layer {
    static let keys: [LayerKey<Scroll>] = LayerKey.scrolling { $0 }

    let sections: [KeySection]
    private var top = 0

    init(_ sections: [KeySection]) {
        self.sections = sections
    }

    /// The lines: headings, and keys with their actions.
    private var lines: [(key: String, text: String)] {
        let lines = sections.flatMap { section in
            [("", section.title)] + section.keys.map { ($0.names, $0.action) } + [("", "")]
        }
        return lines.dropLast()
    }

    func hints(_ context: any Context) -> [Hint] { [Hint(key: "↑/↓", text: "scroll"), Hint(key: "Esc", text: "back")] }

    mutating func perform(_ command: Scroll, _ key: Key, _ context: any Context) -> [Request] {
        let rows = context.look.size.rows
        top = command.top(from: top, page: rows / 2, last: max(0, lines.count - (rows - 6)))
        return []
    }

    /// Any other key closes the help.
    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        if case .key(let key) = event { return press(key, context) ?? [.closeAll] }
        return receiveByKeys(event, context)
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let inner = look.window(
            look.word("all keys"), columns: 84, rows: look.size.rows - 2, on: &canvas,
            note: look.word("↑/↓ scroll, any other key closes"))
        for (row, line) in lines.dropFirst(top).prefix(inner.size.rows).enumerated() {
            let place = Position(column: inner.origin.column, row: inner.origin.row + row)
            if line.key.isEmpty {
                canvas.write(look.word(line.text), at: place, Style(.title), in: inner)
            } else {
                canvas.write(look.fit(look.word(line.key), 20), at: place, Style(.key), in: inner)
                canvas.write(look.word(line.text), at: Position(column: place.column + 21, row: place.row), in: inner)
            }
        }
        return nil
    }
}
