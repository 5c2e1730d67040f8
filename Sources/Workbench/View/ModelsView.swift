import Runtime
import Terminal
import TextLayout

extension State {
    func drawModels(_ picker: ModelPicker, on canvas: inout Canvas) -> Position? {
        let found = picker.found
        let target = picker.isForLane ? "for lane \(line(lane.lane.name))" : "for all lanes"
        let inner = window(
            "models \(sign("·", "-")) \(target)", columns: min(110, size.columns - 4), rows: min(20, size.rows - 4),
            on: &canvas, note: memoryNote(picker.memory))
        let (top, rest) = inner.splitTop(rows: 2)
        let (list, detail) = rest.splitBottom(rows: 3)
        let cursor = drawQuery(picker.finder.query, on: &canvas, in: top)
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
            let text =
                picker.entries.isEmpty
                ? "No model files are found; `lathe models fetch smollm2` gets one." : "no model has these words"
            canvas.write(fit(text, list.size.columns), at: list.origin, .faint, in: list)
        }
        let text = picker.notice ?? picker.selected.map { about($0, picker.memory) } ?? ""
        for (row, wrapped) in TextWrap.lines(line(text), width: detail.size.columns).prefix(2).enumerated() {
            canvas.write(
                wrapped.text, at: Position(column: detail.origin.column, row: detail.origin.row + 1 + row),
                picker.notice == nil ? .faint : Style(.accent), in: detail)
        }
        return cursor
    }

    private func draw(
        _ entry: ModelEntry, _ memory: MemoryUse?, nameWidth: Int, isSelected: Bool, on canvas: inout Canvas,
        in area: Rectangle
    ) {
        let style: Style = isSelected ? Style(.selection) : .text
        if isSelected { canvas.fill(area, style) }
        let state = stateText(of: entry, memory)
        canvas.write(fit(line(entry.name), nameWidth), at: area.origin, style, in: area)
        let second = area.origin.column + nameWidth + 2
        let dot = sign(" · ", " - ")
        let facts =
            entry.description.map { model in
                [
                    model.architecture, parameters(of: model), model.quantization, size(of: model.bytes),
                    "\(model.contextLength) ctx",
                ]
                .map { line($0) }.joined(separator: dot)
            } ?? (entry.problem == nil ? "a server" : "can't be used")
        canvas.write(
            fit(facts, area.columns.upperBound - second - state.displayWidth - 2),
            at: Position(column: second, row: area.origin.row),
            isSelected ? style : Style(entry.problem == nil ? .faint : .error), in: area)
        canvas.write(
            state, at: Position(column: area.columns.upperBound - state.displayWidth, row: area.origin.row),
            isSelected ? style : Style(.accent), in: area)
    }

    private func stateText(of entry: ModelEntry, _ memory: MemoryUse?) -> String {
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
    private func need(of entry: ModelEntry, _ memory: MemoryUse?) -> MemoryNeed? {
        guard let memory, let model = entry.description else { return nil }
        return MemoryNeed(
            model, contextLength: min(model.contextLength, EngineOptions.mostDefaultContext),
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
            sentences.append("Needs \(size(of: need.bytes)), \(words[need.fit] ?? "").")
        }
        sentences.append(model.chatTemplate == nil ? "A base model: completion layout." : "Has a chat template.")
        if let license = model.license { sentences.append("Licence \(license).") }
        sentences.append(entry.path)
        return sentences.joined(separator: " ")
    }

    private func memoryNote(_ memory: MemoryUse?) -> String {
        guard let memory else { return "" }
        return "memory: \(size(of: memory.used)) used, \(size(of: memory.available)) free"
    }

    /// Bytes in words: 98 MB, 1.4 GB.
    private func size(of bytes: UInt64) -> String {
        let megabytes = Double(bytes) / 1e6
        return megabytes < 1000 ? "\(Knob.fixed(megabytes, 0)) MB" : "\(Knob.fixed(megabytes / 1000, 1)) GB"
    }

    /// What a lane's line calls its model.
    func modelName(of index: Int) -> String {
        facts(of: index).map { line($0.shortName) } ?? line(modelWord(of: index) ?? "default model")
    }
}
