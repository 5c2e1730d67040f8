import Foundation
import Models
import Terminal

/// The list of model files and servers.
struct ModelsLayer: ListLayer {
    enum Command: Hashable {
        case stopAdding, use, toggleScope, followPrompt, toggleBenchmark, makeDefault, unload, remove, close
    }

    static let place: String? = "In the list of models"
    static let keys: [LayerKey<Command>] = [
        LayerKey([.alt("s")], .stopAdding, "Stop adding a model; the download so far is kept", hint: "stop adding"),
        LayerKey([Key(.enter)], .use, "Use the model, or add a path, a URL or hf:…", hint: "use"),
        LayerKey(
            [Key(.tab)], .toggleScope, "Complete a typed path; else for all lanes or one",
            hint: "all lanes or one"),
        LayerKey([.alt("p")], .followPrompt, "Put the lane on the prompt's model again", hint: "prompt's model"),
        LayerKey(
            [.alt("b")], .toggleBenchmark, "Measure the model on this machine, or stop measuring", hint: "benchmark"),
        LayerKey([.alt("d")], .makeDefault, "Make it the default model", hint: "make default"),
        LayerKey([Key(.delete), .alt("x")], .unload, "Unload it from memory", hint: "unload"),
        LayerKey([.alt("r")], .remove, "Remove its file, after a question", hint: "remove"),
        LayerKey([Key(.escape)], .close, "Back", hint: "back"),
    ]

    static let completesPaths = true

    var finder = Finder()
    var entries: [ModelEntry]
    var memory: MemoryUse?
    /// True if the choice is only for the focused lane.
    var isForLane = false
    var notice: String?
    /// The name of the model that the cursor moves to when it is listed.
    var awaited: String?

    var rowCount: Int { found.count }

    /// The entries that have all words of the query.
    var found: [ModelEntry] {
        let words = finder.words
        return entries.filter { entry in
            let about = entry.description.map { "\($0.architecture) \($0.quantization) \($0.title ?? "")" } ?? ""
            let all = "\(entry.name) \(about)".lowercased()
            return words.allSatisfy { all.contains($0) }
        }
    }

    /// The word that Enter adds: the typed text, if no model has these words and it can be a path, an address or a
    /// name. Else nil.
    var typedModel: String? {
        let word = finder.query.text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !word.isEmpty, found.isEmpty else { return nil }
        let isPlace = word.contains("/") || word.contains(":") || word.lowercased().hasSuffix(".gguf")
        return isPlace || FetchableModel.named(word) != nil ? word : nil
    }

    var selected: ModelEntry? {
        let found = found
        return found.indices.contains(finder.selected) ? found[finder.selected] : nil
    }

    func hint(of command: Command, _ standard: String?, _ context: any Context) -> String? {
        let models = context.setup.models
        return switch command {
        case .stopAdding where models.addition?.isRunning != true: nil
        case .use where typedModel != nil: "add"
        case .followPrompt where context.setup.lanes[context.focusedLane].model == nil: nil
        case .toggleBenchmark where models.benchmark != nil: "stop benchmark"
        default: standard
        }
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        let setup = context.setup
        switch command {
        case .stopAdding: return setup.models.addition?.isRunning == true ? nil : "No model is being added."
        case .use: return typedModel == nil ? selected?.problem : nil
        case .unload:
            guard let selected else { return nil }
            return setup.models.isLoaded(selected)
                ? setup.reasonToKeep(selected, context.evaluation, context.attacks) : "It isn't in memory."
        case .remove:
            guard let selected else { return nil }
            if case .refused(let reason) = selected.removal { return reason }
            return setup.reasonToKeep(selected, context.evaluation, context.attacks)
        case .followPrompt:
            return setup.lanes[context.focusedLane].model == nil ? "The lane is on the prompt's model." : nil
        case .toggleScope, .toggleBenchmark, .makeDefault, .close: return nil
        }
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .close: return [.model(.forgetAddition), .closeAll]
        case .stopAdding: return [.effect(.models(.stopAdding))]
        case .toggleScope:
            isForLane.toggle()
            return []
        case .followPrompt: return [.closeAll, .model(.followPrompt)]
        case .toggleBenchmark: return [.model(.toggleBenchmark(selected, memory))]
        case .use:
            if let word = typedModel { return [.model(.add(word))] }
            return selected.map { [.closeAll, .model(.use($0, inLane: isForLane))] } ?? []
        case .makeDefault: return selected.map { [.effect(.models(.makeDefault(model: $0.name)))] } ?? []
        case .unload:
            guard let selected else { return [] }
            notice = "\(selected.name) is no longer in memory."
            return [.effect(.engine(.unloadModel(path: selected.path)))]
        case .remove: return selected.map { [.choose(question(before: $0, context))] } ?? []
        }
    }

    /// Returns the question before a file is deleted, since that can't be undone.
    private func question(before entry: ModelEntry, _ context: any Context) -> Choice {
        var lines: [String] = []
        if case .file(let bytes) = entry.removal {
            lines = ["\(byteText(bytes)) are deleted for good. This can't be undone.", entry.path]
        } else {
            lines = ["Only the link is removed; the file that it points to stays.", entry.path]
        }
        if context.setup.models.isLoaded(entry) { lines.append("It is unloaded from memory first.") }
        if entry.isDefault { lines.append("It is the default model. Alt-d makes another one the default.") }
        let isLink = entry.removal == .link
        return Choice(
            title: "Remove \(entry.name)?", lines: lines,
            answers: [
                .init(
                    key: Key("d"), label: isLink ? "remove the link" : "delete the file",
                    hint: isLink ? "remove it" : "delete it", requests: [.model(.remove(entry))]),
                .init(key: Key(.escape), label: "keep it", hint: "keep it"),
            ])
    }

    mutating func take(_ event: LayerEvent, _ context: any Context) -> [Request] {
        guard case .message(.models(.modelsListed(let entries, let memory))) = event else { return [] }
        let path = selected?.path
        self.entries = entries
        self.memory = memory
        let found = found
        let place = found.firstIndex { $0.name == awaited }
        if place != nil { awaited = nil }
        finder.selected =
            place ?? found.firstIndex { $0.path == path } ?? min(finder.selected, max(0, found.count - 1))
        return []
    }
}
