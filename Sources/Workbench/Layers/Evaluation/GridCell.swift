import Evaluation
import Terminal
import TextLayout

/// A cell of the grid of results: what a lane made of a case.
struct GridCell {
    /// The outcome, by a sign that needs no colour.
    let sign: String
    let style: Style
    /// The outcome as a word.
    let verdict: String
    /// The answer that was read; nil if there is none, or if the output is nothing else.
    let answer: String?
    /// The output, or why there is none.
    let output: String

    init(_ scored: ScoredCase?, failure: String?, _ look: Look) {
        guard let scored else {
            answer = nil
            output = failure ?? ""
            verdict = failure == nil ? "not run yet" : "failed"
            (sign, style) = failure == nil ? (look.sign("·", "."), .faint) : ("!", Style(.error))
            return
        }
        verdict = scored.verdict
        (sign, style) =
            if scored.isCorrect {
                (look.sign("✓", "+"), Style(.accent))
            } else {
                scored.isUnread ? ("?", Style(.warning)) : (look.sign("✗", "x"), Style(.error))
            }
        let sample = scored.winner ?? scored.output.samples.first
        let mark = look.glyphs.callMark
        let text = sample?.shown(mark: mark) ?? ""
        let read = scored.answerWithVotes
        // Calls that are the whole output aren't shown twice, as the answer and as trees.
        let isCalls = sample.map { read == $0.calls.text && text == $0.calls.shown(below: "", mark: mark) } ?? false
        answer = isCalls || Self.isSame(text, read) ? nil : read
        output = text
    }

    /// Returns whether an output is an answer and nothing else. Long outputs needn't be trimmed for that.
    private static func isSame(_ output: String, _ answer: String?) -> Bool {
        guard let answer, output.utf8.count <= answer.utf8.count + 16 else { return false }
        return output.trimmingPrefix(while: \.isWhitespace).reversed().trimmingPrefix(while: \.isWhitespace)
            .elementsEqual(answer.reversed())
    }

    /// Draws the cell. The answer comes first, then as much of the output as there is room for.
    func draw(isSelected: Bool, isFocused: Bool, _ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        let more: Style.Attributes = isFocused ? [.bold, .underline] : []
        func shade(_ style: Style) -> Style { isSelected ? Style(.selection, more) : style }
        canvas.write(sign, at: area.origin, shade(style), in: area)
        let (left, width) = (area.origin.column + 2, area.size.columns - 2)
        guard width > 0 else { return }
        var room = Rectangle(column: left, row: area.origin.row, columns: width, rows: area.size.rows)
        if let answer {
            let shown = look.fit(look.line(Self.beginning(of: answer, width)), width)
            canvas.write(shown, at: room.origin, shade(.text), in: room)
            if area.size.rows > 1 {
                room = room.splitTop(rows: 1).rest
            } else {
                let used = shown.displayWidth + 2
                room = Rectangle(column: left + used, row: area.origin.row, columns: width - used, rows: 1)
            }
        }
        Self.draw(output, shade(answer == nil ? .text : .faint), look, on: &canvas, in: room)
    }

    /// Draws the beginning of an untrusted text: on one line, or wrapped if the area has several.
    static func draw(
        _ text: String, _ style: Style, _ look: Look, on canvas: inout Canvas, in area: Rectangle
    ) {
        let (width, height) = (area.size.columns, area.size.rows)
        guard width > 2, height > 0 else { return }
        let start = beginning(of: text, width * height)
        guard height > 1 else {
            canvas.write(look.fit(look.line(start), width), at: area.origin, style, in: area)
            return
        }
        let lines = TextWrap.lines(harmless(start, glyphs: look.glyphs), width: width)
        for (row, line) in lines.prefix(height).enumerated() {
            let isCut = row == height - 1 && (lines.count > height || start.utf8.count < text.utf8.count)
            canvas.write(
                isCut ? look.fit("\(line.text)\(look.sign("…", "..."))", width) : String(line.text),
                at: Position(column: area.origin.column, row: area.origin.row + row), style, in: area)
        }
    }

    /// Returns as much of a text as a number of cells can show, and a little more: outputs may be long, and a screen of
    /// them is drawn for each key.
    private static func beginning(of text: String, _ cells: Int) -> String {
        let trimmed = text.trimmingPrefix(while: \.isWhitespace)
        return String(trimmed.prefix(max(0, cells) + 8))
    }
}

extension ScoredCase {
    /// The outcome as a word.
    var verdict: String { isCorrect ? "right" : isUnread ? "unread" : "wrong" }
}
