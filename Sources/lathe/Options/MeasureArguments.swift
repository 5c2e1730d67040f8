import ArgumentParser
import Evaluation

extension Metric: ExpressibleByArgument {}

/// What is measured of outputs, and by which models.
struct MeasureArguments: ParsableArguments {
    @Option(help: "Measures outputs besides, by their means over the cases. May be repeated.")
    var metric: [Metric] = []

    @Option(
        help: ArgumentHelp(
            "The model for `cosine` and `similar`, by name or path, an embedding model or one that generates (default: the first lane's that runs here, else the default model).",
            valueName: "model"))
    var embeddingModel: String?

    @Option(
        help: ArgumentHelp(
            "The model for `surprisal` and `perplexity`, by name or path (default: as above).", valueName: "model"))
    var perplexityModel: String?

    /// The models that were named, by what they measure.
    var models: [Metric.ModelUse: String] {
        [.embedding: embeddingModel, .surprisal: perplexityModel].compactMapValues(\.self)
    }
}
