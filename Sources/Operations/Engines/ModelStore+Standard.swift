import Foundation
import Library
import Models
import Runtime

extension ModelStore {
    /// The store of Lathe's own folder, the folders in the settings, and other programs' folders.
    package static var standard: ModelStore { ModelStore(.current) }

    /// Creates the store for other settings.
    package init(_ settings: Configuration) {
        self.init(
            places: [ModelPlace(.lathe, ModelFolders.models)]
                + settings.modelFolders.map { ModelPlace(.settings, $0) } + ModelPlace.others())
    }

    /// Returns what the settings say about a model's file.
    package func settings(ofFile path: String) -> FileSettings {
        let (layers, projectors) = (Configuration.current.gpuLayers, Configuration.current.projectors)
        let projector = name(among: projectors.keys.sorted(), of: path).flatMap { projectors[$0] }
        let own = name(among: layers.models.keys.sorted(), of: path).flatMap { layers.models[$0] }
        return FileSettings(gpuLayers: own ?? layers.usual, projector: projector)
    }

    /// Returns the one of `names` that means the model at a path; nil if none does.
    private func name(among names: [String], of path: String) -> String? {
        // Finding a name means looking into all folders of models.
        guard !names.isEmpty else { return nil }
        // A word that means the file elsewhere means it here too.
        if let word = names.first(where: { (try? self.path(of: $0)) == path }) { return word }
        let own = name(of: path) ?? URL(filePath: path).deletingPathExtension().lastPathComponent
        return names.first { $0.lowercased() == own.lowercased() }
    }

    /// Returns the path of the default model, for prompts and lanes that name none.
    package func defaultPath(_ settings: Configuration) throws -> String {
        let word = settings.model.flatMap { settings.isElsewhere($0) ? nil : $0 }
        return if let word { try path(of: word) } else { try defaultPath() }
    }

    /// Checks the file on this machine that a word means; nil is the default one.
    package func describe(_ word: String?) throws -> ModelDescription {
        let path = if let word { try path(of: word) } else { try defaultPath() }
        var description = try Probe().check(path)
        // Ollama's files are named by their digests.
        if !path.lowercased().hasSuffix(".gguf"), let name = name(of: path) { description.name = name }
        return description
    }
}

extension ModelDescription {
    /// Checks the model that a word means, here or on another machine; nil is the default one.
    package static func checked(_ word: String?) throws -> ModelDescription {
        if let word, let elsewhere = try Machines.standard.describe(word) { return elsewhere }
        return try ModelStore.standard.describe(word)
    }
}
