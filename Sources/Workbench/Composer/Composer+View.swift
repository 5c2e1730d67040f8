import Prompting
import Terminal
import TextLayout

extension Composer {
    /// Draws the prompt's pane, with the focus's border if it `hasFocus`, and with the numbers of its parts' tokens if they are
    /// known. Returns the cursor's cell.
    func draw(
        hasFocus: Bool, _ tokens: PartTokens?, _ look: Look, on canvas: inout Canvas, in area: Rectangle
    ) -> Position? {
        canvas.box(area, title: look.word("prompt"), Style(hasFocus ? .focusedBorder : .border))
        let inner = area.inset(columns: 2, rows: 1)
        let layout = ComposerLayout(self)
        var cursor: Position?
        for item in layout.items {
            let place = layout.place(of: item, top: top)
            let seen = place.clipped(to: inner)
            guard !seen.isEmpty else { continue }
            switch item.kind {
            case .gap: break
            case .heading(let text, let note):
                let width = canvas.write(look.word(text), at: place.origin, Style(.title), in: inner)
                let notes = [note, tokens?.note(under: text) ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
                canvas.write(
                    look.fit(look.line(notes), max(0, inner.columns.upperBound - place.origin.column - width - 2)),
                    at: Position(column: place.origin.column + width + 2, row: place.origin.row), .faint, in: inner)
            case .label(let text):
                canvas.write(
                    look.line(look.word(text)), at: Position(column: place.origin.column + 1, row: place.origin.row),
                    .faint, in: inner)
            case .problem(let text):
                canvas.write(
                    text, at: Position(column: place.origin.column + 1, row: place.origin.row), Style(.error),
                    in: inner)
            case .line(let field): drawLine(field, hasFocus: hasFocus, look, on: &canvas, in: place, clip: inner)
            case .field(let field):
                let isFocused = hasFocus && self.field == field
                if isFocused {
                    canvas.write(
                        look.sign("▎", "|"), at: Position(column: place.origin.column - 1, row: seen.origin.row),
                        Style(.accent), in: inner)
                }
                if editor(of: field).isEmpty, !isFocused {
                    canvas.write(look.word(placeholder(field)), at: place.origin, Style(.faint, .dim), in: inner)
                }
                if let position = editor(of: field).draw(
                    on: &canvas, in: seen, isFocused: isFocused, highlights: Self.variablesHighlighted)
                {
                    cursor = position
                }
            }
        }
        drawScrollMarks(layout, look, on: &canvas, in: area)
        return cursor
    }

    private func drawScrollMarks(_ layout: ComposerLayout, _ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        let right = area.columns.upperBound - 2
        if top > 0 {
            canvas.write(look.sign("▲", "^"), at: Position(column: right, row: area.origin.row), .faint)
        }
        if top + layout.area.size.rows < layout.rows {
            canvas.write(look.sign("▼", "v"), at: Position(column: right, row: area.rows.upperBound - 1), .faint)
        }
    }

    private func drawLine(
        _ field: ComposerField, hasFocus: Bool, _ look: Look, on canvas: inout Canvas, in place: Rectangle,
        clip: Rectangle
    ) {
        let isFocused = hasFocus && self.field == field
        var style = Style.text
        var text: String
        switch field {
        case .example(let index):
            let example = prompt.examples[index]
            let isOpen = openExample == index
            let mark = example.isOn ? look.sign("●", "[x]") : look.sign("○", "[ ]")
            let arrow = look.sign("→", "->")
            text =
                "\(mark) \(isOpen ? "example \(index + 1)" : "\(look.line(example.input)) \(arrow) \(look.line(example.output))")"
            if !isOpen, example.input.isEmpty, example.output.isEmpty { text = "\(mark) an empty example" }
            if !isOpen { text = summary(mark, example, arrow, look, width: place.size.columns - 1) }
            if !example.isOn { style = .faint }
        case .addExample:
            text = look.word("+ add an example")
            style = .faint
        case .addTurns:
            text = look.word("+ add a question and its answer")
            style = .faint
        case .title(let section):
            let isOpen = openSections.contains(section)
            text = (isOpen ? look.sign("▾ ", "- ") : look.sign("▸ ", "+ ")) + look.word(section.title)
            style = .faint
        default: text = ""
        }
        if isFocused {
            style = Style(.selection)
            canvas.fill(
                Rectangle(column: place.origin.column, row: place.origin.row, columns: place.size.columns, rows: 1)
                    .clipped(to: clip), style)
        }
        canvas.write(look.fit(text, place.size.columns), at: place.origin, style, in: clip)
    }

    /// Returns an example on one line. A short output is shown whole.
    private func summary(_ mark: String, _ example: Example, _ arrow: String, _ look: Look, width: Int) -> String {
        if example.input.isEmpty, example.output.isEmpty { return "\(mark) an empty example" }
        let room = max(4, width - mark.displayWidth - arrow.displayWidth - 3)
        let output = look.fit(look.line(example.output), max(room / 2, room - look.line(example.input).displayWidth))
        let input = look.fit(look.line(example.input), room - output.displayWidth)
        return "\(mark) \(input) \(arrow) \(output)"
    }

    private func placeholder(_ field: ComposerField) -> String {
        switch field {
        case .instruction: "what the model should do"
        case .input: "the question or text; {{name}} is a variable"
        case .turn(let index): "what the \(prompt.turns[index].role.rawValue) says; empty isn't sent"
        case .exampleReasoning: "the steps that lead to the output (CoT)"
        case .variable: "its value"
        case .about(.name): "what lists call it"
        case .about(.description): "what it is for"
        case .about(.tags): "words to find it by"
        case .wording(.opening): "what the answer begins with"
        case .part(.answer): "type: number"
        case .part(.evaluators): "- { type: contains, value: please }"
        case .part(.testData): "- { \(variableNames.first ?? "input"): text, expected: answer }"
        default: ""
        }
    }

    /// Returns the styles of `{{name}}` in a paragraph.
    private static func variablesHighlighted(_ paragraph: Substring) -> [(Range<String.Index>, Style)] {
        Template.ranges(ofVariablesIn: paragraph).map { ($0, Style(.accent)) }
    }
}
