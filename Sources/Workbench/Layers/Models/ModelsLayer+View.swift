import Models
import Terminal
import TextLayout

extension ModelsLayer {
    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let found = found
        let lane = context.setup.lanes[context.focusedLane]
        let target = isForLane ? "for lane \(look.line(lane.name))" : "for all lanes"
        let inner = look.window(
            "models \(look.sign("·", "-")) \(target)", columns: min(110, look.size.columns - 4),
            rows: min(24, look.size.rows - 4),
            on: &canvas, note: memoryNote)
        let (top, rest) = inner.splitTop(rows: 2)
        let (list, detail) = rest.splitBottom(rows: min(6, rest.size.rows / 2))
        let cursor = look.drawQuery(
            finder.query, placeholder: "type to find; or add a model: its path, URL or hf:OWNER/REPO/FILE.gguf",
            on: &canvas, in: top
        )
        let nameWidth = min(inner.size.columns / 2, found.map { look.line($0.name).displayWidth }.max() ?? 0)
        for (index, area) in look.rows(found.count, selected: finder.selected, in: list) {
            draw(
                found[index], nameWidth: nameWidth, isSelected: index == finder.selected, context, on: &canvas, in: area
            )
        }
        if found.isEmpty {
            canvas.write(look.fit(look.phrase(emptyListText), list.size.columns), at: list.origin, .faint, in: list)
        }
        drawDetail(context, on: &canvas, in: detail)
        return cursor
    }

    private var emptyListText: String {
        if let word = typedModel {
            if let known = FetchableModel.named(word) {
                return "Enter fetches \(known.fileName), \(byteText(known.downloadBytes))."
            }
            let isFetched = word.contains("://") || word.lowercased().hasPrefix("hf:")
            return isFetched ? "Enter downloads this file." : "Enter adds a link to this file."
        }
        return entries.isEmpty && finder.query.text.isEmpty
            ? "There are no models yet: type smollm2, and Enter fetches it." : "no model contains these words"
    }

    /// Draws the last sentence, the running work, and the selected model, as far as there is room.
    private func drawDetail(_ context: any Context, on canvas: inout Canvas, in area: Rectangle) {
        let (look, models) = (context.look, context.setup.models)
        var lines: [(text: String, style: Style)] = []
        func add(_ text: String, _ style: Style) {
            lines += look.wrap(look.line(text), area.size.columns).map { ($0, style) }
        }
        if let notice { add(look.sentence(notice), Style(.accent)) }
        if let addition = models.addition, addition.isRunning {
            let bar = addition.fraction.map { " " + look.progressBar($0) } ?? ""
            let progress = addition.progress.replacing(" · ", with: look.sign(" · ", " - "))
            add("\(addition.title):\(bar) \(progress)", Style(.accent))
        }
        if let benchmark = models.benchmark {
            let what = benchmark.isWaiting ? "waits until nothing else computes" : benchmark.progress
            add("Benchmark of \(benchmark.entry.name): \(what)", Style(.accent))
        }
        if let selected {
            if let identity = selected.description?.identity, let result = models.benchmarkResults[identity] {
                add("Measured: \(result.sentence)", .text)
            }
            add(about(selected, context.setup.models), .faint)
        }
        for (row, shown) in lines.prefix(max(0, area.size.rows - 1)).enumerated() {
            canvas.write(
                shown.text, at: Position(column: area.origin.column, row: area.origin.row + 1 + row), shown.style,
                in: area)
        }
    }

    private func draw(
        _ entry: ModelEntry, nameWidth: Int, isSelected: Bool, _ context: any Context, on canvas: inout Canvas,
        in area: Rectangle
    ) {
        let look = context.look
        let style: Style = isSelected ? Style(.selection) : .text
        if isSelected { canvas.fill(area, style) }
        let states = (entry.isDefault ? ["default"] : []) + [stateText(of: entry, context)].filter { !$0.isEmpty }
        canvas.write(look.fit(look.line(entry.name), nameWidth), at: area.origin, style, in: area)
        let second = area.origin.column + nameWidth + 2
        let dot = look.sign(" · ", " - ")
        let state = states.joined(separator: dot)
        let room = area.columns.upperBound - second - state.displayWidth - 2
        canvas.write(
            look.fit(facts(of: entry, within: room, look), room), at: Position(column: second, row: area.origin.row),
            isSelected ? style : Style(entry.problem == nil ? .faint : .error), in: area)
        canvas.write(
            state, at: Position(column: area.columns.upperBound - state.displayWidth, row: area.origin.row),
            isSelected ? style : Style(.accent), in: area)
    }

    /// Returns as many whole facts as there is room for.
    private func facts(of entry: ModelEntry, within room: Int, _ look: Look) -> String {
        guard let model = entry.description else { return entry.isServer ? entry.elsewhere : "can't be used" }
        let facts = [
            model.architecture, parameters(of: model), model.quantization, byteText(model.bytes),
            "\(model.contextLength) ctx",
        ].map { look.line($0) }
        let dot = look.sign(" · ", " - ")
        let count = (1...facts.count).last { facts.prefix($0).joined(separator: dot).displayWidth <= room } ?? 1
        return facts.prefix(count).joined(separator: dot)
    }

    private func stateText(of entry: ModelEntry, _ context: any Context) -> String {
        let (look, setup) = (context.look, context.setup)
        if setup.models.benchmark?.entry.path == entry.path { return "benchmark" }
        let users = setup.lanes.indices.filter { setup.isUsed(entry, by: $0) }
        for index in users {
            switch setup.model(of: index) {
            case .loading(_, let progress): return "loading \(Int(progress * 100)) %"
            case .preparing(_, let what): return what
            default: break
            }
        }
        if users.count == setup.lanes.count { return "in use" }
        if !users.isEmpty {
            return (users.count == 1 ? "lane " : "lanes ")
                + users.map { look.line(setup.lanes[$0].name) }.joined(separator: ", ")
        }
        if setup.models.isLoaded(entry) { return "in memory" }
        return setup.models.need(of: entry, memory)?.fit.rawValue ?? ""
    }

    /// Returns the number of weights in words: 135 M, 7.2 B.
    private func parameters(of model: ModelDescription) -> String {
        let millions = Double(model.parameters) / 1e6
        return millions < 1000 ? "\(Knob.fixed(millions, 0)) M" : "\(Knob.fixed(millions / 1000, 1)) B"
    }

    private func about(_ entry: ModelEntry, _ models: ModelShelf) -> String {
        guard let model = entry.description else { return entry.problem ?? "A server from your settings." }
        var sentences: [String] = []
        if let need = models.need(of: entry, memory), !models.isLoaded(entry) {
            let words: [MemoryNeed.Fit: String] = [
                .fits: "and that much is free", .tight: "more than is free now",
                .tooLarge: "more than this machine has",
            ]
            sentences.append("Needs \(byteText(need.bytes)), \(words[need.fit] ?? "").")
        }
        let loaded = models.states.values.compactMap(\.facts).first { $0.path == entry.path }
        if let choices = loaded?.choices {
            let tried = choices.trials.count
            let why =
                tried > 1
                ? "the fastest of \(tried) choices that were tried" : "the usual choice, as nothing was measured"
            sentences.append("Computes with \(choices) (\(why)).")
        }
        if model.chatTemplate == nil { sentences.append("A base model: completion layout.") }
        sentences.append(entry.abilities ?? (model.chatTemplate == nil ? "" : "Has a chat template."))
        if let license = model.license { sentences.append("Licence \(license).") }
        if let owner = entry.owner { sentences.append("\(owner)'s.") }
        sentences.append(entry.path)
        return sentences.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private var memoryNote: String {
        guard let memory else { return "" }
        return "memory: \(byteText(memory.used)) used, \(byteText(memory.available)) free"
    }
}
