import TestRandom
import Testing
import TextLayout

@testable import Terminal

/// An editor that is too slow to use and too simple to be wrong: a string, of which all borders are found each time.
private struct NaiveEditor {
    var text = ""
    var cursor = 0
    var anchor: Int?

    var selection: Range<Int>? {
        guard let anchor, anchor != cursor else { return nil }
        return min(anchor, cursor)..<max(anchor, cursor)
    }

    private var borders: [Int] {
        var borders = [0]
        for character in text { borders.append(borders[borders.count - 1] + character.utf8.count) }
        return borders
    }

    private mutating func replace(_ range: Range<Int>, with new: String) {
        var bytes = Array(text.utf8)
        bytes.replaceSubrange(range, with: new.utf8)
        text = String(decoding: bytes, as: UTF8.self)
        let end = range.lowerBound + new.utf8.count
        cursor = borders.first { $0 >= end } ?? 0
        anchor = nil
    }

    private func target(of motion: CursorMotion) -> Int {
        let borders = borders
        let classes = text.map { WordClass($0) }
        var index = borders.firstIndex(of: cursor) ?? 0
        switch motion {
        case .left: index = max(0, index - 1)
        case .right: index = min(borders.count - 1, index + 1)
        case .documentStart: index = 0
        case .documentEnd: index = borders.count - 1
        case .wordLeft:
            while index > 0, !classes[index - 1].isWord { index -= 1 }
            let kind = index > 0 ? classes[index - 1] : nil
            while index > 0, classes[index - 1] == kind { index -= 1 }
        case .wordRight:
            while index < classes.count, !classes[index].isWord { index += 1 }
            let kind = index < classes.count ? classes[index] : nil
            while index < classes.count, classes[index] == kind { index += 1 }
        default: break
        }
        return borders[index]
    }

    private func lineEdge(atEnd: Bool) -> Int {
        let borders = borders
        let characters = Array(text)
        func isNewline(_ character: Character) -> Bool { character == "\n" || character == "\r\n" }
        var index = borders.firstIndex(of: cursor) ?? 0
        if atEnd {
            while index < characters.count, !isNewline(characters[index]) { index += 1 }
        } else {
            while index > 0, !isNewline(characters[index - 1]) { index -= 1 }
        }
        return borders[index]
    }

    private mutating func delete(to place: Int) {
        replace(selection ?? min(place, cursor)..<max(place, cursor), with: "")
    }

    mutating func perform(_ command: EditCommand) {
        switch command {
        case .insert(let new), .paste(let new): replace(selection ?? cursor..<cursor, with: new)
        case .newline: replace(selection ?? cursor..<cursor, with: "\n")
        case .deleteBackward: delete(to: target(of: .left))
        case .deleteForward: delete(to: target(of: .right))
        case .deleteWordBackward: delete(to: target(of: .wordLeft))
        case .deleteWordForward: delete(to: target(of: .wordRight))
        case .deleteToLineStart:
            let edge = lineEdge(atEnd: false)
            delete(to: edge == cursor ? target(of: .left) : edge)
        case .deleteToLineEnd:
            let edge = lineEdge(atEnd: true)
            delete(to: edge == cursor ? target(of: .right) : edge)
        case .move(let motion, let selecting):
            if !selecting, let selection, motion == .left || motion == .right {
                cursor = motion == .left ? selection.lowerBound : selection.upperBound
            } else {
                if selecting, anchor == nil { anchor = cursor }
                cursor = target(of: motion)
            }
            if !selecting { anchor = nil }
        case .selectAll: (anchor, cursor) = (0, text.utf8.count)
        case .cut: if selection != nil { delete(to: cursor) }
        case .copy, .undo, .redo: break
        }
    }
}

@Suite struct TextEditorModelTests {
    private static let pieces = [
        "a", "b c", " ", "\n", "\r", "\r\n", "\t", "한", "글자 둘", "漢字", "かな", "カナ", "。", "👍", "\u{1F3FD}", "👩",
        "\u{200D}", "🇰",
        "🇷", "e", "\u{301}", "\u{93F}", "\u{1B}", "\u{0}", "\u{202E}", "\u{FE0F}", "❤", "שלום", "عليكم", "ᄒ", "ᅡ", "ᆫ",
        "{{x}}", "",
    ]

    private static func command(_ generator: inout SplitMix) -> EditCommand {
        let motions: [CursorMotion] = [.left, .right, .wordLeft, .wordRight, .documentStart, .documentEnd]
        switch Int.random(in: 0..<20, using: &generator) {
        case 0..<6: return .insert(pieces.randomElement(using: &generator) ?? "")
        case 6: return .paste((0..<5).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined())
        case 7: return .newline
        case 8: return .deleteBackward
        case 9: return .deleteForward
        case 10: return .deleteWordBackward
        case 11: return .deleteWordForward
        case 12: return [.deleteToLineStart, .deleteToLineEnd, .cut].randomElement(using: &generator) ?? .cut
        case 13 where Bool.random(using: &generator): return .selectAll
        default:
            // The edges of the text now and then only: most happens between.
            let count = Int.random(in: 0..<10, using: &generator) == 0 ? 6 : 4
            return .move(motions[Int.random(in: 0..<count, using: &generator)], selecting: .random(using: &generator))
        }
    }

    @Test(arguments: 1...40)
    func `text, cursor and selection are those of a naive editor`(seed: Int) {
        var generator = SplitMix(seed: UInt64(seed))
        var editor = TextEditor()
        var naive = NaiveEditor()
        for step in 0..<400 {
            let command = Self.command(&generator)
            let before = naive.text
            editor.perform(command, width: 12, height: 4)
            naive.perform(command)
            let isSame =
                Array(editor.text.utf8) == Array(naive.text.utf8) && editor.cursor == naive.cursor
                && editor.selection == naive.selection
            #expect(isSame, "step \(step): \(command) on \(before.debugDescription)")
            if !isSame { return }
        }
    }

    @Test(arguments: 1...20)
    func `undoing everything leads back, and redoing forth again`(seed: Int) {
        var generator = SplitMix(seed: UInt64(seed))
        let start = "안녕\r\nabc e\u{301}\n"
        var editor = TextEditor(text: start)
        for _ in 0..<300 {
            editor.perform(Self.command(&generator), width: 12, height: 4)
            if Int.random(in: 0..<10, using: &generator) == 0 { editor.perform(.undo, width: 12, height: 4) }
        }
        let end = editor.text
        var steps = 0
        while editor.canUndo {
            editor.perform(.undo, width: 12, height: 4)
            steps += 1
        }
        #expect(Array(editor.text.utf8) == Array(start.utf8))
        for _ in 0..<steps { editor.perform(.redo, width: 12, height: 4) }
        #expect(Array(editor.text.utf8) == Array(end.utf8))
    }

    /// What is drawn of an editor with so many rows, as text.
    private func lines(_ editor: TextEditor, _ columns: Int, _ rows: Int) -> (lines: [String], cursor: Position?) {
        var canvas = Canvas(Size(columns: columns, rows: rows))
        let cursor = editor.draw(on: &canvas, in: canvas.bounds, isFocused: true)
        return (canvas.lines, cursor)
    }

    @Test(arguments: [2, 5, 9, 30])
    func `a long paragraph that is changed wraps like one that was never changed`(width: Int) {
        var generator = SplitMix(seed: UInt64(width))
        let start = (0..<1500).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
            .filter { $0 != "\n" && $0 != "\r\n" }
        var editor = TextEditor(text: start)
        for step in 0..<400 {
            let length = editor.utf8Count
            if step % 4 == 0 {
                let place = Int.random(in: 0...length, using: &generator)
                editor.select(place..<min(length, place + (step % 8 == 0 ? 0 : 5)))
            }
            let piece = Self.pieces.filter { !$0.contains { $0.isNewline } }.randomElement(using: &generator) ?? ""
            let command: EditCommand =
                [.insert(piece), .deleteBackward, step % 3 == 0 ? .newline : .deleteForward, .undo][step % 4]
            editor.perform(command, width: width, height: 8)
            var fresh = TextEditor(text: editor.text)
            fresh.select(editor.cursor..<editor.cursor)
            fresh.top = editor.top
            let (seen, expected) = (lines(editor, width, 8), lines(fresh, width, 8))
            let wrapping = editor.wrapping(width: width)
            let isSame =
                seen.lines == expected.lines && seen.cursor == expected.cursor
                && editor.document.paragraphs.allSatisfy {
                    $0.rows(wrapping, through: .all) == Paragraph(text: $0.text).rows(wrapping, through: .all)
                }
            #expect(isSame, "step \(step): \(command)")
            if !isSame { return }
        }
    }

    @Test(arguments: 1...20)
    func `the cursor is always seen, and down and up go row by row`(seed: Int) {
        var generator = SplitMix(seed: UInt64(seed))
        var editor = TextEditor(
            text: (0..<120).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined())
        let wrapping = editor.wrapping(width: 16)
        func row() -> TextEditor.Row { editor.row(of: editor.cursor, leaningBack: editor.leansBack, wrapping) }
        func isMiddle(_ row: TextEditor.Row) -> Bool {
            let layout = editor.layout(of: row, wrapping)
            return layout.startsInside && layout.endsInside && layout.units.count == 1
        }
        var seen = [row()]
        while editor.perform(.move(.down, selecting: false), width: 16, height: 3).moved {
            #expect(lines(editor, 16, 3).cursor != nil)
            // A row in the middle of what one character is shown as has no place for the cursor.
            var expected = editor.walk(from: seen[seen.count - 1], by: 1, wrapping).row
            while isMiddle(expected) { expected = editor.walk(from: expected, by: 1, wrapping).row }
            #expect(row() == expected)
            seen.append(row())
        }
        #expect(row() == editor.row(of: RowStart(offset: editor.utf8Count), wrapping))
        for expected in seen.dropLast().reversed() {
            editor.perform(.move(.up, selecting: false), width: 16, height: 3)
            #expect(row() == expected)
        }
        for _ in 0..<100 {
            editor.perform(Self.command(&generator), width: 16, height: 3)
            #expect(lines(editor, 16, 3).cursor != nil)
        }
    }
}
