import Lanes
import Models

/// A model with its memory.
struct LoadedContext {
    let model: LlamaModel
    let context: LlamaContext
    let choices: EngineChoices
    /// The images that the model reads.
    let images: ImageTable

    /// The largest number of layers to try if all don't fit; no model has more.
    private static let mostLayers: Int32 = 128

    /// Loads a file. If no number of layers is asked for, GPUs compute all of them, or else the first of 128, 64, 32, …
    /// for which there is room: only loading tells that.
    static func load(
        _ path: String, options: EngineOptions, progress: @escaping @Sendable (Double) -> Bool, measuring: () -> Void
    ) throws(EngineError) -> LoadedContext {
        if let layers = options.gpuLayers {
            return try LoadedContext(path, Int32(clamping: layers), options, progress: progress, measuring: measuring)
        }
        var layers: Int32 = -1
        while true {
            do throws(EngineError) {
                return try LoadedContext(path, layers, options, progress: progress, measuring: measuring)
            } catch {
                switch error {
                case .loadFailed, .contextFailed: break
                default: throw error
                }
                guard layers != 0, !ComputeDevice.all.isEmpty else { throw error }
                layers = layers < 0 ? mostLayers : layers / 2
            }
        }
    }

    private init(
        _ path: String, _ gpuLayers: Int32, _ options: EngineOptions, progress: @escaping @Sendable (Double) -> Bool,
        measuring: () -> Void
    ) throws(EngineError) {
        model = try LlamaModel(path: path, gpuLayers: gpuLayers) { progress(Double($0)) }
        let trained = Int(model.info.trained_context)
        choices = EngineChoices.measured(
            of: model, gpu: GPUShare(asked: gpuLayers, of: model), options: options,
            budget: options.measuresAnew ? EngineMeasurement.longBudget : EngineMeasurement.usualBudget,
            measuring: measuring)
        images = try ImageTable.opened(
            beside: path, for: model, named: options.projector, rows: max(LlamaContext.mostLanes, choices.promptRows),
            threads: choices.threads, usesGPU: gpuLayers != 0)
        context = try LlamaContext(
            model: model, cells: options.contextLength ?? min(trained, ModelDescription.mostDefaultContext),
            sequences: LlamaContext.mostLanes, rows: images.rows, threads: choices.threads,
            attention: choices.flashAttention ? .flash : .plain,
            wideMemory: choices.wideMemory)
        guard context.hasMemory else { throw .notAGenerator(path: path) }
    }
}
