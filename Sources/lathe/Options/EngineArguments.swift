import ArgumentParser
import Foundation
import Library
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

    @Flag(
        inversion: .prefixedNo,
        help:
            "One lane at a time, in fixed chunks from an empty memory: bit-for-bit repeatable (default: as the settings say)."
    )
    var strict: Bool?

    var mode: RunMode { strict ?? Configuration.current.isStrict ? .strict : .fast }

    func validate() throws {
        if let context, !(64...1_048_576).contains(context) {
            throw ValidationError("--context is \(context); it must be 64...1048576 tokens.")
        }
        if let threads, !(1...256).contains(threads) {
            throw ValidationError("--threads is \(threads); it must be 1...256.")
        }
    }
}

/// A loaded model and what it says of itself.
struct LoadedModel: Sendable {
    var description: ModelDescription
    var engine: LlamaEngine
}

extension EngineArguments {
    /// Checks and loads the model that the command line, or else the prompt, asks for; shows progress on a terminal.
    func load(promptModel: String? = nil) throws -> LoadedModel {
        let progress = ProgressLine()
        defer { progress.clear() }
        return try wait {
            try await load(promptModel: promptModel) { name, fraction in
                progress.show("Loading \(name): \(Int(fraction * 100)) %")
                return true
            }
        }
    }

    /// The same for a caller that shows progress itself: `progress` gets a name and 0...1, and ends loading with false.
    func load(
        promptModel: String?, progress: @escaping @Sendable (String, Double) -> Bool
    ) async throws -> LoadedModel {
        let store = ModelStore.standard
        // A server's word says nothing about the model here.
        let words = [model, promptModel, Configuration.current.model].compactMap { $0 }
        let word = words.first { Configuration.current.server(for: $0) == nil }
        let path = if let word { try store.path(of: word) } else { try store.defaultPath() }
        var description = try Probe().check(path)
        // Ollama's files are called by their digests.
        if !path.lowercased().hasSuffix(".gguf"), let name = store.name(of: path) { description.name = name }
        var options = EngineOptions()
        options.contextLength = context
        options.threads = threads
        if mode == .fast {
            options.rowCosts = RowCostsLocation(
                path: ModelFolders.cache + "/row-costs.json", modelChecksum: try Checksums().sha256(of: path))
        }
        let name = description.name
        let engine = try await LlamaEngine.load(path: path, options: options) { progress(name, $0) }
        return LoadedModel(description: description, engine: engine)
    }
}

extension ModelStore {
    /// Lathe's own folder, those that the settings name, and other programs'.
    static var standard: ModelStore {
        ModelStore(
            places: [ModelPlace(.lathe, ModelFolders.models)]
                + Configuration.current.modelFolders.map { ModelPlace(.settings, $0) } + ModelPlace.others())
    }
}
