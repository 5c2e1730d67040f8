import Prompting
import Sampling
import Terminal
import TextLayout

/// The knobs' pane of the focused lane.
struct KnobPane {
    /// The index of the knob that the cursor is on.
    let knob: Int
    /// The number of knobs that are shown.
    let count: Int
    /// True if keys go to the pane.
    let hasFocus: Bool
    /// The index of the focused lane.
    let index: Int
    let setup: Setup
    let look: Look

    private var lane: Lane { setup.lanes[index] }
    private var focusedKnob: Knob { Knob.all[knob] }

    func draw(on canvas: inout Canvas, in area: Rectangle) {
        let name = look.line(lane.name)
        canvas.box(
            area, title: "\(look.word("knobs")) \(look.sign("·", "-")) \(look.word("lane")) \(name)",
            note: look.sentence(knobNote),
            Style(hasFocus ? .focusedBorder : .border))
        let inner = area.inset(columns: 2, rows: 1)
        let settings = setup.settings(of: index)
        let top = top(rows: inner.size.rows)
        for (row, knob) in Knob.all.prefix(count).dropFirst(top).prefix(inner.size.rows).enumerated() {
            draw(
                knob, settings, on: &canvas,
                in: Rectangle(
                    column: inner.origin.column, row: inner.origin.row + row, columns: inner.size.columns, rows: 1))
        }
        let right = area.columns.upperBound - 2
        if top > 0 { canvas.write(look.sign("▲", "^"), at: Position(column: right, row: area.origin.row), .faint) }
        if top + inner.size.rows < count {
            canvas.write(look.sign("▼", "v"), at: Position(column: right, row: area.rows.upperBound - 1), .faint)
        }
    }

    /// Returns the index of the first knob that is seen.
    private func top(rows: Int) -> Int {
        max(0, min(knob - rows / 2, count - rows))
    }

    /// Returns the index of the knob at a cell of the pane; nil if there is none.
    func knob(at position: Position, in area: Rectangle) -> Int? {
        let inner = area.inset(columns: 2, rows: 1)
        let index = top(rows: inner.size.rows) + position.row - inner.origin.row
        return inner.contains(position) && index < count ? index : nil
    }

    /// Returns the stop of the focused knob's slider at a cell; nil beside the slider.
    func stop(at position: Position, in area: Rectangle) -> Int? {
        let slider = sliderArea(area.inset(columns: 2, rows: 1))
        let count = focusedKnob.stops.count
        guard count > 0, slider.columns.contains(position.column), slider.size.columns > 1 else { return nil }
        let place = (position.column - slider.origin.column) * (count - 1)
        return (place + (slider.size.columns - 1) / 2) / (slider.size.columns - 1)
    }

    /// The columns of a knob's row: name, slider, value.
    private static let knobNameWidth = 12
    private static let knobValueWidth = 7

    private func draw(_ knob: Knob, _ settings: Settings, on canvas: inout Canvas, in area: Rectangle) {
        let isFocused = hasFocus && focusedKnob == knob
        let isInactive = inactiveReason(knob, settings) != nil
        let isOwn = isOwn(knob)
        let nameStyle: Style = isFocused ? Style(.selection) : isInactive ? Style(.faint, .dim) : isOwn ? .text : .faint
        let left = area.origin.column
        let row = area.origin.row
        if isFocused {
            canvas.fill(Rectangle(column: left, row: row, columns: Self.knobNameWidth, rows: 1), Style(.selection))
        }
        canvas.write(knob.title(in: look.shownLanguage), at: Position(column: left, row: row), nameStyle, in: area)
        let value = knob.text(settings, samples: setup.samples(of: index))
        let slider = sliderArea(area)
        if let number = knob.number(settings, samples: setup.samples(of: index)), !knob.stops.isEmpty,
            slider.size.columns >= 4
        {
            let place = knob.stop(nearest: number) * (slider.size.columns - 1) / max(1, knob.stops.count - 1)
            let style: Style = isInactive ? Style(.faint, .dim) : isFocused ? Style(.accent) : .faint
            let (on, handle, off): (Glyph, Glyph, Glyph) =
                look.glyphs == .unicode ? ("━", "●", "─") : ("=", "o", "-")
            canvas.fill(slider, with: off, style)
            canvas.fill(Rectangle(column: slider.origin.column, row: row, columns: place, rows: 1), with: on, style)
            canvas.fill(
                Rectangle(column: slider.origin.column + place, row: row, columns: 1, rows: 1), with: handle, style)
            canvas.write(
                value, at: Position(column: area.columns.upperBound - value.displayWidth, row: row),
                isInactive ? Style(.faint, .dim) : isOwn ? Style(.text, .bold) : .text, in: area)
        } else {
            let shown = look.fit(value, area.size.columns - Self.knobNameWidth - 1)
            canvas.write(
                shown, at: Position(column: area.columns.upperBound - shown.displayWidth, row: row),
                isInactive ? Style(.faint, .dim) : isOwn ? Style(.text, .bold) : .text, in: area)
        }
    }

    /// Returns the place of the slider in a knob's row.
    private func sliderArea(_ row: Rectangle) -> Rectangle {
        Rectangle(
            column: row.origin.column + Self.knobNameWidth + 1, row: row.origin.row,
            columns: row.size.columns - Self.knobNameWidth - Self.knobValueWidth - 2, rows: 1)
    }

    private func isOwn(_ knob: Knob) -> Bool {
        switch knob {
        case .samples: lane.samples != nil
        case .more: lane.modelParameters.keys.contains(where: \.isFurther)
        case .setting(let key): lane.modelParameters[key] != nil
        }
    }

    private func inactiveReason(_ knob: Knob, _ settings: Settings) -> String? {
        guard case .setting(let key) = knob else { return settings.isBeamSearch ? Knob.samplesReason : nil }
        return lackingReason(key) ?? settings.inactiveReason(of: key)
    }

    /// Returns why a setting has no effect in the focused lane, if its server lacks it; else nil.
    private func lackingReason(_ key: SettingsKey) -> String? {
        guard let facts = setup.facts(of: index), facts.lacking.contains(key) else { return nil }
        return facts.isServer
            ? "\(look.line(facts.name)) doesn't accept it" : "this model doesn't think"
    }

    /// The origin of the focused knob's value, or why it has no effect.
    private var knobNote: String {
        guard hasFocus else { return "" }
        switch focusedKnob {
        case .samples where setup.settings(of: index).isBeamSearch: return Knob.samplesReason
        case .more: return count == Knob.all.count ? "their knobs are below" : "their knobs are hidden"
        case .samples: return lane.samples == nil ? "from the prompt or the defaults" : "from the lane"
        case .setting(let key):
            guard let resolved = try? setup.resolved(index).settings else { return "" }
            return lackingReason(key) ?? resolved.settings.inactiveReason(of: key) ?? "from \(resolved.source(of: key))"
        }
    }
}
