/// Where the cursor of an editor can go.
package enum CursorMotion: Sendable, Hashable, CaseIterable {
    /// By one character as a person sees it; from the end of a line to the next one.
    case left, right
    /// By one row as it is wrapped, in the same column where there is one.
    case up, down
    /// To the start of the word, or to its end; then to the next ones.
    case wordLeft, wordRight
    /// To the edge of the row as it is wrapped; from there to that of the whole line.
    case lineStart, lineEnd
    /// To the edge of the text.
    case documentStart, documentEnd
    /// By what is seen at once, less one row.
    case pageUp, pageDown
}

/// What a person can tell an editor to do.
package enum EditCommand: Sendable, Hashable {
    /// Puts text in place of what is selected, as typing does: letter after letter is undone by word.
    case insert(String)
    /// Begins a new line; nothing in an editor of one line.
    case newline
    /// Puts text in place of what is selected, undone as one step.
    case paste(String)
    /// Deletes what is selected, or else the character before or behind the cursor.
    case deleteBackward, deleteForward
    /// Deletes what is selected, or else from the cursor to where `wordLeft` or `wordRight` goes.
    case deleteWordBackward, deleteWordForward
    /// Deletes what is selected, or else to the start or the end of the whole line; from there the line's end itself.
    case deleteToLineStart, deleteToLineEnd
    /// Moves the cursor; what it passes is selected or not.
    case move(CursorMotion, selecting: Bool)
    /// Selects the whole text.
    case selectAll
    /// Gives what is selected to the clipboard; `cut` deletes it as well.
    case copy, cut
    /// Takes the last step back, or does it again.
    case undo, redo
}

/// What came of a command.
package struct EditResult: Sendable, Hashable {
    /// Text for the clipboard; nil if nothing was copied or cut.
    package var copied: String?
    /// Whether the text is another one.
    package var changedText: Bool
    /// Whether the cursor or the selection is elsewhere. Where neither this nor the text changed, a key can mean
    /// something else: ↑ in the first row may lead to the field above.
    package var moved: Bool

    /// A result; nothing happened unless said otherwise.
    package init(copied: String? = nil, changedText: Bool = false, moved: Bool = false) {
        self.copied = copied
        self.changedText = changedText
        self.moved = moved
    }
}

extension TextEditor {
    /// Returns what a key does in an editor; nil for keys that are left to others.
    ///
    /// - Parameters:
    ///   - key: What was pressed.
    ///   - isMultiline: Whether Enter begins a new line; else it is left to others.
    ///   - clipboard: What ^V pastes.
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
