import Terminal
import TextLayout

/// The list of all actions by name.
struct PaletteLayer: ListLayer {
    enum Command: Hashable { case perform, close }

    static let keys: [LayerKey<Command>] = [
        LayerKey("type", "Find actions by words", hint: "to find"),
        LayerKey("↑/↓", "Choose", hint: "choose"),
        LayerKey([Key(.enter)], .perform, "Do it", hint: "do it"),
        LayerKey([Key(.escape)], .close, "Back", hint: "back"),
    ]

    var finder = Finder()

    var rowCount: Int { found.count }

    /// The actions that have all words of the query.
    var found: [Binding] {
        let words = finder.words
        var actions: Set<Action> = []
        return Binding.all.filter { binding in
            let text = "\(binding.title) \(binding.keyNames)".lowercased()
            return words.allSatisfy { text.contains($0) } && actions.insert(binding.action).inserted
        }
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        let found = found
        guard command == .perform, found.indices.contains(finder.selected) else { return [.closeAll] }
        return [.closeAll, .perform(found[finder.selected].action)]
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let found = found
        let inner = look.window("any action by name", columns: 76, rows: min(22, look.size.rows - 4), on: &canvas)
        let (top, list) = inner.splitTop(rows: 2)
        let cursor = look.drawQuery(finder.query, on: &canvas, in: top)
        for (index, line) in look.rows(found.count, selected: finder.selected, in: list) {
            let binding = found[index]
            let isSelected = index == finder.selected
            let reason = context.disabledReason(binding.action)
            let style: Style = isSelected ? Style(.selection) : reason == nil ? .text : .faint
            if isSelected { canvas.fill(line, style) }
            canvas.write(look.fit(binding.title, line.size.columns - 18), at: line.origin, style, in: line)
            let keys = look.fit(binding.keyNames, 16)
            canvas.write(
                keys, at: Position(column: line.columns.upperBound - keys.displayWidth, row: line.origin.row),
                isSelected ? style : Style(.key), in: line)
        }
        if found.isEmpty { canvas.write("nothing is called that", at: list.origin, .faint, in: list) }
        return cursor
    }
}
