import Library
import Terminal
import TextLayout

/// The deleted prompts, the last deleted first.
struct TrashLayer: ListLayer {
    enum Command: Hashable { case restore, close }

    static let place: String? = "In the list of deleted prompts"
    static let keys: [LayerKey<Command>] = [
        LayerKey("type", "Find deleted prompts by words", hint: "to find"),
        LayerKey([Key(.enter)], .restore, "Bring the prompt back to where it was", hint: "bring back"),
        LayerKey([Key(.escape)], .close, "Back", hint: "back"),
    ]

    var finder = Finder()
    var prompts: [TrashedPrompt]
    var notice: String?

    init(_ prompts: [TrashedPrompt]) { self.prompts = prompts }

    var rowCount: Int { found.count }

    /// The prompts that have all words of the query in their paths.
    var found: [TrashedPrompt] {
        let words = finder.words
        return prompts.filter { prompt in words.allSatisfy { prompt.original.lowercased().contains($0) } }
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        command == .restore && found.isEmpty ? "No deleted prompt is selected." : nil
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        let found = found
        guard command == .restore, found.indices.contains(finder.selected) else { return [.close] }
        return [.effect(.files(.library(.restore(found[finder.selected])))), .effect(.files(.listTrash))]
    }

    mutating func take(_ event: LayerEvent, _ context: any Context) -> [Request] {
        switch event {
        case .message(.files(.trashListed(let prompts))):
            self.prompts = prompts
            finder.move(by: 0, count: rowCount)
        case .message(.files(.libraryChanged(let notice, _))): self.notice = notice
        default: break
        }
        return []
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let found = found
        let inner = look.window(
            "deleted prompts", columns: min(110, look.size.columns - 4), rows: look.size.rows - 4, on: &canvas,
            note: "\(found.count) of \(prompts.count)")
        let (top, rest) = inner.splitTop(rows: 2)
        let (list, detail) = rest.splitBottom(rows: 3)
        let cursor = look.drawQuery(finder.query, on: &canvas, in: top)
        for (index, area) in look.rows(found.count, selected: finder.selected, in: list) {
            let prompt = found[index]
            var row = ListRow(area, isSelected: index == finder.selected, on: &canvas)
            row.write(prompt.name, width: min(28, area.size.columns / 3), row.style, look, on: &canvas)
            row.write(
                prompt.date > .distantPast ? look.dateText(prompt.date) : "", width: 13, Style(.accent), look,
                on: &canvas)
            row.write(prompt.original.parentFolder, width: row.room, .faint, look, on: &canvas)
        }
        if found.isEmpty {
            let text = prompts.isEmpty ? "No prompt is in the trash." : "no deleted prompt has these words"
            canvas.write(look.phrase(text), at: list.origin, .faint, in: list)
        }
        for (row, line) in look.wrap(look.sentence(notice ?? ""), detail.size.columns).prefix(2).enumerated() {
            canvas.write(
                line, at: Position(column: detail.origin.column, row: detail.origin.row + 1 + row), Style(.accent),
                in: detail)
        }
        return cursor
    }
}
