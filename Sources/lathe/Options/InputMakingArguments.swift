import ArgumentParser
import Evaluation
import Operations

/// Whether outputs or inputs are made first.
enum MakingFirst: String, CaseIterable, ExpressibleByArgument {
    case input, output
}

/// Options for making inputs.
struct InputMakingArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Inputs besides the prompt's own that new ones are made after: a data file or a shipped data set's name.",
            valueName: "file"))
    var data: String?

    @Option(
        help: ArgumentHelp(
            "Drops what is like an input of this data, on which the prompt is evaluated. Examples are compared with the prompt's testData anyway.",
            valueName: "file"))
    var against: String?

    @Option(
        help: ArgumentHelp(
            "Whether inputs are made and then answered, or made for each possible output (default: output where the answer has choices).",
            valueName: "part"))
    var first: MakingFirst?

    @Option(
        help: ArgumentHelp(
            "Also drops inputs that mean the same as another, by the cosine of this model's embeddings.",
            valueName: "model"))
    var embeddingModel: String?

    @Option(help: ArgumentHelp("The cosine above which two inputs mean the same.", valueName: "number"))
    var cosine = MeaningFilter.usualThreshold

    func validate() throws {
        if !(-1...1).contains(cosine) { throw ValidationError("--cosine is \(cosine); it must be -1...1.") }
    }

    func fill(_ request: inout MakingPlan.Request, _ order: inout MakingOrder) {
        request.data = data.map { ($0, DataOptions()) }
        (request.against, request.embedder, request.cosine) = (against, embeddingModel, cosine)
        order.isOutputFirst = first.map { $0 == .output }
    }
}
