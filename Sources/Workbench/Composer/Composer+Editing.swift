import Prompting
import Terminal

extension Composer {
    /// Takes a key in a text field; nil if the field doesn't use it.
    mutating func type(_ key: Key, clipboard: String) -> [Request]? {
        guard let command = TextEditor.command(for: key, isMultiline: field.isMultiline, clipboard: clipboard) else {
            guard key.code == .enter, key.modifiers.isEmpty else { return nil }
            moveField(by: 1)
            return []
        }
        if command == .undo || command == .redo { return nil }
        let (result, requests) = perform(command)
        if !result.moved, !result.changedText, case .move(let motion, false) = command {
            switch motion {
            case .up, .pageUp: moveField(by: -1)
            case .down, .pageDown: moveField(by: 1)
            default: break
            }
        }
        return requests
    }

    /// Edits the field that the cursor is in.
    mutating func edit(_ command: EditCommand) -> [Request] { perform(command).requests }

    private mutating func perform(_ command: EditCommand) -> (result: EditResult, requests: [Request]) {
        var editor = editor(of: field)
        let size = size(of: field)
        let result = editor.perform(command, width: size.columns, height: size.rows)
        editors[field] = editor
        var requests: [Request] = []
        if let copied = result.copied { requests.append(.copy(copied)) }
        if result.changedText { requests.append(take(editor.text)) }
        return (result, requests)
    }

    /// Puts an editor's text into the prompt.
    private mutating func take(_ text: String) -> Request {
        let before = variableNames
        setText(of: field, text)
        findVariables(in: field)
        moveValue(from: before, in: field)
        return .changed(change(of: field))
    }

    /// Takes a text from the user's own editor.
    mutating func take(_ text: String, for field: ComposerField) -> [Request] {
        guard fields.contains(field) || self.field == field else { return [] }
        var text = text
        // Editors end a file with a newline that nobody typed.
        if text.hasSuffix("\n"), !self.text(of: field).hasSuffix("\n") { text.removeLast() }
        var editor = editor(of: field)
        guard editor.text != text else { return [] }
        editor.replaceAll(with: text)
        editors[field] = editor
        let before = variableNames
        setText(of: field, text)
        findVariables(in: field)
        moveValue(from: before, in: field)
        return [.changed(change(of: field))]
    }

    private func change(of field: ComposerField) -> Change {
        // What a prompt is called, found and judged by isn't sent.
        switch field {
        case .about, .part(.evaluators), .part(.testData): Change("an edit", kind: "text of \(field)", .none)
        default: Change("an edit", kind: "text of \(field)")
        }
    }

    /// True if the field can undo or redo typing.
    var canUndo: Bool { field.isText && editor(of: field).canUndo }
    var canRedo: Bool { field.isText && editor(of: field).canRedo }

    // MARK: fields

    /// Performs an action on the prompt's pane.
    mutating func perform(_ action: Action) -> [Request] {
        switch action {
        case .previousField: moveField(by: -1)
        case .nextField: moveField(by: 1)
        case .openField: return openField()
        case .addExample: return addExample()
        case .frameExamples: return frameExamples()
        case .editParts: return openParts()
        case .addTurns: return addTurns()
        case .deleteTurn: return deleteTurn()
        case .toggleExample, .deleteExample, .moveExampleUp, .moveExampleDown: return changeExample(action)
        default: break
        }
        return []
    }

    /// Closes the open example; false if none is open.
    mutating func leaveExample() -> Bool {
        guard let example = field.example, openExample == example else { return false }
        field = .example(example)
        openExample = nil
        return true
    }

    private mutating func moveField(by step: Int) {
        let fields = fields
        guard let index = fields.firstIndex(of: field) else { return }
        let next = min(max(0, index + step), fields.count - 1)
        field = fields[next]
        waitingValue = nil
        guard field.isText, next != index else { return }
        // Coming from above, the cursor goes to the text's first row; from below, to its last.
        var editor = editor(of: field)
        let area = size(of: field)
        let motions: [CursorMotion] = step > 0 ? [.documentStart, .lineEnd] : [.documentEnd]
        for motion in motions {
            _ = editor.perform(.move(motion, selecting: false), width: area.columns, height: area.rows)
        }
        editors[field] = editor
    }
}
