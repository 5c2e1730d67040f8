import Foundation

/// How surprising an output is to a model, without the prompt: bits a token, or 2 to the power of that.
struct Surprisal: Metric {
    let isPerplexity: Bool
    let comparesWithAnswers = false
    let modelUse: ModelUse? = .surprisal

    var name: String { isPerplexity ? "perplexity" : "surprisal" }

    var meaning: String {
        isPerplexity
            ? "2 to the power of the surprisal; a lane's value is over all its tokens"
            : "bits per token of the output under a model, without the prompt; a lane's value is over all its tokens"
    }

    func needs(_ output: MeasuredOutput) -> Needs {
        var needs = Needs()
        needs.surprise(output.text)
        return needs
    }

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        found.surprisal(of: output.text).map { value(of: $0.bits / Double($0.tokens)) }
    }

    func overall(_ outputs: [(output: MeasuredOutput, value: Double)], _ found: Findings) -> Double {
        let all = outputs.compactMap { found.surprisal(of: $0.output.text) }
        let bits = all.map(\.bits).sorted().reduce(0, +)
        return value(of: bits / Double(max(1, all.reduce(0) { $0 + $1.tokens })))
    }

    private func value(of mean: Double) -> Double { isPerplexity ? exp2(mean) : mean }
}
