import Prompting
import Runtime
import Terminal

extension State {
    /// The word for a lane's model: its own, else the prompt's; nil is the default one.
    func modelWord(of index: Int) -> String? { lanes[index].lane.model ?? commandLineModel ?? prompt.model }

    /// The model of the focused lane.
    var model: ModelState { models[modelWord(of: min(focusedLane, lanes.count - 1))] ?? .none }

    /// What is known of a lane's model; nil while it can't be used.
    func facts(of index: Int) -> ModelFacts? { models[modelWord(of: index)]?.facts }

    /// Whether lanes are on different models.
    var modelsDiffer: Bool { Set(lanes.indices.map { modelWord(of: $0) }).count > 1 }

    /// Asks for the models that lanes name, and parts outputs from tokens of another one.
    mutating func settleModels() {
        for index in lanes.indices {
            let word = modelWord(of: index)
            if models[word] == nil {
                models[word] = .loading(name: word ?? "the model", progress: 0)
                emit(.loadModel(word, idle: idleModels))
            }
            guard lanes[index].output.model != word else { continue }
            if lanes[index].output.length > 0 {
                lanes[index].output.forgetTokens()
                lanes[index].tokenCursor = nil
            }
            lanes[index].output.model = word
        }
    }

    /// Files of models that are loaded and that no lane is on.
    private var idleModels: [String] {
        var used = Set(lanes.indices.compactMap { facts(of: $0)?.path })
        if let evaluation, evaluation.isRunning {
            used.formUnion(evaluation.order.models.compactMap { models[$0]?.facts?.path })
        }
        return Set(models.values.compactMap(\.facts?.path)).subtracting(used).sorted()
    }

    /// Tries models again that couldn't be loaded: their file may be there now.
    mutating func retryModels() {
        models = models.filter { if case .failed = $0.value { false } else { true } }
    }

    mutating func receive(_ model: ModelState, of word: String?) {
        models[word] = model
        let affected = lanes.indices.filter { modelWord(of: $0) == word }
        switch model {
        case .failed(let reason):
            say(reason, isError: true)
            for index in affected where lanes[index].output.length == 0 || isRunWanted {
                lanes[index].problem = reason
            }
        case .ready:
            for index in affected { lanes[index].problem = nil }
            emit(.schedule(.count, milliseconds: 1))
            for index in affected where isRunWanted || isLive && lanes[index].outputRevision != lanes[index].revision {
                start(index)
            }
        case .none, .loading, .preparing: break
        }
        noteModel(word, model)
        if !models.values.contains(where: \.isLoading) { isRunWanted = false }
        if case .models = overlay, !model.isLoading { emit(.listModels) }
    }

    /// A model's file was freed; lanes that come back to it load it again.
    mutating func receiveUnloaded(_ path: String) {
        models = models.filter { $0.value.facts?.path != path }
        if case .models = overlay { emit(.listModels) }
    }

    // MARK: the list

    mutating func receive(_ entries: [ModelEntry], _ memory: MemoryUse?) {
        var picker = ModelPicker(entries: entries, memory: memory)
        if case .models(let old) = overlay {
            picker.finder = old.finder
            picker.isForLane = old.isForLane
            picker.notice = old.notice
        } else {
            picker.isForLane = lane.lane.model != nil
            picker.finder.selected = entries.firstIndex { isUsed($0, by: focusedLane) } ?? 0
        }
        picker.finder.selected = min(picker.finder.selected, max(0, picker.found.count - 1))
        overlay = .models(picker)
    }

    /// Whether a lane is on a model.
    func isUsed(_ entry: ModelEntry, by index: Int) -> Bool {
        facts(of: index)?.path == entry.path || modelWord(of: index) == entry.name
    }

    /// Whether a model is in memory.
    func isLoaded(_ entry: ModelEntry) -> Bool { models.values.contains { $0.facts?.path == entry.path } }

    mutating func receiveInModels(_ key: Key, _ picker: ModelPicker) {
        var picker = picker
        picker.notice = nil
        overlay = .models(picker)
        switch (key.code, key.modifiers) {
        case (.escape, _): overlay = nil
        case (.tab, _):
            picker.isForLane.toggle()
            overlay = .models(picker)
        case (.enter, _):
            guard let entry = picker.selected else { return }
            if let problem = entry.problem {
                picker.notice = problem
                overlay = .models(picker)
                return
            }
            overlay = nil
            use(entry, inLane: picker.isForLane)
        case (.up, []), (.down, []), (.pageUp, _), (.pageDown, _):
            move(&picker.finder, key, count: picker.found.count)
            overlay = .models(picker)
        case (.delete, []), (.character("x"), .alt):
            guard let entry = picker.selected else { return }
            unload(entry, &picker)
            overlay = .models(picker)
        case (.character("d"), .alt):
            if let entry = picker.selected { emit(.makeDefault(model: entry.name)) }
        default:
            type(key, into: &picker.finder)
            overlay = .models(picker)
        }
    }

    private mutating func use(_ entry: ModelEntry, inLane: Bool) {
        let index = focusedLane
        if inLane {
            change("the model of lane \(lane.lane.name)", lane: index) { $0.lanes[index].lane.model = entry.name }
            say("Lane \(lane.lane.name) is on \(entry.name).")
        } else {
            change("the model") { state in
                state.prompt.model = entry.name
                state.commandLineModel = nil
                for index in state.lanes.indices { state.lanes[index].lane.model = nil }
            }
            say("All lanes are on \(entry.name).")
        }
    }

    private mutating func unload(_ entry: ModelEntry, _ picker: inout ModelPicker) {
        let users = lanes.indices.filter { isUsed(entry, by: $0) }
        if !isLoaded(entry) {
            picker.notice = "It isn't in memory."
        } else if let user = users.first {
            picker.notice = "Lane \(lanes[user].lane.name) is on it; choose another model for it first."
        } else {
            picker.notice = "\(entry.name) is no longer in memory."
            emit(.unloadModel(path: entry.path))
        }
    }
}

extension ModelState {
    /// Whether it is being read or prepared.
    var isLoading: Bool {
        switch self {
        case .loading, .preparing: true
        case .none, .ready, .failed: false
        }
    }
}
