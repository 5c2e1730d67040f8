import Evaluation
import Terminal
import TextLayout

/// What a data file holds, and what the prompt gets of it.
struct DataSheetLayer: Layer {
    enum Command: Hashable { case scroll(Scroll), close }

    static let place: String? = "In what a data set holds"
    static let keys: [LayerKey<Command>] =
        LayerKey.scrolling { .scroll($0) } + [
            LayerKey([Key(.escape), Key(.enter), .alt("s"), Key("q")], .close, "Back", hint: "back")
        ]

    let choice: DataChoice
    let name: String
    /// The lines, as wide as ``width(_:)`` says; nil until they come.
    private var lines: Result<[String], DataProblem>?
    private var top = 0

    init(_ choice: DataChoice, name: String) {
        (self.choice, self.name) = (choice, name)
    }

    /// The width of the lines.
    static func width(_ look: Look) -> Int { max(20, min(look.size.columns - 4, 116)) }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .scroll(let scroll):
            let count = (try? lines?.get())?.count ?? 0
            top = scroll.top(from: top, page: max(1, context.look.size.rows - 4), last: max(0, count - 1))
            return []
        case .close: return [.close]
        }
    }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        switch event {
        case .message(.evaluation(.dataShown(choice, let lines))): self.lines = lines
        case .resized: return [.effect(.evaluation(.showData(choice, context.setup.prompt, context.look.dataWidth)))]
        default: return receiveByKeys(event, context)
        }
        return []
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let inner = look.window(
            "what \(look.line(name)) holds", columns: 120, rows: look.size.rows - 2, on: &canvas)
        let (shown, style): ([String], Style) =
            switch lines {
            case nil: (["…"], .faint)
            case .success(let lines)?: (Array(lines.dropFirst(top).prefix(inner.size.rows)), .text)
            case .failure(let problem)?: (look.wrap(problem.sentence, inner.size.columns), Style(.error))
            }
        for (row, text) in shown.prefix(inner.size.rows).enumerated() {
            canvas.write(
                look.fit(look.line(text), inner.size.columns),
                at: Position(column: inner.origin.column, row: inner.origin.row + row), style, in: inner)
        }
        return nil
    }
}

extension Look {
    /// The room for the lines of what a data set holds.
    var dataWidth: TextRoom { TextRoom(columns: DataSheetLayer.width(self), glyphs: glyphs) }
}
