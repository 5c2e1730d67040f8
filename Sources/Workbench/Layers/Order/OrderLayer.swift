import Sampling
import Terminal
import TextLayout

/// The stages of the focused lane in their order, each of which can be moved, left out, or taken in again.
struct OrderLayer: ListLayer {
    enum Command: Hashable { case earlier, later, toggle, preset, reset, explain, close }

    static let place: String? = "In the order of the stages"
    static let isTyped = false
    static let keys: [LayerKey<Command>] = [
        LayerKey("↑/↓", "Choose a stage", hint: "choose"),
        LayerKey([Key("["), Key(.up, .shift)], .earlier, "Move it up", hint: "move up"),
        LayerKey([Key("]"), Key(.down, .shift)], .later, "Move it down", hint: "move down"),
        LayerKey([Key(" ")], .toggle, "Leave it out, or take it in again", hint: "leave out"),
        LayerKey([Key(.tab)], .preset, "The next preset: llama.cpp, hugging-face, koboldcpp", hint: "preset"),
        LayerKey([Key(.backspace), Key(.delete)], .reset, "The order of the prompt or the defaults again"),
        LayerKey([Key("?")], .explain, "What the stage does, and whether it does it now", hint: "explain"),
        LayerKey([Key(.enter), Key(.escape)], .close, "Back", hint: "back"),
    ]

    var finder = Finder()
    var notice: String?

    var rowCount: Int { StageOrder.listable.count }

    func hint(of command: Command, _ standard: String?, _ context: any Context) -> String? {
        command == .toggle && !isListed(context) ? "take in" : standard
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        let listed = order(context).listed
        let index = listed.firstIndex(of: chosen(context))
        return switch command {
        case .earlier where index == 0: "It is the first stage."
        case .later where index == listed.count - 1: "It is the last stage."
        case .earlier where index == nil, .later where index == nil:
            "The order leaves it out; the space bar takes it in."
        case .toggle where listed.count == 1 && index != nil: "An order has at least one stage."
        default: nil
        }
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        let order = order(context)
        let stage = chosen(context)
        let index = order.listed.firstIndex(of: stage)
        switch command {
        case .close: return [.close]
        case .earlier, .later:
            guard let index else { return [] }
            let place = index + (command == .earlier ? -1 : 1)
            finder.selected = place
            return set(order.moving(stage, to: place))
        case .toggle:
            let next = index == nil ? order.moving(stage, to: order.listed.count) : order.without(stage)
            finder.selected = Self.rows(next).firstIndex(of: stage) ?? 0
            return set(next)
        case .preset:
            let presets = StageOrder.allCases
            let next = presets.firstIndex(of: order).map { ($0 + 1) % presets.count } ?? 0
            return set(presets[next])
        case .reset: return [.resetKnob(.setting(.order))]
        case .explain: return [.choose(explanation(of: stage, settings(context), context.look))]
        }
    }

    private func explanation(of stage: FunnelStage, _ settings: Settings, _ look: Look) -> Choice {
        let lesson = stage.key.map { DecoderLesson.lines(of: $0, settings) } ?? []
        let help = stage.settings.map { "\($0.setting.title): \($0.setting.help)." }
        let now =
            settings.inactiveReason(ofStage: stage).map { "It has no effect now. \($0)" } ?? "It has an effect now."
        let lines = (lesson.isEmpty ? help : lesson) + [now]
        return Choice(
            title: look.koreanKnob(stage.title) ?? stage.title, lines: lines.map(look.sentence), answers: [.back])
    }

    private func set(_ order: StageOrder) -> [Request] { [.setKnob(.setting(.order), order.rawValue)] }

    private func settings(_ context: any Context) -> Settings { context.setup.settings(of: context.focusedLane) }

    private func order(_ context: any Context) -> StageOrder { settings(context).order }

    private func chosen(_ context: any Context) -> FunnelStage {
        let rows = Self.rows(order(context))
        return rows[min(max(0, finder.selected), rows.count - 1)]
    }

    private func isListed(_ context: any Context) -> Bool { order(context).listed.contains(chosen(context)) }

    /// Returns all stages, those that an order doesn't list at the end.
    private static func rows(_ order: StageOrder) -> [FunnelStage] {
        order.listed + StageOrder.listable.filter { !order.listed.contains($0) }
    }

    private static let remark = "A grammar and biases come first; mirostat takes the place of the rest."

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let settings = settings(context)
        let rows = Self.rows(settings.order)
        let name = settings.order.name ?? "an order of its own"
        let inner = look.window(
            "order of the stages \(look.sign("·", "-")) lane \(look.line(context.setup.lanes[context.focusedLane].name))",
            columns: 76, rows: min(look.size.rows - 4, rows.count + 5), on: &canvas, note: name)
        let (list, detail) = inner.splitBottom(rows: 2)
        for (index, line) in look.rows(rows.count, selected: finder.selected, in: list) {
            draw(rows[index], index, settings, look, on: &canvas, in: line)
        }
        let text = look.sentence(notice ?? Self.remark)
        canvas.write(
            look.fit(text, detail.size.columns), at: Position(column: detail.origin.column, row: detail.origin.row + 1),
            notice == nil ? .faint : Style(.warning), in: detail)
        return nil
    }

    private func draw(
        _ stage: FunnelStage, _ index: Int, _ settings: Settings, _ look: Look, on canvas: inout Canvas,
        in area: Rectangle
    ) {
        let reason = settings.inactiveReason(ofStage: stage)
        let isSelected = index == finder.selected
        let style: Style = isSelected ? Style(.selection) : reason == nil ? .text : Style(.faint, .dim)
        if isSelected { canvas.fill(area, style) }
        let isListed = settings.order.listed.contains(stage)
        let number = (isListed ? "\(index + 1)" : look.sign("–", "-")).padded(toWidth: 2, on: .left)
        canvas.write("\(number)  \(stage.title)", at: area.origin, style, in: area)
        let values = stage.settings.filter { $0.setting.tunes == nil && !settings.isOff($0) }.map { key in
            let value = Knob.setting(key).text(settings, samples: 1)
            return stage.key == nil ? "\(key.setting.title) \(value)" : value
        }
        let left = 18
        let text = reason ?? values.joined(separator: ", ")
        canvas.write(
            look.fit(text, area.size.columns - left),
            at: Position(column: area.origin.column + left, row: area.origin.row),
            isSelected ? style : reason == nil ? .text : .faint, in: area)
    }
}
