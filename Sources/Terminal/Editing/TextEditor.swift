import TextLayout

/// The state of a text editor: text, cursor, selection, steps to undo, and the rows that are seen.
///
/// It is a value: commands change it, `draw` shows it, and it does nothing else. Places in the text are UTF-8 offsets
/// and always borders of what a person sees as a character. The text is kept byte for byte, with controls; parts that
/// aren't harmless are only shown as something else. Soft wrap leaves the last column free, so that the cursor has a
/// cell behind the last character of a full row.
///
/// The work depends on what is seen and changed, not on the length of the text: only paragraphs (lines between
/// newlines) that are visible are wrapped.
package struct TextEditor: Sendable, Hashable {
    /// True if it may have several lines. Else Enter does nothing, and pasted newlines become spaces.
    package let isMultiline: Bool
    /// The number of columns from one tab stop to the next.
    package var tabWidth: Int
    /// The characters that the terminal can draw. `draw` uses these and not the canvas's, because wrapping depends on
    /// them.
    package var glyphs: Glyphs

    /// The place where text is inserted, in UTF-8 bytes from the start.
    package internal(set) var cursor = 0
    /// The other end of the selection; nil or equal to `cursor` if nothing is selected.
    var anchor: Int?
    /// True if the cursor is shown at the end of a row, not at the start of the next, when it is at the border of the
    /// two.
    var leansBack = false
    /// The column that moving up and down tries to keep.
    var goalColumn: Int?
    /// The start of the first row that is seen.
    var top = RowStart(offset: 0)
    var document: EditorDocument
    var history = EditHistory()

    /// Creates an editor with the cursor at the start.
    ///
    /// - Parameters:
    ///   - text: Any text; its newlines are LF or CR LF.
    ///   - isMultiline: True if Enter and paste can add lines.
    ///   - tabWidth: The number of columns from one tab stop to the next.
    ///   - glyphs: The characters that the terminal can draw.
    package init(
        text: String = "", isMultiline: Bool = true, tabWidth: Int = 8, glyphs: Glyphs = .unicode
    ) {
        document = EditorDocument(text)
        self.isMultiline = isMultiline
        self.tabWidth = tabWidth
        self.glyphs = glyphs
    }

    /// The whole text, byte for byte. Takes time in proportion to its length.
    package var text: String { document.text }

    /// The number of the text's UTF-8 bytes.
    package var utf8Count: Int { document.count }

    /// True if there is no text.
    package var isEmpty: Bool { document.count == 0 }

    /// The selection, in UTF-8 bytes; nil if nothing is selected.
    package var selection: Range<Int>? {
        guard let anchor, anchor != cursor else { return nil }
        return min(anchor, cursor)..<max(anchor, cursor)
    }

    /// The selected text; empty if nothing is selected.
    package var selectedText: String {
        selection.map { document.text(in: $0) } ?? ""
    }

    /// True if there is a step to undo.
    package var canUndo: Bool { !history.done.isEmpty }

    /// True if there is a step to do again.
    package var canRedo: Bool { !history.undone.isEmpty }

    /// Replaces the whole text, as one step that can be undone. The cursor stays as near to its place as possible.
    package mutating func replaceAll(with text: String) {
        let old = document.text
        if old.utf8.elementsEqual(text.utf8) { return }
        let before = caret
        let goal = cursor
        document.replace(0..<document.count, with: text)
        setCaret(document.borderAtOrBehind(min(goal, document.count)), anchor: nil)
        top = RowStart(offset: document.borderAtOrBehind(min(top.offset, document.count)))
        history.add(.init(offset: 0, removed: old, inserted: text, before: before, after: caret, kind: .other))
        history.close()
    }

    /// Selects a part, with the cursor at its end. An empty part selects nothing.
    ///
    /// - Parameter range: UTF-8 bytes. What lies outside of the text is left out; an end inside of a character goes
    ///   behind it.
    package mutating func select(_ range: Range<Int>) {
        let end = document.borderAtOrBehind(min(max(0, range.upperBound), document.count))
        let start = document.borderAtOrBehind(min(max(0, range.lowerBound), end))
        history.close()
        setCaret(end, anchor: start == end ? nil : start)
    }

    var caret: EditHistory.Caret { .init(cursor: cursor, anchor: selection == nil ? nil : anchor) }

    mutating func setCaret(_ cursor: Int, anchor: Int?) {
        self.cursor = cursor
        self.anchor = anchor
        leansBack = false
        goalColumn = nil
    }

    /// Replaces a part of the text, moves the cursor behind the new text, and keeps the step.
    mutating func replace(_ range: Range<Int>, with text: String, kind: EditHistory.Kind = .other) {
        let before = caret
        let removed = document.text(in: range)
        document.replace(range, with: text)
        keepTop(whereReplaced: range, by: text.utf8.count)
        setCaret(document.borderAtOrBehind(range.lowerBound + text.utf8.count), anchor: nil)
        history.add(
            .init(
                offset: range.lowerBound, removed: removed, inserted: text, before: before, after: caret, kind: kind))
    }

    /// Undoes a step, or does it again.
    mutating func apply(_ step: EditHistory.Step, backwards: Bool) {
        let (old, new) = backwards ? (step.inserted, step.removed) : (step.removed, step.inserted)
        let range = step.offset..<step.offset + old.utf8.count
        document.replace(range, with: new)
        keepTop(whereReplaced: range, by: new.utf8.count)
        let caret = backwards ? step.before : step.after
        setCaret(caret.cursor, anchor: caret.anchor)
    }

    /// Keeps the seen rows in their place when text before them changes.
    private mutating func keepTop(whereReplaced range: Range<Int>, by count: Int) {
        if top.offset >= range.upperBound {
            top.offset += count - range.count
        } else if top.offset > range.lowerBound {
            top = RowStart(offset: range.lowerBound)
        }
    }
}

extension EditorDocument {
    /// Returns the next border of a character at or behind an offset.
    func borderAtOrBehind(_ offset: Int) -> Int {
        let (index, local) = locate(offset)
        let text = paragraphs[index].text
        if local == 0 || local >= text.utf8.count { return offset }
        let place = text.place(local)
        if text.utf8[place] & 0xC0 != 0x80, String.Index(place, within: text) != nil { return offset }
        return starts[index] + text.offset(of: text.index(after: place))
    }

    /// Returns the next border behind a border. The end stays where it is.
    func border(after offset: Int) -> Int {
        let (index, local) = locate(offset)
        let text = paragraphs[index].text
        if local >= text.utf8.count { return offset }
        return starts[index] + text.offset(of: text.index(after: text.place(local)))
    }

    /// Returns the next border before a border. The start stays where it is.
    func border(before offset: Int) -> Int {
        if offset == 0 { return 0 }
        var (index, local) = locate(offset)
        if local == 0 {
            index -= 1
            local = paragraphs[index].text.utf8.count
        }
        let text = paragraphs[index].text
        return starts[index] + text.offset(of: text.index(before: text.place(local)))
    }

    /// Returns the character that begins at a border; nil at the end.
    func character(at offset: Int) -> Character? {
        let (index, local) = locate(offset)
        let text = paragraphs[index].text
        return local < text.utf8.count ? text[text.place(local)] : nil
    }

    /// Returns the end of the word at or behind a border.
    func wordEnd(after offset: Int) -> Int {
        var offset = offset
        var current: WordClass?
        while let character = character(at: offset) {
            let kind = WordClass(character)
            if let current, kind != current { break }
            if kind.isWord { current = kind }
            offset = border(after: offset)
        }
        return offset
    }

    /// Returns the start of the word before a border.
    func wordStart(before offset: Int) -> Int {
        var offset = offset
        var current: WordClass?
        while offset > 0 {
            let before = border(before: offset)
            guard let character = character(at: before) else { break }
            let kind = WordClass(character)
            if let current, kind != current { break }
            if kind.isWord { current = kind }
            offset = before
        }
        return offset
    }

    /// Returns the range of the whole line, without its newline.
    func line(at offset: Int) -> Range<Int> {
        let index = locate(offset).paragraph
        return starts[index]..<starts[index] + paragraphs[index].contentCount
    }
}
