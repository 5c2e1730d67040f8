import Prompting
import Terminal
import TextLayout

extension State {
    func drawHeader(on canvas: inout Canvas, in area: Rectangle) {
        let top = area.origin.row
        let right = rightOfHeader
        let width = right.reduce(0) { $0 + $1.text.displayWidth }
        var column = canvas.write(" lathe ", at: Position(column: 0, row: top), Style(.title))
        let name = fit(line(title), max(12, area.size.columns - width - column - 6))
        column += 1
        column += canvas.write(name, at: Position(column: column, row: top), Style(.text, .bold))
        if isUnsaved { canvas.write(sign(" •", " *"), at: Position(column: column, row: top), Style(.warning)) }
        var place = max(column + 3, area.size.columns - width - 1)
        for part in right { place += canvas.write(part.text, at: Position(column: place, row: top), part.style) }
        drawChoices(on: &canvas, row: top + 1, columns: area.size.columns)
    }

    private var rightOfHeader: [(text: String, style: Style)] {
        var parts: [(text: String, style: Style)] = []
        switch setup.model(of: focusedLane) {
        case .none: parts.append(("no model", Style(.warning)))
        case .loading(let name, let progress):
            parts.append(
                ("loading \(line(name)) \(look.progressBar(progress)) \(Int(progress * 100)) %", Style(.accent)))
        case .preparing(let name, let what): parts.append(("\(what) \(sign("·", "-")) \(line(name))", Style(.accent)))
        case .failed: parts.append(("no model could be loaded", Style(.error)))
        case .ready(let facts):
            let short = size.columns < 100
            let dot = sign(" · ", " - ")
            parts.append((fit(line(facts.shortName), short ? 24 : 40), .text))
            if !short {
                let about =
                    facts.isServer ? "server" : "\(facts.quantization)\(dot)\(facts.contextLength) ctx"
                parts.append(("\(dot)\(about)", .faint))
            }
        }
        parts.append(("   live ", .faint))
        parts.append((isLive ? sign("●", "on") : sign("○", "off"), Style(isLive ? .accent : .faint)))
        if size.columns >= 100 { parts.append(("  seed \(setup.settings(of: focusedLane).seed)", .faint)) }
        return parts
    }

    /// Technique and layout, one of each marked, and the tokens.
    private func drawChoices(on canvas: inout Canvas, row: Int, columns: Int) {
        for choice in headerChoices {
            canvas.write(choice.text, at: Position(column: choice.column, row: row), choice.style)
        }
        guard let (text, isTooLong) = headerTokens else { return }
        canvas.write(
            text, at: Position(column: columns - text.count - 1, row: row),
            isTooLong ? Style(.error) : .faint)
    }

    /// What stands at the end of the second line; a click on it shows what is sent.
    var headerTokens: (text: String, isTooLong: Bool)? {
        guard let tokens = promptTokens, let facts = setup.facts(of: focusedLane), !facts.isServer else { return nil }
        let isTooLong = tokens.count >= facts.contextLength
        return (
            isTooLong ? "\(tokens.count) tokens don't fit \(facts.contextLength)" : "\(tokens.count) tokens", isTooLong
        )
    }

    /// The words of the second line, with what a click on them chooses.
    struct HeaderChoice {
        var column: Int
        var text: String
        var style: Style
        var technique: Technique?
        var layout: Layout?
    }

    var headerChoices: [HeaderChoice] {
        var choices: [HeaderChoice] = []
        var column = 1
        func add(_ text: String, _ style: Style, technique: Technique? = nil, layout: Layout? = nil) {
            choices.append(HeaderChoice(column: column, text: text, style: style, technique: technique, layout: layout))
            column += text.displayWidth + 1
        }
        let isShort = size.columns < 100
        // Where the tokens would stand on the others, only what is chosen is shown.
        let isTight = size.columns < 80
        if !isShort { add("technique ", .faint) }
        let technique = prompt.technique ?? prompt.defaultTechnique
        for each in Technique.allCases {
            let isOn = each == technique
            if isTight, !isOn { continue }
            add(isOn ? "[\(each.title)]" : " \(each.title) ", isOn ? Style(.accent) : .text, technique: each)
        }
        column += 2
        if !isShort { add("layout ", .faint) }
        let layout = shownLayout
        for each in Layout.allCases {
            let isOn = each == layout
            if isTight, !isOn { continue }
            add(isOn ? "[\(each.rawValue)]" : " \(each.rawValue) ", isOn ? Style(.accent) : .text, layout: each)
        }
        return choices
    }

    func drawTabs(on canvas: inout Canvas, _ layout: ScreenLayout) {
        for (pane, area) in layout.tabList(self) {
            let isOn = layout.panes[pane] != nil
            canvas.write(
                isOn ? "[\(pane.title)]" : " \(pane.title) ", at: area.origin,
                isOn ? Style(self.pane == pane ? .accent : .title) : .faint)
        }
    }

    private var isListOverlay: Bool {
        layers.top is LibraryLayer || layers.top is ModelsLayer || layers.top is HistoryLayer
    }

    func drawFooter(on canvas: inout Canvas, in area: Rectangle) {
        if let notice {
            // As many rows as it takes, over what stands there: what happened and what to do is in the last words, too.
            let lines = TextWrap.lines(line(notice.text), width: max(1, area.size.columns - 2)).prefix(4)
            let top = area.rows.upperBound - lines.count
            for (row, wrapped) in lines.enumerated() {
                let rectangle = Rectangle(column: 0, row: top + row, columns: area.size.columns, rows: 1)
                canvas.fill(rectangle)
                canvas.write(
                    " " + wrapped.text, at: rectangle.origin, Style(notice.isError ? .error : .accent), in: rectangle)
            }
            return
        }
        var all = hints
        func width(_ hint: Hint) -> Int { hint.key.displayWidth + hint.text.displayWidth + 3 }
        func draw(_ hints: some Sequence<Hint>, row: Int) {
            var column = 1
            for hint in hints {
                column += canvas.write(hint.key, at: Position(column: column, row: row), Style(.key)) + 1
                column += canvas.write(hint.text, at: Position(column: column, row: row), .faint) + 2
            }
        }
        if isListOverlay, all.reduce(0, { $0 + width($1) }) >= area.size.columns {
            // A second row, below the list: all that can be done to what is in it.
            var room = area.size.columns - 1
            let first = all.prefix {
                room -= width($0)
                return room >= 0
            }
            let row = area.origin.row - 1
            canvas.fill(Rectangle(column: 0, row: row, columns: area.size.columns, rows: 1))
            draw(first, row: row)
            all.removeFirst(first.count)
        }
        // Help and the way out are always there, the others as far as there is room.
        let last = all.suffix(layers.isEmpty || isLaneOverlay ? 2 : 1)
        var room = area.size.columns - 1 - last.reduce(0) { $0 + width($1) }
        let others = all.dropLast(last.count).prefix {
            room -= width($0)
            return room >= 0
        }
        draw(others + last, row: area.origin.row)
    }

    private var isLaneOverlay: Bool { layers.top is LaneLayer }

    /// The keys that work here, the most particular first.
    private var hints: [Hint] {
        let own = layers.top?.hints(self) ?? []
        guard layers.isEmpty || isLaneOverlay else { return own }
        var actions: Set<Action> = []
        func rank(_ binding: Binding) -> Int {
            switch (binding.action, binding.place) {
            case (.run, _), (.stop, _), (.nextPane, _): 0
            case (_, .pane), (_, .text): 1
            case (_, .outsideText): 2
            case (_, .everywhere): 3
            }
        }
        let shown = Binding.all.filter { $0.hint != nil && holds($0) && disabledReason($0.action) == nil }
        let sorted = (0...3).flatMap { place in shown.filter { rank($0) == place } }
        // Run and stop take turns.
        return own
            + sorted.filter { binding in
                if isLaneOverlay, [.fullScreen, .nextPane].contains(binding.action) { return false }
                return actions.insert(binding.action).inserted && (binding.action != .stop || isRunning)
            }.map { Hint(key: keyName($0), text: $0.hint ?? "") }
    }

    /// The key that the last line names; both where two go one way and the other.
    private func keyName(_ binding: Binding) -> String {
        switch binding.action {
        case .previousToken, .turnDown: sign("←/→", "Left/Right")
        case .nextSample: "[ ]"
        default: glyphs == .unicode ? binding.keys[0].description : ascii(binding.keys[0])
        }
    }

    private func ascii(_ key: Key) -> String {
        switch key.code {
        case .left: "Left"
        case .right: "Right"
        case .up: "Up"
        case .down: "Down"
        default: key.description
        }
    }
}
