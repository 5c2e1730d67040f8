import Lanes
import Models

extension ImageTable {
    /// Opens the projector of a model: the one that is named, else one that lies beside the model's file. Returns nil if
    /// there is none.
    ///
    /// A projector that lies beside the model and isn't the model's is left alone: folders hold several models.
    ///
    /// - Throws: ``EngineError/projector(path:reason:)`` if the named one can't be used.
    static func opened(
        beside path: String, for model: LlamaModel, named: String?, threads: Int, usesGPU: Bool
    ) throws(EngineError) -> ImageTable? {
        if let named {
            return try open(named, for: model, threads: threads, usesGPU: usesGPU)
        }
        let architecture = model.metadata("general.architecture") ?? ""
        for found in ProjectorFile.fitting(path, architecture: architecture) {
            if let table = try? open(found.path, for: model, threads: threads, usesGPU: usesGPU) { return table }
        }
        return nil
    }

    private static func open(
        _ path: String, for model: LlamaModel, threads: Int, usesGPU: Bool
    ) throws(EngineError) -> ImageTable {
        do throws(ProjectorRefusal) {
            _ = try ProjectorFile(named: path, architecture: model.metadata("general.architecture") ?? "")
        } catch {
            throw .projector(path: path, reason: error.reason)
        }
        return ImageTable(projector: try Projector(path: path, model: model, threads: threads, usesGPU: usesGPU))
    }
}

extension Projector {
    /// The rows that a batch must have for an image whose vectors attend to each other; 0 if they don't.
    var mostVectorsAtOnce: Int {
        guard seesAll else { return 0 }
        // Projectors of this kind fit every image to a size of their own, within bounds.
        let sizes = [(448, 448), (896, 896), (4096, 4096), (8192, 1024), (1024, 8192)]
        return sizes.compactMap { vectorCount(width: $0.0, height: $0.1) }.max() ?? 0
    }
}
