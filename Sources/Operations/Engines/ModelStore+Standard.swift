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

    /// Returns the number of layers of a file that GPUs compute, as the settings say; nil if they don't.
    package func gpuLayers(ofFile path: String) -> Int? {
        let layers = Configuration.current.gpuLayers
        // Finding a name means looking into all folders of models.
        guard !layers.models.isEmpty else { return layers.usual }
        let name = name(of: path) ?? URL(filePath: path).deletingPathExtension().lastPathComponent
        // A word that means the file elsewhere means it here too.
        let word = layers.models.keys.sorted().first { (try? self.path(of: $0)) == path }
        return layers.of(word ?? name)
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
