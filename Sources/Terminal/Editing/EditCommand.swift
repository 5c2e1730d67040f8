/// A motion of an editor's cursor.
package enum CursorMotion: Sendable, Hashable, CaseIterable {
    /// By one character as a person sees it. From the end of a line it goes to the next line.
    case left, right
    /// By one row of the wrapped text. The column stays if the row is long enough.
    case up, down
    /// To the start or the end of the word; from there to that of the next word.
    case wordLeft, wordRight
    /// To the edge of the wrapped row; from there to the edge of the whole line.
    case lineStart, lineEnd
    /// To the edge of the text.
    case documentStart, documentEnd
    /// By the rows that are seen at once, less one.
    case pageUp, pageDown
}

/// A command to an editor.
package enum EditCommand: Sendable, Hashable {
    /// Puts text in place of the selection, like typing: letters are undone word by word.
    case insert(String)
    /// Begins a new line. Does nothing in an editor of one line.
    case newline
    /// Puts text in place of the selection, as one step that can be undone.
    case paste(String)
    /// Deletes the selection, else the character before or behind the cursor.
    case deleteBackward, deleteForward
    /// Deletes the selection, else the text between the cursor and where `wordLeft` or `wordRight` would go.
    case deleteWordBackward, deleteWordForward
    /// Deletes the selection, else the text to the start or the end of the whole line; at that end, the line break.
    case deleteToLineStart, deleteToLineEnd
    /// Moves the cursor. With `selecting`, the text that it passes is selected.
    case move(CursorMotion, selecting: Bool)
    /// Selects the whole text.
    case selectAll
    /// Copies the selection to the clipboard; `cut` deletes it too.
    case copy, cut
    /// Undoes the last step, or does it again.
    case undo, redo
}

/// The result of a command.
package struct EditResult: Sendable, Hashable {
    /// Text for the clipboard; nil if nothing was copied or cut.
    package var copied: String?
    /// True if the text changed.
    package var changedText: Bool
    /// True if the cursor or the selection moved. If neither this nor the text changed, a key can mean something else:
    /// ↑ in the first row may lead to the field above.
    package var moved: Bool

    /// Creates a result. By default nothing happened.
    package init(copied: String? = nil, changedText: Bool = false, moved: Bool = false) {
        self.copied = copied
        self.changedText = changedText
        self.moved = moved
    }
}

extension TextEditor {
    /// Returns the command of a key in an editor; nil for keys that the editor doesn't use.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - isMultiline: True if Enter begins a new line; else the editor doesn't use it.
    ///   - clipboard: The text that ^V pastes.
    /// - Returns: The command of the key.
    package static func command(for key: Key, isMultiline: Bool = true, clipboard: String = "") -> EditCommand? {
        switch key.code {
        case .character(let character): command(for: character, key.modifiers, clipboard: clipboard)
        case .enter: key.modifiers.isEmpty && isMultiline ? .newline : nil
        case .backspace: key.modifiers.subtracting(.shift).isEmpty ? .deleteBackward : .deleteWordBackward
        case .delete: key.modifiers.subtracting(.shift).isEmpty ? .deleteForward : .deleteWordForward
        default: motion(for: key).map { .move($0, selecting: key.modifiers.contains(.shift)) }
        }
    }

    private static func command(
        for character: Character, _ modifiers: Key.Modifiers, clipboard: String
    ) -> EditCommand? {
        switch (modifiers.subtracting(.shift), character) {
        case ([], _): .insert(String(character))
        case (.control, "a"): .move(.lineStart, selecting: false)
        case (.control, "w"): .deleteWordBackward
        case (.control, "u"): .deleteToLineStart
        case (.control, "k"): .deleteToLineEnd
        case (.control, "x"): .cut
        case (.control, "c"): .copy
        case (.control, "v"): .paste(clipboard)
        case (.control, "_"): .undo
        case (.alt, "_"): .redo
        case (.alt, "a"): .selectAll
        case (.alt, "b"): .move(.wordLeft, selecting: false)
        case (.alt, "f"): .move(.wordRight, selecting: false)
        case (.alt, "d"): .deleteWordForward
        default: nil
        }
    }

    private static func motion(for key: Key) -> CursorMotion? {
        let isByWord = !key.modifiers.isDisjoint(with: [.control, .alt])
        switch key.code {
        case .left: return isByWord ? .wordLeft : .left
        case .right: return isByWord ? .wordRight : .right
        case .home: return isByWord ? .documentStart : .lineStart
        case .end: return isByWord ? .documentEnd : .lineEnd
        case .up where !isByWord: return .up
        case .down where !isByWord: return .down
        case .pageUp where !isByWord: return .pageUp
        case .pageDown where !isByWord: return .pageDown
        default: return nil
        }
    }
}
