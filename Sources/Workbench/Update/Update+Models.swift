import Prompting
import Terminal

extension State {
    /// The word for a lane's model; nil is the default one.
    func modelWord(of index: Int) -> String? { modelChoice.word(lane: lanes[index].lane.model, prompt: prompt.model) }

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
    var idleModels: [String] {
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
        if modelPicker != nil, !model.isLoading { emit(.listModels) }
    }

    /// A model's file was freed; lanes that come back to it load it again.
    mutating func receiveUnloaded(_ path: String) {
        models = models.filter { $0.value.facts?.path != path }
        if modelPicker != nil { emit(.listModels) }
    }

    // MARK: the list

    mutating func receive(_ entries: [ModelEntry], _ memory: MemoryUse?) {
        if var picker = modelPicker {
            let path = picker.selected?.path
            picker.entries = entries
            picker.memory = memory
            let found = picker.found
            let awaited = found.firstIndex { $0.name == picker.awaited }
            if awaited != nil { picker.awaited = nil }
            picker.finder.selected =
                awaited ?? found.firstIndex { $0.path == path } ?? min(picker.finder.selected, max(0, found.count - 1))
            modelPicker = picker
            return
        }
        switch overlay {
        case nil, .lane: break
        // The user has turned to something else since.
        default: return
        }
        var picker = ModelPicker(entries: entries, memory: memory)
        picker.isForLane = lane.lane.model != nil
        picker.finder.selected = entries.firstIndex { isUsed($0, by: focusedLane) } ?? 0
        if let addition, let problem = addition.problem {
            picker.finder.query = lineEditor(addition.word)
            picker.notice = problem
        }
        overlay = .models(picker)
    }

    /// The list of models, where it is open, also below a question about one of them.
    var modelPicker: ModelPicker? {
        get {
            if case .models(let picker) = overlay { return picker }
            if case .models(let picker) = keptOverlays.last { return picker }
            return nil
        }
        set {
            guard let newValue else { return }
            if case .models = overlay {
                overlay = .models(newValue)
            } else if case .models = keptOverlays.last {
                keptOverlays[keptOverlays.count - 1] = .models(newValue)
            }
        }
    }

    /// Says something in the list of models, or, where that isn't open, in the last line.
    mutating func sayOfModels(_ text: String, isError: Bool = false) {
        guard modelPicker != nil else { return say(text, isError: isError) }
        modelPicker?.notice = text
    }

    /// Whether a lane is on a model.
    func isUsed(_ entry: ModelEntry, by index: Int) -> Bool {
        let word = modelWord(of: index)
        if word == entry.name { return true }
        return switch models[word] {
        case .ready(let facts): facts.path == entry.path
        case .loading(let name, _), .preparing(let name, _): name == entry.name
        case .failed, .some(.none), nil: false
        }
    }

    /// Whether a model is in memory.
    func isLoaded(_ entry: ModelEntry) -> Bool { models.values.contains { $0.facts?.path == entry.path } }

    mutating func receiveInModels(_ key: Key, _ picker: ModelPicker) {
        var picker = picker
        picker.notice = nil
        overlay = .models(picker)
        switch (key.code, key.modifiers) {
        case (.escape, _):
            if addition?.isRunning == false { addition = nil }
            overlay = nil
        case (.tab, _):
            picker.isForLane.toggle()
            overlay = .models(picker)
        case (.enter, _):
            if let word = picker.typedModel { return add(word) }
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
        case (.character("b"), .alt): toggleBenchmark(of: picker.selected)
        case (.character("s"), .alt): stopAdding()
        case (.character("r"), .alt):
            if let entry = picker.selected { askToRemove(entry) }
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
                state.modelChoice.commandLine = nil
                for index in state.lanes.indices { state.lanes[index].lane.model = nil }
            }
            say("All lanes are on \(entry.name).")
        }
    }

    private mutating func unload(_ entry: ModelEntry, _ picker: inout ModelPicker) {
        if !isLoaded(entry) {
            picker.notice = "It isn't in memory."
        } else if let reason = reasonToKeep(entry) {
            picker.notice = reason
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
