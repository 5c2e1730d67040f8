import Foundation
import Lanes
import Prompting
import Sampling

/// Reads the likelihoods of possible answers of cases from an engine.
struct LabelReading: Sendable {
    /// What stands in place of a case's values where they are to say nothing (Zhao et al. 2021, section 4).
    static let emptyValues = ["N/A", "[MASK]", ""]

    let labels: [AnswerLabel]
    let mode: RunMode
    let date: Int64?

    /// Returns the score of each label in the place of a prompt's output.
    func scores(
        of prompt: CompiledPrompt, in engine: any Engine, priors: [Double]? = nil
    ) async throws(EngineError) -> [LabelScore] {
        let found = try await engine.likelihoods(
            LikelihoodRequest(behind: prompt, labels.flatMap(\.texts), mode: mode, date: date))
        var rest = found[...]
        return labels.enumerated().map { index, label in
            let own = rest.prefix(label.texts.count)
            rest = rest.dropFirst(label.texts.count)
            return LabelScore(
                label: label.name, logProbability: logSumExp(own.map(\.logProbability)),
                prior: priors.flatMap { $0.indices.contains(index) ? $0[index] : nil })
        }
    }

    /// Returns the mean share of each label where the values of all variables of `one` say nothing; nil if a prompt can't be
    /// made without them.
    func priors(of lane: EvaluatedLane, like one: Case) async -> [Double]? {
        var sums = labels.map { _ in 0.0 }
        var count = 0.0
        for value in Self.emptyValues {
            let empty = Case(id: "", variables: one.variables.mapValues { _ in value })
            guard let request = try? lane.request(empty),
                let scores = try? await scores(of: request.prompt, in: lane.engine)
            else { continue }
            for (index, share) in scores.shares.enumerated() { sums[index] += share }
            count += 1
        }
        return count == 0 ? nil : sums.map { $0 / count }
    }
}
