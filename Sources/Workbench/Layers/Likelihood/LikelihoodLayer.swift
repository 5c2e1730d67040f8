import Foundation
import Lanes
import Sampling
import Terminal
import TextLayout

/// How likely a lane's model is to go on with a text, token by token.
struct LikelihoodLayer: Layer {
    enum Command: Hashable { case scroll(Scroll), ask, close }

    static let place: String? = "In the likelihood of a text"
    static let keys: [LayerKey<Command>] =
        LayerKey.scrolling { .scroll($0) } + [
            LayerKey([Key("K"), Key(.enter)], .ask, "Ask for another text", hint: "another text"),
            LayerKey([Key(.escape), Key("q")], .close, "Back", hint: "back"),
        ]

    let request: LikelihoodRequest
    let model: String?
    /// The window's title: what is asked, and where.
    let title: String
    private(set) var read: ReadLikelihoods?
    private(set) var problem: String?
    private(set) var top = 0

    init(_ request: LikelihoodRequest, model: String?, title: String) {
        self.request = request
        self.model = model
        self.title = title
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .scroll(let scroll):
            let rows = lines(context.look).count
            top = scroll.top(from: top, page: max(1, context.look.size.rows - 8), last: max(0, rows - 1))
            return []
        case .ask: return [.perform(.askLikelihood)]
        case .close: return [.closeAll]
        }
    }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        guard case .message(.engine(.likelihoods(let asked, let word, let answer))) = event else {
            return receiveByKeys(event, context)
        }
        guard asked == request, word == model else { return [] }
        switch answer {
        case .success(let read): self.read = read
        case .failure(let error): problem = screenText(of: error)
        }
        return []
    }

    /// A line with its style.
    struct Line {
        var text: String
        var style: Style
    }

    /// Returns the tokens of the likeliest writing as a table, and the sums.
    func lines(_ look: Look) -> [Line] {
        guard let read, let likelihood = read.likelihoods.first else {
            return [Line(text: problem ?? look.glyphs.ellipsis, style: Style(problem == nil ? .faint : .error))]
        }
        let writings = likelihood.writings.sorted { $0.logProbability > $1.logProbability }
        guard let best = writings.first else { return [Line(text: "The text has no tokens.", style: .faint)] }
        let rows =
            [["token", "probability", "log", "rank", "likeliest there"]]
            + best.tokens.map { token in
                [
                    quoted(read.texts[token.token], look), percent(exp(token.logProbability)),
                    Knob.fixed(token.logProbability, 3), "\(token.rank)",
                    token.rank == 1 ? "" : quoted(read.texts[token.likeliest], look),
                ]
            }
        let widths = rows[0].indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
        var lines = rows.enumerated().map { number, row in
            let cells = row.enumerated().map { column, cell in
                cell.padded(toWidth: widths[column], on: (1...3).contains(column) ? .left : .right)
            }
            return Line(text: cells.joined(separator: "  "), style: number == 0 ? .faint : .text)
        }
        lines.append(Line(text: "", style: .text))
        for (number, writing) in writings.enumerated() {
            let count = "\(writing.tokens.count) \(writing.tokens.count == 1 ? "token" : "tokens")"
            lines.append(
                Line(
                    text: "\(quoted(writing.text, look))  log \(Knob.fixed(writing.logProbability, 3)), \(count)",
                    style: number == 0 ? .text : .faint))
        }
        let sum = likelihood.logProbability
        lines.append(
            Line(
                text: (writings.count > 1 ? "Both ways of writing: " : "Probability: ")
                    + "\(percent(exp(sum))), log \(Knob.fixed(sum, 3))", style: Style(.accent)))
        return lines
    }

    private func quoted(_ text: String?, _ look: Look) -> String {
        let shown = (text ?? "?").replacing("\n", with: look.sign("⏎", "\\n")).replacing(
            "\t", with: look.sign("⇥", "\\t"))
        return look.sign("“", "\"") + look.fit(harmless(shown, glyphs: look.glyphs), 28) + look.sign("”", "\"")
    }

    private func percent(_ probability: Double) -> String {
        probability > 0 && probability < 0.000_05 ? "<0.01 %" : Knob.fixed(probability * 100, 2) + " %"
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let lines = lines(look)
        let width = max(title.displayWidth, lines.map(\.text.displayWidth).max() ?? 0) + 8
        let inner = look.window(
            title, columns: min(look.size.columns, max(56, width)), rows: min(look.size.rows - 2, lines.count + 2),
            on: &canvas)
        for (row, line) in lines.dropFirst(top).prefix(inner.size.rows).enumerated() {
            canvas.write(
                look.fit(line.text, inner.size.columns),
                at: Position(column: inner.origin.column, row: inner.origin.row + row), line.style, in: inner)
        }
        return nil
    }
}
