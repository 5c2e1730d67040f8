import Prompting
import Terminal
import TextLayout

/// The list of all actions by name.
struct PaletteLayer: ListLayer {
    enum Command: Hashable { case perform, close }

    static let keys: [LayerKey<Command>] = [
        LayerKey("type", "Find actions by words", hint: "to find"),
        LayerKey("↑/↓", "Choose", hint: "choose"),
        LayerKey([Key(.enter)], .perform, "Do it", hint: "do it"),
        LayerKey([Key(.escape)], .close, "Back", hint: "back"),
    ]

    var finder = Finder()
    /// Everything, without regard to what is typed.
    private let all: [Entry]

    /// Creates a palette of what the keys of a layer do, if there is one, all actions, all knobs, and what the keys of
    /// other layers do.
    init(over layer: (any Layer)? = nil) {
        var actions: Set<Action> = []
        let bindings = Binding.all.filter { actions.insert($0.action).inserted }
        var all = layer?.entries ?? []
        all += bindings.map { binding -> Entry in
            let keys = binding.keys.filter { layer?.takes($0) != true }
            return .action(binding, names: keys.map(\.description).joined(separator: " "))
        }
        all += Technique.allCases.map { Entry.technique($0) }
        all += Layout.allCases.map { Entry.layout($0) }
        all += Knob.all.indices.filter { Knob.all[$0] != .more }.map { Entry.knob($0) }
        self.all = all + Self.others(than: layer)
    }

    /// A layer whose keys the palette has too, the action that opens it, and the keys that lead on to it from there.
    private typealias Opened = (layer: any Layer.Type, action: Action, further: String, name: String)

    private static let opened: [Opened] = [
        (LibraryLayer.self, .library, "", "Library"), (VersionsLayer.self, .versions, "", "Versions"),
        (TrashLayer.self, .library, names(of: LibraryLayer.Command.listTrash, in: LibraryLayer.self), "Deleted"),
        (HistoryLayer.self, .history, "", "History"), (ModelsLayer.self, .models, "", "Models"),
        (DataLayer.self, .evaluation, "", dataPlace), (EvaluationLayer.self, .evaluation, "", "Evaluation"),
        (CaseLayer.self, .evaluation, names(of: EvaluationLayer.Command.read, in: EvaluationLayer.self), "Case"),
        (
            CalibrationLayer.self, .evaluation, names(of: EvaluationLayer.Command.calibrate, in: EvaluationLayer.self),
            "Calibration"
        ),
        (KeptEvaluationsLayer.self, .keptEvaluations, "", "Kept evaluations"),
        (JudgeLayer.self, .evaluation, names(of: EvaluationLayer.Command.judge, in: EvaluationLayer.self), "Judge"),
        (PairsLayer.self, .evaluation, names(of: EvaluationLayer.Command.listPairs, in: EvaluationLayer.self), "Pairs"),
        (VoteLayer.self, .vote, "", "Votes"),
        (StandingLayer.self, .vote, names(of: VoteLayer.Command.showStanding, in: VoteLayer.self), "Votes"),
        (AttackLayer.self, .attack, "", "Attacks"),
        (MakingLayer.self, .makeCandidates, "", "Candidates"),
        (CompiledLayer.self, .showCompiled, "", "Sent text"),
        (BeamLayer.self, .showTree, "", "Tree"), (LikelihoodLayer.self, .askLikelihood, "", "Likelihood"),
        (PredictabilityLayer.self, .showPredictability, "", "Predictability"),
        (SupportLayer.self, .showSupport, "", "Support"), (PassagesLayer.self, .showPassages, "", "Passages"),
    ]

    private static let dataPlace = "Data"

    private static func names<L: Layer>(of command: L.Command, in layer: L.Type) -> String {
        layer.keys.first { $0.command == command }?.names ?? ""
    }

    private static func others(than layer: (any Layer)?) -> [Entry] {
        opened.filter { other in layer.map { type(of: $0) != other.layer } ?? true }.flatMap { other -> [Entry] in
            guard let opener = Binding.all.first(where: { $0.action == other.action })?.keys.first else { return [] }
            return other.layer.titledKeys.map { key in
                let names = [opener.description, other.further, key.names].filter { !$0.isEmpty }
                return .inLayer(
                    other.action, place: other.name, title: key.title, names: names.joined(separator: " "))
            }
        }
    }

    var rowCount: Int { found.count }

    /// The actions that have all words of the query.
    var found: [Entry] {
        let words = finder.words
        let named = all.filter { entry in
            let text = entry.text
            return words.allSatisfy { text.contains($0) }
        }
        guard !words.isEmpty else { return named }
        // What has other words for it stands behind what is called so.
        let others = all.filter { entry in
            let text = entry.text
            let synonyms = entry.synonyms
            return !synonyms.isEmpty && !words.allSatisfy { text.contains($0) }
                && words.allSatisfy { text.contains($0) || synonyms.contains($0) }
        }
        return named + others
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        let found = found
        guard command == .perform, found.indices.contains(finder.selected) else { return [.close] }
        let entry = found[finder.selected]
        return switch entry {
        case .key(let key, _, _): [.close, .press(key)]
        case .action(let binding, _): [.closeAll, .perform(binding.action)]
        case .knob(let index): [.closeAll, .chooseKnob(index)]
        case .technique(let technique): [.closeAll, .takeTechnique(technique)]
        case .layout(let layout): [.closeAll, .takeLayout(layout)]
        case .inLayer(let action, let place, _, let names):
            [
                // Where there are results already, the action shows those in place of the list of data.
                .closeAll, place == Self.dataPlace ? .listData : .perform(action),
                .say(
                    "\(names.split(separator: " ").dropFirst().joined(separator: " ")): "
                        + "\(entry.title(in: context.look.shownLanguage))."),
            ]
        }
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let found = found
        let inner = look.window(
            look.word("any action by name"), columns: 76, rows: min(22, look.size.rows - 4), on: &canvas)
        let (top, rest) = inner.splitTop(rows: 2)
        let reason =
            found.indices.contains(finder.selected) ? self.reason(against: found[finder.selected], context) : nil
        // Why the selected one is off stands below the list.
        let lines = reason.map { look.wrap(look.sentence($0), rest.size.columns).prefix(3) } ?? []
        let (list, detail) = rest.splitBottom(rows: lines.count)
        let cursor = look.drawQuery(finder.query, on: &canvas, in: top)
        for (index, line) in look.rows(found.count, selected: finder.selected, in: list) {
            let entry = found[index]
            let isSelected = index == finder.selected
            let isOff = self.reason(against: entry, context) != nil
            let style: Style = isSelected ? Style(.selection) : isOff ? .faint : .text
            if isSelected { canvas.fill(line, style) }
            canvas.write(
                look.fit(entry.title(in: look.shownLanguage), line.size.columns - 18), at: line.origin, style, in: line)
            let keys = look.fit(entry.names, 16)
            canvas.write(
                keys, at: Position(column: line.columns.upperBound - keys.displayWidth, row: line.origin.row),
                isSelected ? style : Style(.key), in: line)
        }
        for (row, line) in lines.enumerated() {
            canvas.write(
                line, at: Position(column: detail.origin.column, row: detail.origin.row + row), Style(.warning),
                in: detail)
        }
        if found.isEmpty { canvas.write(look.word("no action has this name"), at: list.origin, .faint, in: list) }
        return cursor
    }

    private func reason(against entry: Entry, _ context: any Context) -> String? {
        switch entry {
        case .key(let key, _, _): context.reasonBelow(against: key)
        case .action(let binding, _): context.disabledReason(binding.action)
        case .inLayer(let action, _, _, _): context.disabledReason(action)
        case .knob, .technique, .layout: nil
        }
    }
}

extension Layer {
    /// Whether a key does something in it.
    fileprivate func takes(_ key: Key) -> Bool { Self.command(of: key) != nil }

    /// The titles of what its keys do, with the keys.
    fileprivate static var titledKeys: [(title: String, names: String)] {
        keys.filter { $0.command != nil && !$0.keys.contains(Key(.escape)) }.map { ($0.title, $0.names) }
    }

    /// What its keys do, for the palette; one by one if each of them does something else.
    fileprivate var entries: [PaletteLayer.Entry] {
        Self.keys.filter { $0.command != nil }.flatMap { row in
            row.isOneByOne
                ? row.keys.map { .key($0, title: row.title, names: $0.description) }
                : row.keys.prefix(1).map { .key($0, title: row.title, names: row.names) }
        }
    }
}
