import Lanes
import Models

extension ImageTable {
    /// The rows that a batch of these models must have, so that their projectors may also be named later: Gemma's vectors of
    /// an image attend to each other.
    private static let gemmaRows = 256

    /// Opens the projector of a model: the one that is named, else one that lies beside the model's file, if there is one.
    /// Prompts may name others. Batches have room for `rows` rows, or for those that an image takes at once.
    ///
    /// A projector that lies beside the model and isn't the model's is left alone: folders hold several models.
    ///
    /// - Throws: ``EngineError/projector(path:reason:)`` if the named one can't be used.
    static func opened(
        beside path: String, for model: LlamaModel, named: String?, rows: Int, threads: Int, usesGPU: Bool
    ) throws(EngineError) -> ImageTable {
        let architecture = model.metadata("general.architecture") ?? ""
        let open = { @Sendable (path: String) -> Result<Projector, EngineError> in
            Result { () throws(EngineError) in
                try Projector(named: path, for: model, architecture, threads: threads, usesGPU: usesGPU)
            }
        }
        var usual = try named.map { named throws(EngineError) in try open(named).get() }
        if named == nil {
            for found in ProjectorFile.fitting(path, architecture: architecture) where usual == nil {
                usual = try? open(found.path).get()
            }
        }
        let room = max(usual?.mostVectorsAtOnce ?? 0, architecture.hasPrefix("gemma") ? gemmaRows : 0)
        return ImageTable(usual: usual, rows: max(rows, room), open: open)
    }
}

extension Projector {
    /// Opens the projector that is named for a model of this architecture.
    fileprivate convenience init(
        named path: String, for model: LlamaModel, _ architecture: String, threads: Int, usesGPU: Bool
    ) throws(EngineError) {
        do throws(ProjectorRefusal) {
            _ = try ProjectorFile(named: path, architecture: architecture)
        } catch {
            throw .projector(path: path, reason: error.reason)
        }
        try self.init(path: path, model: model, threads: threads, usesGPU: usesGPU)
    }

    /// The rows that a batch must have for an image whose vectors attend to each other; 0 if they don't.
    var mostVectorsAtOnce: Int {
        guard seesAll else { return 0 }
        // Projectors of this kind fit every image to a size of their own, within bounds.
        let sizes = [(448, 448), (896, 896), (4096, 4096), (8192, 1024), (1024, 8192)]
        return sizes.compactMap { vectorCount(width: $0.0, height: $0.1) }.max() ?? 0
    }
}
