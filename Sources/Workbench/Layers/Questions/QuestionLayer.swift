import Terminal
import TextLayout

/// Asks for a line of text.
struct QuestionLayer: Layer {
    enum Command: Hashable { case take, complete, close }

    static let keys: [LayerKey<Command>] = [
        LayerKey([Key(.enter)], .take, "Take it", hint: "take it"),
        LayerKey([Key(.tab)], .complete, "Complete the path", hint: "complete the path"),
        LayerKey([Key(.escape)], .close, "Back", hint: "back"),
    ]

    let question: Question
    var editor: TextEditor
    /// The names that the typed path can become; empty until they are asked for.
    private var names: [String] = []

    init(_ question: Question, _ look: Look) {
        self.question = question
        editor = look.lineEditor(question.text, selectingAll: question.isSelected)
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .take: [.close] + question.answer(editor.text)
        case .complete: [.effect(.files(.completePath(editor.text)))]
        case .close: [.close]
        }
    }

    func hint(of command: Command, _ standard: String?, _ context: any Context) -> String? {
        command == .complete && !question.isPath ? nil : standard
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        command == .complete && !question.isPath ? "Tab completes paths only." : nil
    }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        switch event {
        case .key(let key):
            names = []
            if let requests = press(key, context) { return requests }
            if let command = TextEditor.command(for: key, isMultiline: false, clipboard: context.clipboard) {
                _ = editor.perform(command, width: 40, height: 1)
            }
        case .paste(let text): _ = editor.perform(.paste(text), width: 40, height: 1)
        case .message(.files(.pathCompleted(let typed, let completion))) where typed == editor.text && question.isPath:
            editor = context.look.lineEditor(completion.text)
            names = completion.names.count > 1 ? completion.names : []
            if completion.names.isEmpty { return [.say("No file begins so.")] }
        default: break
        }
        return []
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let title = look.koreanKnob(question.title) ?? look.word(question.title)
        let note = look.sentence(look.word(question.note))
        let width = max(50, max(title.displayWidth, note.displayWidth) + 6)
        let columns = min(look.size.columns - 4, names.isEmpty ? width : 76)
        let lines = names.isEmpty ? [] : Array(look.wrap(names.joined(separator: "  "), columns - 4).prefix(6))
        let inner = look.window(
            title, columns: columns, rows: 3 + lines.count, on: &canvas, note: note)
        for (row, line) in lines.enumerated() {
            canvas.write(
                line, at: Position(column: inner.origin.column, row: inner.origin.row + 1 + row), .faint, in: inner)
        }
        var editor = editor
        editor.scrollToCursor(width: inner.size.columns, height: 1)
        let field = inner.splitTop(rows: 1).top
        return editor.draw(on: &canvas, in: field, isFocused: true)
    }
}
