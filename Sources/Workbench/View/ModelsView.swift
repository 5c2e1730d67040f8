import Models
import Terminal
import TextLayout

extension State {
    func drawModels(_ picker: ModelPicker, on canvas: inout Canvas) -> Position? {
        let found = picker.found
        let target = picker.isForLane ? "for lane \(line(lane.lane.name))" : "for all lanes"
        let inner = window(
            "models \(sign("·", "-")) \(target)", columns: min(110, size.columns - 4), rows: min(24, size.rows - 4),
            on: &canvas, note: memoryNote(picker.memory))
        let (top, rest) = inner.splitTop(rows: 2)
        let (list, detail) = rest.splitBottom(rows: min(6, rest.size.rows / 2))
        let cursor = drawQuery(picker.finder.query, on: &canvas, in: top)
        if picker.finder.query.text.isEmpty {
            canvas.write(
                fit("  words; or a path, a URL or hf:OWNER/REPO/FILE.gguf to add", top.size.columns - 4),
                at: Position(column: top.origin.column + 4, row: top.origin.row), .faint, in: top)
        }
        let nameWidth = min(inner.size.columns / 2, found.map { line($0.name).displayWidth }.max() ?? 0)
        let first = max(0, picker.finder.selected - list.size.rows + 1)
        for (row, entry) in found.dropFirst(first).prefix(list.size.rows).enumerated() {
            let area = Rectangle(
                column: list.origin.column, row: list.origin.row + row, columns: list.size.columns, rows: 1)
            draw(
                entry, picker.memory, nameWidth: nameWidth, isSelected: first + row == picker.finder.selected,
                on: &canvas, in: area)
        }
        if found.isEmpty {
            canvas.write(fit(emptyListText(picker), list.size.columns), at: list.origin, .faint, in: list)
        }
        drawDetail(picker, on: &canvas, in: detail)
        return cursor
    }

    private func emptyListText(_ picker: ModelPicker) -> String {
        if let word = picker.typedModel {
            if let known = FetchableModel.named(word) {
                return "Enter fetches \(known.fileName), \(byteText(known.downloadBytes))."
            }
            let isFetched = word.contains("://") || word.lowercased().hasPrefix("hf:")
            return isFetched ? "Enter fetches this file." : "Enter adds this file, as a link to where it lies."
        }
        return picker.entries.isEmpty && picker.finder.query.text.isEmpty
            ? "There are no models yet: type smollm2, and Enter fetches it." : "no model has these words"
    }

    /// What was just said, what goes on, and the selected model, as far as there is room.
    private func drawDetail(_ picker: ModelPicker, on canvas: inout Canvas, in area: Rectangle) {
        var lines: [(text: String, style: Style)] = []
        func add(_ text: String, _ style: Style) {
            lines += wrap(line(text), area.size.columns).map { ($0, style) }
        }
        if let notice = picker.notice { add(notice, Style(.accent)) }
        if let addition, addition.isRunning {
            let bar = addition.fraction.map { " " + progressBar($0) } ?? ""
            let progress = addition.progress.replacing(" · ", with: sign(" · ", " - "))
            add("\(addition.title):\(bar) \(progress)", Style(.accent))
        }
        if let benchmark {
            let what = benchmark.isWaiting ? "waits until nothing else computes" : benchmark.progress
            add("Benchmark of \(benchmark.entry.name): \(what)", Style(.accent))
        }
        if let selected = picker.selected {
            if let identity = selected.description?.identity, let result = benchmarkResults[identity] {
                add("Measured: \(result.sentence)", .text)
            }
            add(about(selected, picker.memory), .faint)
        }
        for (row, shown) in lines.prefix(max(0, area.size.rows - 1)).enumerated() {
            canvas.write(
                shown.text, at: Position(column: area.origin.column, row: area.origin.row + 1 + row), shown.style,
                in: area)
        }
    }

    private func draw(
        _ entry: ModelEntry, _ memory: MemoryUse?, nameWidth: Int, isSelected: Bool, on canvas: inout Canvas,
        in area: Rectangle
    ) {
        let style: Style = isSelected ? Style(.selection) : .text
        if isSelected { canvas.fill(area, style) }
        let states = (entry.isDefault ? ["default"] : []) + [stateText(of: entry, memory)].filter { !$0.isEmpty }
        canvas.write(fit(line(entry.name), nameWidth), at: area.origin, style, in: area)
        let second = area.origin.column + nameWidth + 2
        let dot = sign(" · ", " - ")
        let state = states.joined(separator: dot)
        let room = area.columns.upperBound - second - state.displayWidth - 2
        canvas.write(
            fit(facts(of: entry, within: room), room), at: Position(column: second, row: area.origin.row),
            isSelected ? style : Style(entry.problem == nil ? .faint : .error), in: area)
        canvas.write(
            state, at: Position(column: area.columns.upperBound - state.displayWidth, row: area.origin.row),
            isSelected ? style : Style(.accent), in: area)
    }

    /// As many facts as there is room for, none of them cut.
    private func facts(of entry: ModelEntry, within room: Int) -> String {
        guard let model = entry.description else { return entry.isServer ? entry.elsewhere : "can't be used" }
        let facts = [
            model.architecture, parameters(of: model), model.quantization, byteText(model.bytes),
            "\(model.contextLength) ctx",
        ].map { line($0) }
        let dot = sign(" · ", " - ")
        let count = (1...facts.count).last { facts.prefix($0).joined(separator: dot).displayWidth <= room } ?? 1
        return facts.prefix(count).joined(separator: dot)
    }

    private func stateText(of entry: ModelEntry, _ memory: MemoryUse?) -> String {
        if let benchmark, benchmark.entry.path == entry.path { return "benchmark" }
        let users = lanes.indices.filter { isUsed(entry, by: $0) }
        for index in users {
            switch models[modelWord(of: index)] {
            case .loading(_, let progress): return "loading \(Int(progress * 100)) %"
            case .preparing(_, let what): return what
            default: break
            }
        }
        if users.count == lanes.count { return "in use" }
        if !users.isEmpty {
            return (users.count == 1 ? "lane " : "lanes ")
                + users.map { line(lanes[$0].lane.name) }.joined(separator: ", ")
        }
        if isLoaded(entry) { return "in memory" }
        return need(of: entry, memory)?.fit.rawValue ?? ""
    }

    /// What a model would take, and whether that is there; nil for a server.
    func need(of entry: ModelEntry, _ memory: MemoryUse?) -> MemoryNeed? {
        guard let memory, let model = entry.description else { return nil }
        return MemoryNeed(
            model, contextLength: model.usualContext,
            memory: MachineMemory(total: memory.total, available: memory.available))
    }

    /// In words: 135 M, 7.2 B.
    private func parameters(of model: ModelDescription) -> String {
        let millions = Double(model.parameters) / 1e6
        return millions < 1000 ? "\(Knob.fixed(millions, 0)) M" : "\(Knob.fixed(millions / 1000, 1)) B"
    }

    private func about(_ entry: ModelEntry, _ memory: MemoryUse?) -> String {
        guard let model = entry.description else { return entry.problem ?? "A server of your settings." }
        var sentences: [String] = []
        if let need = need(of: entry, memory), !isLoaded(entry) {
            let words: [MemoryNeed.Fit: String] = [
                .fits: "which is free", .tight: "more than is free now", .tooLarge: "more than this machine has",
            ]
            sentences.append("Needs \(byteText(need.bytes)), \(words[need.fit] ?? "").")
        }
        let loaded = models.values.compactMap(\.facts).first { $0.path == entry.path }
        if let choices = loaded?.choices {
            let tried = choices.trials.count
            let why = tried > 1 ? "the fastest of \(tried) ways that were tried" : "as is usual; nothing was measured"
            sentences.append("Computes with \(choices) (\(why)).")
        }
        sentences.append(model.chatTemplate == nil ? "A base model: completion layout." : "Has a chat template.")
        if let license = model.license { sentences.append("Licence \(license).") }
        if let owner = entry.owner { sentences.append("\(owner)'s.") }
        sentences.append(entry.path)
        return sentences.joined(separator: " ")
    }

    private func memoryNote(_ memory: MemoryUse?) -> String {
        guard let memory else { return "" }
        return "memory: \(byteText(memory.used)) used, \(byteText(memory.available)) free"
    }

    /// What a lane's line calls its model.
    func modelName(of index: Int) -> String {
        facts(of: index).map { line($0.shortName) } ?? line(modelWord(of: index) ?? "default model")
    }
}
