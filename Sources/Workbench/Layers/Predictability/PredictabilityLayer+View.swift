import Evaluation
import Foundation
import Lanes
import Terminal
import TextLayout

extension PredictabilityLayer {
    /// A part of a line.
    struct Piece {
        var text: String
        var style: Style
        /// The index of the token that it is of; nil if it is of none.
        var token: Int?

        init(_ text: String, _ style: Style, token: Int? = nil) {
            (self.text, self.style, self.token) = (text, style, token)
        }
    }

    /// Returns all lines: how many tokens each step of rank has, the figures, and the text with signs below. They take time: all
    /// of the text is wrapped.
    func laidOut(_ look: Look) -> [[Piece]] {
        let width = Self.columns(look) - 4
        func plain(_ text: String, _ style: Style) -> [[Piece]] { look.wrap(text, width).map { [Piece($0, style)] } }
        guard let found else {
            return plain(problem ?? look.glyphs.ellipsis, Style(problem == nil ? .faint : .error))
        }
        guard !found.tokens.isEmpty else {
            return plain("The text is too short: no token of it has a figure.", .faint)
        }
        var said =
            "So predictable is the text for \(modelName). The figures don't say who wrote it: `lathe detect` in a shell compares it with texts of known origin."
        if found.tokens.count < TextKind.shortTokens { said += " The text is short, so they say little." }
        if found.isCut { said += " Only its beginning was read." }
        return histogram(found, look, width) + [[]] + plain(figures(found, look), .text) + plain(said, .faint) + [[]]
            + marked(found, look, width)
    }

    private func histogram(_ found: TextPredictability, _ look: Look, _ width: Int) -> [[Piece]] {
        let room = max(0, min(40, width - 38))
        return found.rankCounts.map { step, count in
            let share = Double(count) / Double(found.tokens.count)
            let label = "rank \(step.words.padded(toWidth: 12))"
            let numbers =
                "\(count)".padded(toWidth: 7, on: .left)
                + "\(Knob.fixed(share * 100, 1)) %  ".padded(toWidth: 11, on: .left)
            let bar = String(repeating: look.sign("█", "="), count: Int((share * Double(room)).rounded()))
            return [
                Piece(label, .text), Piece(String(step.sign), step.style), Piece(numbers, .text),
                Piece(bar, step.style),
            ]
        }
    }

    private func figures(_ found: TextPredictability, _ look: Look) -> String {
        let values = PredictabilityFigure.allCases.compactMap { figure in
            figure.value(of: found).map { "\(figure.title) \(Knob.fixed($0, 3))" }
        }
        let entropy = found.entropy.map { ["entropy \(Knob.fixed($0, 3))"] } ?? []
        return (values + entropy).joined(separator: look.sign(" · ", ", "))
    }

    /// Returns the lines of the text, each with the signs of its tokens below if it has any.
    private func marked(_ found: TextPredictability, _ look: Look, _ width: Int) -> [[Piece]] {
        var text = MarkedText<Int>()
        text.add(found.beginning, nil)
        for (index, token) in found.tokens.enumerated() { text.add(token.text, index) }
        let steps = found.steps
        return text.lines(width: width, glyphs: look.glyphs).flatMap { runs -> [[Piece]] in
            let pieces = runs.map { run in
                Piece(run.text, run.mark.map { steps[$0].style } ?? .text, token: run.mark)
            }
            let signs = runs.map { run in
                let step = run.mark.map { steps[$0] } ?? .ten
                return Piece(String(repeating: step.sign, count: run.text.displayWidth), step.style)
            }
            return signs.allSatisfy { $0.text.allSatisfy { $0 == " " } } ? [pieces] : [pieces, signs]
        }
    }

    /// Returns what is told of the token that the cursor is on.
    private func told(_ look: Look) -> String {
        guard let found, let cursor, found.tokens.indices.contains(cursor) else {
            return found == nil ? "" : "Below the text: nothing for rank 1 to 10, - to 100, + to 1000, # above."
        }
        let token = found.tokens[cursor]
        let likelihood = token.figures.likelihood
        let bits = -likelihood.logProbability / log(2)
        let surprisal = bits.isFinite ? "\(Knob.fixed(bits, 2)) bits" : "ruled out"
        var parts = [
            "\(quoted(token.text, look)): rank \(likelihood.rank)",
            "\(surprisal), \(Knob.fixed(token.figures.entropy / log(2), 2)) expected",
        ]
        if likelihood.rank > 1 { parts.append("likeliest \(quoted(token.likeliest, look))") }
        return parts.joined(separator: look.sign(" · ", " - "))
    }

    private func quoted(_ text: String, _ look: Look) -> String {
        look.sign("“", "\"") + look.fit(look.line(text), 24) + look.sign("”", "\"")
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let inner = look.window(
            "how predictable \(name) is for \(modelName)", columns: Self.columns(look), rows: look.size.rows - 1,
            on: &canvas)
        for (row, line) in lines.dropFirst(top).prefix(max(0, inner.size.rows - 1)).enumerated() {
            var column = inner.origin.column
            for piece in line {
                let isHere = cursor != nil && piece.token == cursor
                canvas.write(
                    piece.text, at: Position(column: column, row: inner.origin.row + row),
                    isHere ? piece.style.with(.reverse) : piece.style, in: inner)
                column += piece.text.displayWidth
            }
        }
        canvas.write(
            look.fit(told(look), inner.size.columns),
            at: Position(column: inner.origin.column, row: inner.origin.row + inner.size.rows - 1), .faint, in: inner)
        return nil
    }
}

extension RankStep {
    /// The colour of tokens of this step.
    fileprivate var style: Style {
        switch self {
        case .ten: Style(.certain)
        case .hundred: Style(.likely)
        case .thousand: Style(.doubtful)
        case .beyond: Style(.unlikely)
        }
    }
}
