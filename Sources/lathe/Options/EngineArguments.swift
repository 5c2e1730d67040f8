import ArgumentParser
import Foundation
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

    @Flag(help: "One lane at a time, in fixed chunks from an empty memory: bit-for-bit repeatable.")
    var strict = false

    var mode: RunMode { strict ? .strict : .fast }

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
    /// The file's SHA-256; nil where it can't be taken.
    var checksum: String?
    var engine: LlamaEngine
    /// Threads that compute.
    var threads: Int

    /// Loads a model that was checked; `progress` gets 0...1, and ends loading with false.
    static func load(
        _ description: ModelDescription, context: Int?, threads: Int?, mode: RunMode,
        progress: @escaping @Sendable (Double) -> Bool
    ) async throws -> LoadedModel {
        let path = description.path
        var options = EngineOptions()
        options.contextLength = context
        options.threads = threads
        var checksum = Checksums().remembered(description.identity)
        if mode == .fast {
            let known = try checksum ?? Checksums().sha256(of: path)
            checksum = known
            options.rowCosts = RowCostsLocation(path: ModelFolders.cache + "/row-costs.json", modelChecksum: known)
        } else if checksum == nil {
            // Only the history needs it.
            checksum = try? Checksums().sha256(of: path)
        }
        let engine = try await LlamaEngine.load(path: path, options: options, progress: progress)
        return LoadedModel(
            description: description, checksum: checksum, engine: engine,
            threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    }
}

extension EngineArguments {
    /// Checks and loads the model that the command line, or else the prompt, asks for; shows progress on a terminal.
    func load(promptModel: String? = nil) throws -> LoadedModel {
        let progress = ProgressLine()
        defer { progress.clear() }
        return try wait {
            let description = try describe(model ?? promptModel)
            return try await load(description) { fraction in
                progress.show("Loading \(description.name): \(Int(fraction * 100)) %")
                return true
            }
        }
    }

    /// Checks the file of the model that a word names, nil for the default one.
    func describe(_ word: String?) throws -> ModelDescription {
        let store = ModelStore()
        return try Probe().check(
            try word.map { word throws(ModelFileError) in try store.path(of: word) } ?? store.defaultPath())
    }

    /// Loads a model that was checked; `progress` gets 0...1, and ends loading with false.
    func load(
        _ description: ModelDescription, progress: @escaping @Sendable (Double) -> Bool
    ) async throws -> LoadedModel {
        try await LoadedModel.load(description, context: context, threads: threads, mode: mode, progress: progress)
    }
}
