import TextLayout

/// The state of a text editor: text, cursor, selection, what can be undone, and what is seen.
///
/// A value: commands change it, `draw` shows it, and nothing else happens. Places in the text are UTF-8 offsets and always
/// borders of what a person sees as a character. The text is kept byte for byte, controls and all; what isn't harmless
/// is only shown as something else. Soft wrap leaves the last column free, so that the cursor has a cell behind the last
/// character of a full row.
///
/// Work is in proportion to what is seen and changed, not to the text: only paragraphs (lines between newlines) that are
/// visible are wrapped.
package struct TextEditor: Sendable, Hashable {
    /// Whether it can hold newlines of its own making: if not, Enter is nothing and pasted newlines become spaces.
    package let isMultiline: Bool
    /// The columns from one tab stop to the next.
    package var tabWidth: Int
    /// What the terminal can draw; `draw` goes by this and not by the canvas, because wrapping depends on it.
    package var glyphs: Glyphs

    /// Where text is inserted, in UTF-8 bytes from the start.
    package internal(set) var cursor = 0
    /// The other end of what is selected; nil or equal to `cursor` if nothing is.
    var anchor: Int?
    /// At the border of two rows of one paragraph: whether the cursor is shown at the end of the first.
    var leansBack = false
    /// The column that moving up and down keeps to.
    var goalColumn: Int?
    /// The first row that is seen.
    var top = RowStart(offset: 0)
    var document: EditorDocument
    var history = EditHistory()

    /// An editor with the cursor at the start.
    ///
    /// - Parameters:
    ///   - text: Any text; its newlines are LF or CR LF.
    ///   - isMultiline: Whether Enter and paste can add lines.
    ///   - tabWidth: The columns from one tab stop to the next.
    ///   - glyphs: What the terminal can draw.
    package init(
        text: String = "", isMultiline: Bool = true, tabWidth: Int = 8, glyphs: Glyphs = .unicode
    ) {
        document = EditorDocument(text)
        self.isMultiline = isMultiline
        self.tabWidth = tabWidth
        self.glyphs = glyphs
    }

    /// The whole text, byte for byte; takes time in proportion to it.
    package var text: String { document.text }

    /// The UTF-8 bytes of the text.
    package var utf8Count: Int { document.count }

    /// Whether there is no text.
    package var isEmpty: Bool { document.count == 0 }

    /// What is selected, in UTF-8 bytes; nil if nothing is.
    package var selection: Range<Int>? {
        guard let anchor, anchor != cursor else { return nil }
        return min(anchor, cursor)..<max(anchor, cursor)
    }

    /// The text that is selected; empty if none is.
    package var selectedText: String {
        selection.map { document.text(in: $0) } ?? ""
    }

    /// Whether there is a step to take back.
    package var canUndo: Bool { !history.done.isEmpty }

    /// Whether there is a step to do again.
    package var canRedo: Bool { !history.undone.isEmpty }

    /// Puts another text in place of the whole, as one step that can be undone. The cursor stays as near as it can.
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

    /// Selects a part, with the cursor at its end; nothing is selected if it is empty.
    ///
    /// - Parameter range: UTF-8 bytes; what is outside of the text is left out, and ends inside of a character go behind it.
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

    /// Puts a text in place of a part, moves the cursor behind it, and remembers the step.
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

    /// Does a step again or takes it back.
    mutating func apply(_ step: EditHistory.Step, backwards: Bool) {
        let (old, new) = backwards ? (step.inserted, step.removed) : (step.removed, step.inserted)
        let range = step.offset..<step.offset + old.utf8.count
        document.replace(range, with: new)
        keepTop(whereReplaced: range, by: new.utf8.count)
        let caret = backwards ? step.before : step.after
        setCaret(caret.cursor, anchor: caret.anchor)
    }

    /// Keeps what is seen where it is when something before it changes.
    private mutating func keepTop(whereReplaced range: Range<Int>, by count: Int) {
        if top.offset >= range.upperBound {
            top.offset += count - range.count
        } else if top.offset > range.lowerBound {
            top = RowStart(offset: range.lowerBound)
        }
    }
}

extension EditorDocument {
    /// Returns the next border of a character that isn't before an offset.
    func borderAtOrBehind(_ offset: Int) -> Int {
        let (index, local) = locate(offset)
        let text = paragraphs[index].text
        if local == 0 || local >= text.utf8.count { return offset }
        let place = text.place(local)
        if text.utf8[place] & 0xC0 != 0x80, String.Index(place, within: text) != nil { return offset }
        return starts[index] + text.offset(of: text.index(after: place))
    }

    /// Returns the next border behind a border; the end stays where it is.
    func border(after offset: Int) -> Int {
        let (index, local) = locate(offset)
        let text = paragraphs[index].text
        if local >= text.utf8.count { return offset }
        return starts[index] + text.offset(of: text.index(after: text.place(local)))
    }

    /// Returns the next border before a border; the start stays where it is.
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

    /// Returns the whole line, without its newline.
    func line(at offset: Int) -> Range<Int> {
        let index = locate(offset).paragraph
        return starts[index]..<starts[index] + paragraphs[index].contentCount
    }
}
