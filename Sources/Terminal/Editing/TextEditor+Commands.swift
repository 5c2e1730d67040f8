extension TextEditor {
    /// Performs a command and brings the cursor into view.
    ///
    /// - Parameters:
    ///   - command: The command.
    ///   - width: The editor's columns on the screen.
    ///   - height: The editor's rows on the screen.
    /// - Returns: The result.
    @discardableResult
    package mutating func perform(_ command: EditCommand, width: Int, height: Int) -> EditResult {
        let before = (caret, leansBack)
        var result = EditResult()
        switch command {
        case .insert(let text):
            let isTyping = selection == nil && text.count == 1
            result.changedText = replaceSelection(with: text, kind: isTyping ? .typing : .other)
        case .newline:
            if isMultiline { result.changedText = replaceSelection(with: "\n", kind: .other) }
        case .paste(let text):
            history.close()
            result.changedText = replaceSelection(with: text, kind: .other)
            history.close()
        case .deleteBackward:
            result.changedText = delete(document.border(before: cursor)..<cursor, kind: .deletingBackward)
        case .deleteForward:
            result.changedText = delete(cursor..<document.border(after: cursor), kind: .deletingForward)
        case .deleteWordBackward:
            result.changedText = delete(document.wordStart(before: cursor)..<cursor)
        case .deleteWordForward:
            result.changedText = delete(cursor..<document.wordEnd(after: cursor))
        case .deleteToLineStart:
            let start = document.line(at: cursor).lowerBound
            result.changedText = delete((start < cursor ? start : document.border(before: cursor))..<cursor)
        case .deleteToLineEnd:
            let end = document.line(at: cursor).upperBound
            result.changedText = delete(cursor..<(end > cursor ? end : document.border(after: cursor)))
        case .move(let motion, let selecting):
            history.close()
            move(motion, selecting: selecting, width: width, height: height)
        case .selectAll:
            history.close()
            setCaret(document.count, anchor: document.count == 0 ? nil : 0)
        case .copy, .cut:
            if let selection {
                result.copied = document.text(in: selection)
                if command == .cut { result.changedText = delete(selection) }
            }
        case .undo:
            if let step = history.undo() {
                apply(step, backwards: true)
                result.changedText = true
            }
        case .redo:
            if let step = history.redo() {
                apply(step, backwards: false)
                result.changedText = true
            }
        }
        result.moved = before != (caret, leansBack)
        scrollToCursor(width: width, height: height)
        return result
    }

    /// Deletes the selection, else a part of the text.
    private mutating func delete(_ range: Range<Int>, kind: EditHistory.Kind = .other) -> Bool {
        let part = selection ?? range
        if part.isEmpty { return false }
        replace(part, with: "", kind: selection == nil ? kind : .other)
        return true
    }

    private mutating func replaceSelection(with text: String, kind: EditHistory.Kind) -> Bool {
        let text = isMultiline ? text : Self.inOneLine(text)
        let part = selection ?? cursor..<cursor
        if part.isEmpty, text.isEmpty { return false }
        replace(part, with: text, kind: kind)
        return true
    }

    /// Returns a text with spaces in place of newlines. Newlines at its end are removed.
    private static func inOneLine(_ text: String) -> String {
        var text = text[...]
        while text.last == "\n" || text.last == "\r\n" { text.removeLast() }
        return String(text.map { $0 == "\n" || $0 == "\r\n" ? " " : $0 })
    }
}
