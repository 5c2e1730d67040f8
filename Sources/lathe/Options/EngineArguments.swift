import ArgumentParser
import Library
import Operations
import Prompting

/// Options for the model, and for the way in which it runs.
struct EngineArguments: ParsableArguments {
    @Option(help: "A model's name or path; `lathe models list` names those that are here.")
    var model: String?

    @Option(help: "The number of tokens that all lanes share (default: what the model was trained for, at most 8192).")
    var context: Int?

    @Option(help: "The number of threads (default: one for each core).")
    var threads: Int?

    @Option(
        help:
            "The number of a model's layers that a GPU computes (default: as the settings say, else as many as there is room for)."
    )
    var gpuLayers: Int?

    @Option(
        help: ArgumentHelp(
            "The projector (mmproj) with which a model reads images (default: the one beside the model's file).",
            valueName: "file"))
    var projector: String?

    @Flag(
        inversion: .prefixedNo,
        help:
            "One lane at a time, in fixed chunks from an empty memory: bit-for-bit repeatable (default: as the settings say)."
    )
    var strict: Bool?

    /// The setup that was asked for, with the user's settings for the rest.
    var setup: EngineSetup {
        let (settings, projector) = (Configuration.current, projector?.expandingHome.absolutePath)
        return EngineSetup(
            choice: ModelChoice(commandLine: model, settings: settings.model, projector: projector),
            context: context, threads: threads, gpuLayers: gpuLayers, projector: projector,
            mode: strict ?? settings.isStrict ? .strict : .fast)
    }

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
