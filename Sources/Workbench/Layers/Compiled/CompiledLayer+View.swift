import Lanes
import Prompting
import Terminal
import TextLayout

extension CompiledLayer {
    /// A part of a line with one style.
    struct Piece {
        var text: String
        var style: Style
    }

    /// What the window shows, laid out for the screen's size: finding the lines means wrapping the whole text.
    struct Content {
        /// How many tokens the parts of the prompt have.
        var count = ""
        /// What is told of the prompt above its text.
        var notices: ArraySlice<String> = []
        /// The text.
        var lines: [[Piece]] = []
        /// The names of the text's styles, below it.
        var legend: [Piece] = []
    }

    func laidOut(_ context: any Context) -> Content {
        let look = context.look
        return Content(
            count: countText(context), notices: notices(look), lines: lines(look), legend: legend(look))
    }

    /// Returns the sent text line by line, and below it what later stages send.
    private func lines(_ look: Look) -> [[Piece]] {
        var lines = wrapped(pieces, look)
        for (index, stage) in later.enumerated() {
            lines.append([])
            lines.append([
                Piece(
                    text: "stage \(index + 2): the text above, what stage \(index + 1) writes, and then", style: .faint)
            ])
            let output =
                stage.output.map { Piece(text: $0, style: Style(.accent)) }
                ?? Piece(text: "(the text of stage \(index + 1): F5 runs the lane)", style: .faint)
            lines += wrapped([output, Piece(text: stage.opening, style: Style(.written))], look)
        }
        return lines
    }

    private func lineWidth(_ look: Look) -> Int { max(20, min(look.size.columns - 4, 116)) }

    /// Returns what is told of the prompt above its text, in at most a third of the window.
    private func notices(_ look: Look) -> ArraySlice<String> {
        (sent?.notices ?? []).flatMap { look.wrap($0, lineWidth(look)) }.prefix(max(0, look.size.rows - 3) / 3)
    }

    /// Returns the number of the text's lines that are seen at once.
    func textRows(_ look: Look) -> Int {
        // The window has all lines of the screen but the last, and a border.
        max(1, look.size.rows - 3 - content.notices.count - (content.legend.isEmpty ? 0 : 1))
    }

    /// Returns the highest first line, with which the end of the text is seen.
    func lastTop(_ look: Look) -> Int { max(0, content.lines.count - textRows(look)) }

    /// Returns pieces of text line by line. Every other token has a tinted ground. Tokens that the model obeys, and text that
    /// template or layout wrote, are marked.
    private func wrapped(_ pieces: [Piece], _ look: Look) -> [[Piece]] {
        let width = lineWidth(look)
        var lines: [[Piece]] = [[]]
        var column = 0
        for piece in pieces {
            for (number, part) in piece.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if number > 0 {
                    lines[lines.count - 1].append(Piece(text: look.sign("⏎", "\\n"), style: .faint))
                    lines.append([])
                    column = 0
                }
                for character in harmless(String(part), glyphs: look.glyphs) {
                    let columns = max(1, character.displayWidth)
                    if column + columns > width {
                        lines.append([])
                        column = 0
                    }
                    if let last = lines[lines.count - 1].last, last.style == piece.style {
                        lines[lines.count - 1][lines[lines.count - 1].count - 1].text.append(character)
                    } else {
                        lines[lines.count - 1].append(Piece(text: String(character), style: piece.style))
                    }
                    column += columns
                }
            }
        }
        return lines
    }

    /// The sent text in pieces of one style.
    private var pieces: [Piece] {
        guard let sent else { return [] }
        // A server gives no tokens, but the text is known.
        guard !sent.tokens.isEmpty else {
            return sent.fragments.map { Piece(text: $0.text, style: $0.isField ? .text : Style(.written)) }
        }
        // If the tokens don't spell the text, it isn't known which of them are the prompt's.
        let cut = sent.tokenFragments ?? sent.tokens.map { [Fragment($0.text, isField: true)] }
        let isKnown = sent.tokenFragments != nil
        return zip(sent.tokens, cut).enumerated().flatMap { index, token in
            let (text, fragments) = (token.0.text, token.1)
            let isFieldOnly = isKnown && fragments.allSatisfy(\.isField)
            let looksControl = text.hasPrefix("<|") || (text.hasPrefix("<") && text.hasSuffix(">") && text.count > 2)
            return fragments.map { fragment in
                let isPlain = index.isMultiple(of: 2)
                let style: Style =
                    looksControl && !isFieldOnly
                    ? Style(.control)
                    : fragment.isField
                        ? isPlain ? .text : Style(.tint) : Style(isPlain ? .written : .writtenTint)
                return Piece(text: fragment.text, style: style)
            }
        }
    }

    /// Returns a line that names the styles of the text; empty if there is only one kind.
    private func legend(_ look: Look) -> [Piece] {
        guard let sent else { return [] }
        let styles = Set(pieces.map(\.style))
        let dot = Piece(text: look.sign(" · ", " - "), style: .faint)
        let isWritten = styles.contains(Style(.written)) || styles.contains(Style(.writtenTint))
        let writer = layout == .completion ? "the layout" : sent.tokens.isEmpty ? "roles" : "the template"
        var entries = [Piece(text: "your prompt", style: .text)]
        if isWritten { entries.append(Piece(text: writer, style: Style(.written))) }
        if styles.contains(Style(.control)) { entries.append(Piece(text: "control tokens", style: Style(.control))) }
        if later.contains(where: { $0.output != nil }) {
            entries.append(Piece(text: "the model's output", style: Style(.accent)))
        }
        guard entries.count > 1 else { return [] }
        return Array(entries.map { [$0] }.joined(separator: [dot]))
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let index = context.setup.ids.firstIndex(of: lane)
        let name = index.map { context.setup.lanes[$0].name } ?? ""
        // The window is as wide as the lines are wrapped.
        let inner = look.window(
            "the exact text that lane \(look.line(name)) sends", columns: 120, rows: look.size.rows - 2, on: &canvas,
            note: content.count)
        guard sent != nil else {
            let text = problem ?? "…"
            for (row, wrapped) in TextWrap.lines(harmless(text, glyphs: look.glyphs), width: inner.size.columns)
                .enumerated()
            {
                canvas.write(
                    wrapped.text, at: Position(column: inner.origin.column, row: inner.origin.row + row),
                    Style(problem == nil ? .faint : .error), in: inner)
            }
            return nil
        }
        for (row, notice) in content.notices.enumerated() {
            canvas.write(
                notice,
                at: Position(column: inner.origin.column, row: inner.origin.row + row), Style(.warning), in: inner)
        }
        let rest = inner.splitTop(rows: content.notices.count).rest
        let (text, last) = rest.splitBottom(rows: content.legend.isEmpty ? 0 : 1)
        // The screen may have grown since it was scrolled.
        let first = min(top, lastTop(look))
        for (row, pieces) in content.lines.dropFirst(first).prefix(text.size.rows).enumerated() {
            write(pieces, at: Position(column: text.origin.column, row: text.origin.row + row), on: &canvas, in: text)
        }
        write(content.legend, at: last.origin, on: &canvas, in: last)
        return nil
    }

    private func write(_ pieces: [Piece], at place: Position, on canvas: inout Canvas, in area: Rectangle) {
        var column = place.column
        for piece in pieces {
            column += canvas.write(
                piece.text, at: Position(column: column, row: place.row), piece.style, in: area)
        }
    }

    /// Returns the number of tokens of each part of the prompt.
    private func countText(_ context: any Context) -> String {
        let (look, setup) = (context.look, context.setup)
        guard let sent, let index = setup.ids.firstIndex(of: lane) else { return "" }
        if let facts = setup.facts(of: index), facts.isServer {
            return "messages; \(look.line(facts.name)) doesn't show its tokens"
        }
        let dot = look.sign(" · ", " - ")
        let count = sent.tokens.count
        let length = setup.facts(of: context.focusedLane)?.contextLength ?? .max
        var parts = [
            count >= length
                ? "\(count) tokens DON'T FIT the context of \(length)"
                : length == .max ? "\(count) tokens" : "\(count) of \(length) tokens"
        ]
        parts += PartTokens(of: sent, lane: index, setup).all.map { "\($0.name) \($0.count)" }
        return parts.joined(separator: dot)
    }
}
