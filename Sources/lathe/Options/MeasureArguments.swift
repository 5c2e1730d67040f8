import ArgumentParser
import Evaluation

/// A metric on the command line, by its name.
struct MetricArgument: ExpressibleByArgument {
    let metric: any Metric

    init?(argument: String) {
        guard let metric = Measures.metric(argument) else { return nil }
        self.metric = metric
    }

    static var allValueStrings: [String] { Measures.metrics.map(\.name) }
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

/// Options for the metrics of outputs, and the models that measure them.
struct MeasureArguments: ParsableArguments {
    @Option(help: "Also measures outputs with this metric, and prints its mean. May be repeated.")
    var metric: [MetricArgument] = []

    @Option(
        help: ArgumentHelp(
            "The model for \(Self.names(.embedding)), by name or path, an embedding model or one that generates (default: the first lane's that runs here, else the default model).",
            valueName: "model"))
    var embeddingModel: String?

    @Option(
        help: ArgumentHelp(
            "The model for \(Self.names(.surprisal)), by name or path (default: the first lane's that runs here, else the default model).",
            valueName: "model"))
    var perplexityModel: String?

    @Option(
        help: ArgumentHelp(
            "The model for \(Self.names(.support)), by name or path (default: the first lane's that runs here, else the default model).",
            valueName: "model"))
    var consistencyModel: String?

    /// The chosen metrics.
    var metrics: [any Metric] { metric.map(\.metric) }

    /// Returns the names of the measures that need this of a model, as a list for a sentence.
    private static func names(_ use: ModelUse) -> String {
        Measures.all.filter { $0.modelUse == use }.map { "`\($0.name)`" }.joined(separator: " and ")
    }

    /// The chosen models, by what they measure.
    var models: [ModelUse: String] {
        [.embedding: embeddingModel, .surprisal: perplexityModel, .support: consistencyModel].compactMapValues(\.self)
    }
}
