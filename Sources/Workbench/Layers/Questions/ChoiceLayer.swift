import Terminal
import TextLayout

/// Asks a question with some answers.
struct ChoiceLayer: Layer {
    /// Empty: the keys are those of the answers.
    static let keys: [LayerKey<Never>] = []

    let choice: Choice

    func hints(_ context: any Context) -> [Hint] {
        choice.answers.map { Hint(key: $0.key.description, text: $0.hint) }
    }

    mutating func perform(_ command: Never, _ key: Key, _ context: any Context) -> [Request] {}

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        guard case .key(let key) = event, let answer = choice.answers.first(where: { $0.key == key }) else { return [] }
        return [.close] + answer.requests
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let width = min(look.size.columns - 4, 76)
        let wrapped = choice.lines.flatMap {
            TextWrap.lines(harmless($0, glyphs: look.glyphs), width: width - 4).prefix(6).map { String($0.text) }
        }
        let shown = wrapped.prefix(max(1, look.size.rows - choice.answers.count - 8))
        let inner = look.window(
            look.fit(look.line(look.word(choice.title)), width - 6), columns: width,
            rows: shown.count + choice.answers.count + 3,
            on: &canvas)
        for (row, text) in shown.enumerated() {
            canvas.write(text, at: Position(column: inner.origin.column, row: inner.origin.row + row), in: inner)
        }
        for (row, answer) in choice.answers.enumerated() {
            let place = Position(column: inner.origin.column, row: inner.origin.row + shown.count + 1 + row)
            let width = canvas.write(answer.key.description, at: place, Style(.key), in: inner)
            canvas.write(
                look.word(answer.label), at: Position(column: place.column + max(8, width + 2), row: place.row),
                in: inner)
        }
        return nil
    }
}
