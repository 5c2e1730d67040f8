import ArgumentParser
import Foundation
import Lanes
import Library
import Models
import Prompting
import Runtime
import Sampling

/// Which model, and how it is run.
struct EngineArguments: ParsableArguments {
    @Option(help: "A model's name or path; `lathe models list` names those that are here.")
    var model: String?

    @Option(help: "Tokens that all lanes share (default: what the model was trained for, at most 8192).")
    var context: Int?

    @Option(help: "Threads that compute (default: one a core).")
    var threads: Int?

    @Option(
        help: "Layers of a model that a GPU computes (default: as the settings say, else as many as there is room for)."
    )
    var gpuLayers: Int?

    @Flag(
        inversion: .prefixedNo,
        help:
            "One lane at a time, in fixed chunks from an empty memory: bit-for-bit repeatable (default: as the settings say)."
    )
    var strict: Bool?

    /// What names a model beside lanes and prompts.
    var choice: ModelChoice { ModelChoice(commandLine: model, settings: Configuration.current.model) }

    var mode: RunMode { strict ?? Configuration.current.isStrict ? .strict : .fast }

    func validate() throws {
        if let context, !(64...1_048_576).contains(context) {
            throw ValidationError("--context is \(context); it must be 64...1048576 tokens.")
        }
        if let threads, !(1...256).contains(threads) {
            throw ValidationError("--threads is \(threads); it must be 1...256.")
        }
        if let gpuLayers, !Configuration.gpuLayerRange.contains(gpuLayers) {
            throw ValidationError(
                "--gpu-layers is \(gpuLayers); it must be 0...\(Configuration.gpuLayerRange.upperBound).")
        }
    }
}

/// A loaded model and what it says of itself.
struct LoadedModel: Sendable {
    var description: ModelDescription
    /// The file's SHA-256; nil where it can't be taken.
    var checksum: String?
    var engine: DetachedEngine
    /// Threads that compute.
    var threads: Int

    /// Loads a model that was checked; `progress` gets 0...1, and ends loading with false. `preparing` gets what else takes a
    /// while at the first load, in words.
    static func load(
        _ description: ModelDescription, context: Int?, threads: Int?, gpuLayers: Int?, mode: RunMode,
        progress: @escaping @Sendable (Double) -> Bool, preparing: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> LoadedModel {
        let path = description.path
        var options = EngineOptions()
        options.contextLength = context
        options.threads = threads
        options.gpuLayers = gpuLayers
        if let (process, file) = Machines.standard.place(of: path) {
            let choices = try process.describe(file).choices
            if mode == .fast { options.choices = choices }
            let engine = try await DetachedEngine.load(path: file, options: options, in: process, progress: progress) {
                preparing("measuring its speed")
            }
            return LoadedModel(
                description: description, checksum: choices?.modelChecksum, engine: engine,
                threads: engine.choices.threads)
        }
        var checksum = Checksums().remembered(description.identity)
        if checksum == nil { preparing("taking its checksum") }
        if mode == .fast {
            let known = try checksum ?? Checksums().sha256(of: path)
            checksum = known
            options.choices = .usual(modelChecksum: known)
        } else if checksum == nil {
            // Only the history needs it.
            checksum = try? Checksums().sha256(of: path)
        }
        let engine = try await DetachedEngine.load(path: path, options: options, progress: progress) {
            preparing("measuring its speed")
        }
        return LoadedModel(
            description: description, checksum: checksum, engine: engine, threads: engine.choices.threads)
    }
}

extension EngineArguments {
    /// Checks and loads the model that a prompt is sent to; shows progress on a terminal.
    func load(promptModel: String? = nil) throws -> LoadedModel {
        try loadShowingProgress(try describe(choice.word(prompt: promptModel)))
    }

    /// Loads a model that was checked; shows progress on a terminal.
    func loadShowingProgress(_ description: ModelDescription) throws -> LoadedModel {
        let progress = ProgressLine()
        defer { progress.clear() }
        return try wait {
            try await load(description) { fraction in
                progress.show("Loading \(description.name): \(Int(fraction * 100)) %")
                return true
            } preparing: { what in
                progress.show("Loading \(description.name): \(what)")
            }
        }
    }

    /// Checks the file of the model that a word names, nil for the default one.
    func describe(_ word: String?) throws -> ModelDescription {
        if let word, let elsewhere = try Machines.standard.describe(word) { return elsewhere }
        return try Self.describeHere(word)
    }

    /// The same for a word that means a file of this machine; nil is the default one.
    static func describeHere(_ own: String?) throws -> ModelDescription {
        let store = ModelStore.standard
        let path = if let own { try store.path(of: own) } else { try store.defaultPath() }
        var description = try Probe().check(path)
        // Ollama's files are called by their digests.
        if !path.lowercased().hasSuffix(".gguf"), let name = store.name(of: path) { description.name = name }
        return description
    }

    /// Loads a model that was checked; see ``LoadedModel/load(_:context:threads:gpuLayers:mode:progress:preparing:)``.
    func load(
        _ description: ModelDescription, progress: @escaping @Sendable (Double) -> Bool,
        preparing: @escaping @Sendable (String) -> Void
    ) async throws -> LoadedModel {
        try await LoadedModel.load(
            description, context: context, threads: threads, gpuLayers: gpuLayers, mode: mode, progress: progress,
            preparing: preparing)
    }
}

extension ModelStore {
    /// How many layers of a file GPUs compute, as the settings say; nil where they don't.
    func gpuLayers(ofFile path: String) -> Int? {
        let layers = Configuration.current.gpuLayers
        // Names ask for a look into all folders of models.
        guard !layers.models.isEmpty else { return layers.usual }
        let name = name(of: path) ?? URL(filePath: path).deletingPathExtension().lastPathComponent
        // Whatever word means the file elsewhere means it here.
        let word = layers.models.keys.sorted().first { (try? self.path(of: $0)) == path }
        return layers.of(word ?? name)
    }

    /// Lathe's own folder, those that the settings name, and other programs'.
    static var standard: ModelStore {
        ModelStore(
            places: [ModelPlace(.lathe, ModelFolders.models)]
                + Configuration.current.modelFolders.map { ModelPlace(.settings, $0) } + ModelPlace.others())
    }
}
