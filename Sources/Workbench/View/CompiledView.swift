import Lanes
import Prompting
import Terminal
import TextLayout

extension State {
    /// A part of a line with one look.
    struct Piece {
        var text: String
        var style: Style
    }

    /// What is sent, line by line: every other token on a tinted ground, what the model obeys marked.
    func compiledLines(_ view: CompiledView) -> [[Piece]] {
        guard let sent = view.sent else { return [] }
        // A server tells no tokens; the text is there all the same.
        let parts = sent.tokens.isEmpty ? [sent.text] : sent.tokens.map(\.text)
        let width = max(20, min(size.columns - 4, 116))
        var lines: [[Piece]] = [[]]
        var column = 0
        for (index, text) in parts.enumerated() {
            let isControl =
                !sent.tokens.isEmpty
                && (text.hasPrefix("<|") || (text.hasPrefix("<") && text.hasSuffix(">") && text.count > 2))
            let style: Style = isControl ? Style(.control) : index.isMultiple(of: 2) ? .text : Style(.tint)
            for (number, part) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if number > 0 {
                    lines[lines.count - 1].append(Piece(text: sign("⏎", "\\n"), style: .faint))
                    lines.append([])
                    column = 0
                }
                for character in harmless(String(part), glyphs: glyphs) {
                    let columns = max(1, character.displayWidth)
                    if column + columns > width {
                        lines.append([])
                        column = 0
                    }
                    if let last = lines[lines.count - 1].last, last.style == style {
                        lines[lines.count - 1][lines[lines.count - 1].count - 1].text.append(character)
                    } else {
                        lines[lines.count - 1].append(Piece(text: String(character), style: style))
                    }
                    column += columns
                }
            }
        }
        return lines
    }

    func drawCompiled(_ view: CompiledView, on canvas: inout Canvas) {
        let name = lanes.first { $0.id == view.lane }?.lane.name ?? ""
        // As wide as its lines are wrapped.
        let inner = window(
            "exactly what lane \(line(name)) sends", columns: 120, rows: size.rows - 2, on: &canvas,
            note: compiledNote(view))
        guard view.sent != nil else {
            let text = view.problem ?? "…"
            for (row, wrapped) in TextWrap.lines(harmless(text, glyphs: glyphs), width: inner.size.columns).enumerated()
            {
                canvas.write(
                    wrapped.text, at: Position(column: inner.origin.column, row: inner.origin.row + row),
                    Style(view.problem == nil ? .faint : .error), in: inner)
            }
            return
        }
        let notices = view.sent?.notices ?? []
        for (row, notice) in notices.enumerated() {
            canvas.write(
                fit(line(notice), inner.size.columns),
                at: Position(column: inner.origin.column, row: inner.origin.row + row), Style(.warning), in: inner)
        }
        let text = inner.splitTop(rows: notices.count).rest
        for (row, pieces) in compiledLines(view).dropFirst(view.scroll).prefix(text.size.rows).enumerated() {
            var column = text.origin.column
            for piece in pieces {
                column += canvas.write(
                    piece.text, at: Position(column: column, row: text.origin.row + row), piece.style, in: text)
            }
        }
    }

    /// Tokens of each part of the prompt.
    private func compiledNote(_ view: CompiledView) -> String {
        guard let sent = view.sent, let index = lanes.firstIndex(where: { $0.id == view.lane }) else { return "" }
        if let facts = facts(of: index), facts.isServer {
            return "messages; \(line(facts.name)) doesn't tell its tokens"
        }
        let dot = sign(" · ", " - ")
        let count = sent.tokens.count
        let context = model.facts?.contextLength ?? .max
        var parts = [
            count >= context
                ? "\(count) tokens DON'T FIT the context of \(context)"
                : context == .max ? "\(count) tokens" : "\(count) of \(context) tokens"
        ]
        let counts = partCounts(sent, lane: index)
        parts += counts.filter { $0.count > 0 }.map { "\($0.name) \($0.count)" }
        return parts.joined(separator: dot)
    }

    /// Finds instruction and input in what is sent; between them stand the examples, around them the template.
    private func partCounts(_ sent: SentPrompt, lane: Int) -> [(name: String, count: Int)] {
        func rendered(_ text: String) -> String {
            var text = text
            for (name, value) in prompt.variables { text = text.replacing("{{\(name)}}", with: value) }
            return String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        }
        let bytes = sent.tokens.map(\.text).joined()
        let instruction = rendered(prompt.instruction)
        let input = rendered(prompt.input)
        let instructionRange = instruction.isEmpty ? nil : bytes.firstRange(of: instruction)
        let inputRange = input.isEmpty ? nil : bytes.ranges(of: input).last
        let technique = (try? resolved(lane))?.technique
        let hasExamples = technique == .fewShot || technique == .chainOfThought
        var counts = [0, 0, 0, 0]
        var offset = 0
        let marks = (
            instructionRange.map {
                bytes.utf8.distance(
                    from: bytes.startIndex, to: $0.lowerBound)..<bytes.utf8.distance(
                        from: bytes.startIndex, to: $0.upperBound)
            },
            inputRange.map {
                bytes.utf8.distance(
                    from: bytes.startIndex, to: $0.lowerBound)..<bytes.utf8.distance(
                        from: bytes.startIndex, to: $0.upperBound)
            }
        )
        for token in sent.tokens {
            if marks.0?.contains(offset) == true {
                counts[0] += 1
            } else if marks.1?.contains(offset) == true {
                counts[2] += 1
            } else if hasExamples, offset >= marks.0?.upperBound ?? 0, offset < marks.1?.lowerBound ?? .max {
                counts[1] += 1
            } else {
                counts[3] += 1
            }
            offset += token.text.utf8.count
        }
        return [("instruction", counts[0]), ("examples", counts[1]), ("input", counts[2]), ("template", counts[3])]
    }
}
