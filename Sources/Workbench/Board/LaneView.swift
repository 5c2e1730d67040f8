import Lanes
import Prompting
import Sampling
import Terminal
import TextLayout

/// Draws lanes.
struct LaneView {
    let board: Board
    /// True if keys go to the lanes.
    let hasFocus: Bool
    let setup: Setup
    let look: Look
    /// The settings of all lanes.
    let settings: [Settings]

    init(_ board: Board, hasFocus: Bool, _ setup: Setup, _ look: Look) {
        self.board = board
        self.hasFocus = hasFocus
        self.setup = setup
        self.look = look
        settings = setup.lanes.indices.map { setup.settings(of: $0) }
    }

    var lanes: [LaneState] { board.lanes }

    /// Draws a lane with its settings, output and status.
    func draw(_ index: Int, on canvas: inout Canvas, in area: Rectangle) {
        let lane = lanes[index]
        let isFocused = index == board.focusedLane
        // The number is the key that goes to the lane.
        let title = "\(index + 1) \(look.sign("·", "-")) \(look.line(lane.lane.name))"
        let border: Style =
            isFocused ? (hasFocus ? Style(.focusedBorder) : Style(.border, .bold)) : Style(.border)
        canvas.box(area, title: title, border, titleStyle: Style(isFocused ? .accent : .title))
        let parts = LaneParts(of: area, lane)
        drawSettings(index, on: &canvas, in: parts.settings)
        if let line = parts.notes { drawNotes(index, on: &canvas, in: line) }
        if let pinned = parts.pinned, let output = lane.pinned {
            output.text.draw(on: &canvas, in: pinned, style: Style(.faint))
            let rule = Rectangle(
                column: pinned.origin.column, row: pinned.rows.upperBound, columns: pinned.size.columns, rows: 1)
            canvas.fill(rule, with: look.glyphs == .unicode ? "─" : "-", Style(.border))
            canvas.write(
                " pinned \(look.sign("↑", "above")) ",
                at: Position(column: rule.origin.column + 1, row: rule.origin.row),
                .faint, in: rule)
            drawScrollMarks(
                of: output, height: pinned.size.rows, above: area.origin.row, below: rule.origin.row, on: &canvas,
                in: area)
        }
        if board.showsProbabilities, isFocused { drawLegend(on: &canvas, in: area) }
        drawOutput(index, on: &canvas, in: parts.text)
        drawScrollMarks(
            of: lane.output, height: parts.text.size.rows, above: parts.pinned?.rows.upperBound ?? area.origin.row,
            below: area.rows.upperBound - 1, on: &canvas, in: area)
        if let line = parts.answers { drawAnswers(index, on: &canvas, in: line) }
        drawStatus(index, on: &canvas, in: parts.status)
    }

    /// Marks in the lines `above` and `below` a text of a lane that it goes on there.
    private func drawScrollMarks(
        of output: Output, height: Int, above: Int, below: Int, on canvas: inout Canvas, in area: Rectangle
    ) {
        guard output.length > 0, height > 0 else { return }
        let first = output.text.firstLine(height: height)
        // Beside each other, because one line stands between a pinned text and the new one.
        let right = area.columns.upperBound - 2
        let left = above == area.origin.row ? right : right - 2
        if first > 0 { canvas.write(look.sign("▲", "^"), at: Position(column: left, row: above), .faint) }
        if first + height < output.text.lineCount {
            canvas.write(look.sign("▼", "v"), at: Position(column: right, row: below), .faint)
        }
    }

    /// Draws the colours of probabilities into a lane's lower edge.
    private func drawLegend(on canvas: inout Canvas, in area: Rectangle) {
        let steps: [(String, Terminal.Role)] = [
            ("<10 %", .unlikely), ("<40 %", .doubtful), ("<80 %", .likely), ("more", .certain),
        ]
        var column = area.origin.column + 2
        let edge = Rectangle(
            column: column, row: area.rows.upperBound - 1, columns: area.size.columns - 4, rows: 1)
        for (text, role) in steps {
            column += canvas.write(
                " \(text) ", at: Position(column: column, row: edge.origin.row), Style(role), in: edge)
        }
    }

    /// Draws the numbers of lanes that are out of sight on each side, in the lower edges of the outermost lanes.
    func drawHiddenLanes(besides seen: [(index: Int, area: Rectangle)], on canvas: inout Canvas) {
        guard let first = seen.first, let last = seen.last else { return }
        let row = first.area.rows.upperBound - 1
        let shown = board.shownLanes
        let left = shown.firstIndex(of: first.index) ?? 0
        if left > 0 {
            canvas.write(
                " \(look.sign("◂", "<")) \(left) more ",
                at: Position(column: first.area.origin.column + 1, row: row),
                Style(.accent))
        }
        let right = shown.count - 1 - (shown.firstIndex(of: last.index) ?? 0)
        let hidden = lanes.count - shown.count
        let parts = [
            hidden > 0 ? "\(hidden) unchanged: d" : nil, right > 0 ? "\(right) more \(look.sign("▸", ">"))" : nil,
        ].compactMap(\.self)
        if !parts.isEmpty {
            let text = " \(parts.joined(separator: ", ")) "
            canvas.write(
                text, at: Position(column: last.area.columns.upperBound - 1 - text.displayWidth, row: row),
                Style(.accent))
        }
    }

    /// Draws the line of a lane's settings. Those that differ from other lanes are marked.
    private func drawSettings(_ index: Int, on canvas: inout Canvas, in area: Rectangle) {
        var column = area.origin.column
        var parts = settingsLine(index)
        if parts.reduce(-2, { $0 + $1.0.displayWidth + 2 }) > area.size.columns {
            // The settings are what is compared; a model's name is long, and comes behind those that differ.
            let model = setup.modelsDiffer ? modelName(of: index) : nil
            let rest = parts.filter { $0.0 != model }
            parts = rest.filter(\.1) + parts.filter { $0.0 == model } + rest.filter { !$0.1 }
        }
        for (number, (text, isOwn)) in parts.enumerated() {
            let room = area.columns.upperBound - column - (number + 1 < parts.count ? 2 : 0)
            guard text.displayWidth <= room else {
                canvas.write(look.glyphs.ellipsis, at: Position(column: column, row: area.origin.row), .faint, in: area)
                return
            }
            let style: Style = isOwn && lanes.count > 1 ? Style(.difference) : .faint
            column += canvas.write(text, at: Position(column: column, row: area.origin.row), style, in: area) + 2
        }
    }

    /// Draws a line about the images that a lane sends: those of its output, else those of the prompt. What the run says of the
    /// output comes behind them.
    private func drawNotes(_ index: Int, on canvas: inout Canvas, in area: Rectangle) {
        let output = lanes[index].output
        var images = output.images.map(\.summary)
        if images.isEmpty, output.isEmpty { images = setup.prompt.images }
        let dot = look.glyphs == .unicode ? " · " : " - "
        let line = images.map { look.line($0) }.joined(separator: dot)
        var start = area.origin
        if !images.isEmpty {
            start.column += canvas.write(look.fit(line, area.size.columns), at: start, .faint, in: area) + 2
        }
        guard let notices = output.result?.notices, !notices.isEmpty, start.column < area.columns.upperBound else {
            return
        }
        let note = notices.map { look.line($0) }.joined(separator: " ")
        canvas.write(look.fit(note, area.columns.upperBound - start.column), at: start, Style(.warning), in: area)
    }

    /// Returns the knobs in a lane's line, each with whether it differs between lanes.
    private func settingsLine(_ index: Int) -> [(String, Bool)] {
        let own = settings[index]
        func differs(_ key: SettingsKey) -> Bool { settings.contains { $0[key] != own[key] } }
        func text(_ key: SettingsKey) -> String { Knob.setting(key).text(own, samples: 1) }
        // Settings that the server isn't sent have no effect.
        let lacking = setup.facts(of: index)?.lacking ?? []
        var parts: [(String, Bool)] = []
        for case .setting(let key) in Knob.all where !lacking.contains(key) {
            let isAlways = (own.isBeamSearch ? [.decoding, .beams] : [.temperature, .topK, .topP]).contains(key)
            // What belongs to another way of decoding is no difference.
            let isOfDecoding = own.isBeamSearch || [.beams, .lengthPenalty, .keep].contains(key)
            guard !isOfDecoding || own.inactiveReason(of: key) == nil, let name = key.setting.short,
                isAlways || differs(key)
            else { continue }
            parts.append(("\(name) \(text(key))".trimmedStart, differs(key)))
        }
        if differs(.stop) {
            let understood = BackslashEscapes.understood(own.stop, signs: look.glyphs == .unicode)
            parts.append(("stop \(own.stop.isEmpty ? "off" : look.line(understood))", true))
        }
        if setup.modelsDiffer { parts.insert((modelName(of: index), true), at: 0) }
        if let way = lanes[index].lane.sources, setup.prompt.usesSources { parts.insert((way.words, true), at: 0) }
        if let technique = lanes[index].lane.technique { parts.insert((technique.title, true), at: 0) }
        if !own.isBeamSearch, setup.samples(of: index) > 1 {
            parts.append(("\(setup.samples(of: index)) samples", true))
        }
        if !lanes[index].openings.isEmpty { parts.append(("branched", true)) }
        return parts
    }

    /// Returns the name of a lane's model for its line.
    private func modelName(of index: Int) -> String {
        setup.facts(of: index).map { look.line($0.shortName) }
            ?? look.line(setup.modelWord(of: index) ?? "default model")
    }

    private func drawOutput(_ index: Int, on canvas: inout Canvas, in area: Rectangle) {
        let lane = lanes[index]
        var area = area
        if let problem = lane.problem, lane.output.length == 0 || lane.isStale {
            let rows = drawProblem(problem, on: &canvas, in: area)
            // The text is never removed: it stands below, dimmed.
            guard lane.output.length > 0, rows + 1 < area.size.rows else { return }
            area = area.splitTop(rows: rows + 1).rest
        }
        if lane.output.length == 0 {
            let text: String =
                if lane.isRunning || board.isRunWanted {
                    ""
                } else if lane.output.result != nil {
                    "The model ended at once, without any text."
                } else {
                    look.word("F5 runs the lane.")
                }
            for (row, wrapped) in TextWrap.lines(text, width: area.size.columns).enumerated() {
                canvas.write(
                    wrapped.text, at: Position(column: area.origin.column, row: area.origin.row + row), .faint, in: area
                )
            }
            return
        }
        let style = lane.isStale ? Style(.faint, .dim) : .text
        lane.output.text.draw(
            on: &canvas, in: area, style: style, spans: spans(of: index, height: area.size.rows, style))
    }

    /// Draws a problem and returns the number of rows that it takes.
    private func drawProblem(_ problem: String, on canvas: inout Canvas, in area: Rectangle) -> Int {
        let text = harmless(problem, glyphs: look.glyphs)
        let lines = TextWrap.lines(text, width: area.size.columns)
        for (row, wrapped) in lines.enumerated() where row < area.size.rows {
            canvas.write(
                wrapped.text, at: Position(column: area.origin.column, row: area.origin.row + row), Style(.error),
                in: area)
        }
        return lines.count
    }

    /// Returns the styles of the seen parts of an output: the cursor's token, else differing words, else probabilities.
    private func spans(of index: Int, height: Int, _ style: Style) -> [StyledSpan] {
        let lane = lanes[index]
        let cursor = index == board.focusedLane ? lane.tokenCursor : nil
        // True for most frames while lanes stream, and finding the seen part takes time.
        if lane.output.triggers.isEmpty, lane.output.fold == 0, board.differences[lane.id] == nil,
            !board.showsProbabilities, cursor == nil, board.sought == nil, lane.openings.isEmpty
        {
            return []
        }
        let text = lane.output.text
        let first = text.firstLine(height: height)
        let last = min(text.lineCount - 1, first + height)
        let seen = text.line(at: first).range.lowerBound..<text.line(at: last).range.upperBound
        var spans = lane.output.triggers.map { StyledSpan($0, lane.isStale ? style : Style(.control)) }
        if lane.output.fold > 0 { spans.append(StyledSpan(0..<lane.output.fold, Style(.faint))) }
        if let differing = board.differences[lane.id] {
            spans += differing.map { StyledSpan($0, Style(.difference)) }
        } else if board.showsProbabilities, !lane.output.showsCalls {
            spans += lane.output.tokens(in: seen).map {
                StyledSpan($0.range, Style(Self.role(of: $0.drawn.probability)))
            }
        }
        spans = spans.filter { $0.range.overlaps(seen) }.sorted { $0.range.lowerBound < $1.range.lowerBound }
        if let parting = lane.parting, !lane.output.showsCalls, parting.overlaps(seen) {
            spans = spans.cutting(parting, Style(.difference, [.underline]))
        }
        if let sought = board.sought {
            for place in sought.places(in: text.text, seen: seen) {
                let isHere = sought.place == Sought.Place(lane: lane.id, start: place.lowerBound)
                spans = spans.cutting(place, isHere ? Style(.selection) : Style(.accent, [.bold, .underline]))
            }
        }
        if let cursor, lane.output.tokens.indices.contains(cursor), !lane.output.showsCalls {
            spans = spans.cutting(lane.output.tokens[cursor].range, Style(.selection))
        }
        return spans
    }

    /// Returns the role for a probability, in four steps from unlikely to near certain.
    private static func role(of probability: Float?) -> Terminal.Role {
        switch probability ?? 1 {
        case ..<0.1: .unlikely
        case ..<0.4: .doubtful
        case ..<0.8: .likely
        default: .certain
        }
    }
}

extension Output {
    /// Returns the tokens whose text is at least partly in a range.
    func tokens(in range: Range<Int>) -> ArraySlice<Sample.Token> {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].range.upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        let end = tokens[low...].firstIndex { $0.range.lowerBound >= range.upperBound } ?? tokens.count
        return tokens[low..<end]
    }
}

extension [StyledSpan] {
    /// Returns the spans with one more on top of them.
    fileprivate func cutting(_ range: Range<Int>, _ style: Style) -> [StyledSpan] {
        var result: [StyledSpan] = []
        for span in self {
            if span.range.lowerBound < range.lowerBound {
                result.append(
                    StyledSpan(span.range.lowerBound..<Swift.min(span.range.upperBound, range.lowerBound), span.style))
            }
            if span.range.upperBound > range.upperBound {
                result.append(
                    StyledSpan(Swift.max(span.range.lowerBound, range.upperBound)..<span.range.upperBound, span.style))
            }
        }
        result.append(StyledSpan(range, style))
        return result.filter { !$0.range.isEmpty }.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
}

extension String {
    fileprivate var trimmedStart: String { String(drop { $0 == " " }) }
}
