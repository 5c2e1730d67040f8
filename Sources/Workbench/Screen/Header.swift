import Prompting
import Terminal
import TextLayout

/// The first two lines: the open prompt, its model, and the prompt's technique and layout.
struct Header {
    let title: String
    let isUnsaved: Bool
    /// The number of other prompts that are open.
    let others: Int
    let isLive: Bool
    let setup: Setup
    let focusedLane: Int
    /// The tokens of the focused lane's prompt; nil if they aren't counted.
    let promptTokens: TokenCount.PromptTokens?
    let look: Look

    func draw(on canvas: inout Canvas, in area: Rectangle) {
        let top = area.origin.row
        let right = rightOfHeader
        let width = right.reduce(0) { $0 + $1.text.displayWidth }
        var column = canvas.write(" lathe ", at: Position(column: 0, row: top), Style(.title))
        let name = look.fit(look.line(title), max(12, area.size.columns - width - column - (others > 0 ? 10 : 6)))
        column += 1
        column += canvas.write(name, at: Position(column: column, row: top), Style(.text, .bold))
        if isUnsaved { canvas.write(look.sign(" •", " *"), at: Position(column: column, row: top), Style(.warning)) }
        if others > 0, look.size.columns >= 100 {
            canvas.write(" +\(others)", at: Position(column: column + 2, row: top), .faint)
        }
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
                ("loading \(look.line(name)) \(look.progressBar(progress)) \(Int(progress * 100)) %", Style(.accent)))
        case .preparing(let name, let what):
            parts.append(("\(what) \(look.sign("·", "-")) \(look.line(name))", Style(.accent)))
        case .failed: parts.append(("no model could be loaded", Style(.error)))
        case .ready(let facts):
            let short = look.size.columns < 100
            let dot = look.sign(" · ", " - ")
            parts.append((look.fit(look.line(facts.shortName), short ? 24 : 40), .text))
            if !short {
                let about =
                    facts.isServer ? "server" : "\(facts.quantization)\(dot)\(facts.contextLength) ctx"
                parts.append(("\(dot)\(about)", .faint))
            }
        }
        parts.append(("   \(look.word("live")) ", .faint))
        parts.append((isLive ? look.sign("●", "on") : look.sign("○", "off"), Style(isLive ? .accent : .faint)))
        if look.size.columns >= 100 {
            parts.append(("  \(look.word("seed")) \(setup.settings(of: focusedLane).seed)", .faint))
        }
        return parts
    }

    /// Draws techniques and layouts, the chosen ones marked, and the number of tokens.
    private func drawChoices(on canvas: inout Canvas, row: Int, columns: Int) {
        for choice in choices {
            canvas.write(choice.text, at: Position(column: choice.column, row: row), choice.style)
        }
        guard let (text, style) = tokens else { return }
        canvas.write(text, at: Position(column: columns - text.count - 1, row: row), style)
    }

    /// The text at the end of the second line: how many tokens are sent, and whether there are notices about them. A click
    /// on it shows the sent text with the notices.
    var tokens: (text: String, style: Style)? {
        guard let promptTokens, let facts = setup.facts(of: focusedLane), !facts.isServer else { return nil }
        let count = promptTokens.count
        if count >= facts.contextLength { return ("\(count) tokens don't fit \(facts.contextLength)", Style(.error)) }
        let notices = promptTokens.notices.count
        guard notices > 0 else { return ("\(count) tokens", .faint) }
        let mark =
            look.size.columns < 120
            ? " !" : "\(look.sign(" · ", " - "))\(notices == 1 ? "1 notice" : "\(notices) notices") (^T)"
        return ("\(count) tokens\(mark)", Style(.warning))
    }

    /// A word of the second line, with what a click on it chooses.
    struct Choice {
        var column: Int
        var text: String
        var style: Style
        var technique: Technique?
        var layout: Layout?
    }

    var choices: [Choice] {
        var choices: [Choice] = []
        var column = 1
        func add(_ text: String, _ style: Style, technique: Technique? = nil, layout: Layout? = nil) {
            choices.append(Choice(column: column, text: text, style: style, technique: technique, layout: layout))
            column += text.displayWidth + 1
        }
        let isShort = look.size.columns < 100
        // If the tokens would cover the other words, only the chosen words are shown.
        let isTight = look.size.columns < 80
        if !isShort { add(look.word("technique") + " ", .faint) }
        let technique = setup.prompt.technique ?? setup.prompt.defaultTechnique
        for each in Technique.allCases {
            let isOn = each == technique
            if isTight, !isOn { continue }
            add(isOn ? "[\(each.title)]" : " \(each.title) ", isOn ? Style(.accent) : .text, technique: each)
        }
        column += 2
        if !isShort { add(look.word("layout") + " ", .faint) }
        let layout = setup.shownLayout(focusedLane: focusedLane)
        for each in Layout.allCases {
            let isOn = each == layout
            if isTight, !isOn { continue }
            add(isOn ? "[\(each.rawValue)]" : " \(each.rawValue) ", isOn ? Style(.accent) : .text, layout: each)
        }
        return choices
    }
}
