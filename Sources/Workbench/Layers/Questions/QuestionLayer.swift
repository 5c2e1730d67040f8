import Terminal
import TextLayout

/// Asks for a line of text.
struct QuestionLayer: Layer {
    enum Command: Hashable { case take, close }

    static let keys: [LayerKey<Command>] = [
        LayerKey([Key(.enter)], .take, "Take it", hint: "take it"),
        LayerKey([Key(.escape)], .close, "Back", hint: "back"),
    ]

    let question: Question
    var editor: TextEditor

    init(_ question: Question, _ look: Look) {
        self.question = question
        editor = look.lineEditor(question.text, selectingAll: question.isSelected)
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        command == .take ? [.close] + question.answer(editor.text) : [.close]
    }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        switch event {
        case .key(let key):
            if let requests = press(key, context) { return requests }
            if let command = TextEditor.command(for: key, isMultiline: false, clipboard: context.clipboard) {
                _ = editor.perform(command, width: 40, height: 1)
            }
        case .paste(let text): _ = editor.perform(.paste(text), width: 40, height: 1)
        default: break
        }
        return []
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let width = max(50, max(question.title.displayWidth, question.note.displayWidth) + 6)
        let inner = look.window(
            question.title, columns: min(look.size.columns - 4, width), rows: 3, on: &canvas, note: question.note)
        var editor = editor
        editor.scrollToCursor(width: inner.size.columns, height: 1)
        return editor.draw(on: &canvas, in: inner, isFocused: true)
    }
}
