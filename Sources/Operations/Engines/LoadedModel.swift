import Models
import Runtime

/// A loaded model with its description.
package struct LoadedModel: Sendable {
    /// The description from its file.
    package var description: ModelDescription
    /// The file's SHA-256; nil if it can't be computed.
    package var checksum: String?
    /// The engine that has it in memory.
    package var engine: DetachedEngine
    /// The number of threads that compute.
    package var threads: Int

    /// Takes a model that an engine has in memory.
    package init(description: ModelDescription, checksum: String?, engine: DetachedEngine, threads: Int) {
        (self.description, self.checksum, self.engine, self.threads) = (description, checksum, engine, threads)
    }

    /// Loads a model that was checked. `progress` gets 0...1, and cancels loading by returning false. `preparing` gets
    /// sentences about other work that takes time at the first load.
    package static func load(
        _ description: ModelDescription, _ setup: EngineSetup,
        progress: @escaping @Sendable (Double) -> Bool, preparing: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> LoadedModel {
        let path = description.path
        var options = EngineOptions()
        options.contextLength = setup.context
        options.threads = setup.threads
        options.gpuLayers = setup.gpuLayers
        options.projector = setup.projector
        if let (process, file) = Machines.standard.place(of: path) {
            let choices = try process.describe(file).choices
            if setup.mode == .fast { options.choices = choices }
            let engine = try await DetachedEngine.load(path: file, options: options, in: process, progress: progress) {
                preparing("measuring its speed")
            }
            return LoadedModel(
                description: description, checksum: choices?.modelChecksum, engine: engine,
                threads: engine.choices.threads)
        }
        var checksum = Checksums().remembered(description.identity)
        if checksum == nil { preparing("taking its checksum") }
        if setup.mode == .fast {
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

    /// Loads a model that was checked, and reports the progress in sentences. Loading is cancelled when `isWanted` returns
    /// false.
    package static func load(
        _ description: ModelDescription, _ setup: EngineSetup, telling tell: @escaping ProgressTeller,
        while isWanted: @escaping @Sendable () -> Bool = { true }
    ) async throws -> LoadedModel {
        defer { tell(nil) }
        return try await load(description, setup) { fraction in
            tell("Loading \(description.name): \(Int(fraction * 100)) %")
            return isWanted()
        } preparing: { what in
            tell("Loading \(description.name): \(what)")
        }
    }
}
