import Foundation
import Lanes
import Prompting
import Sampling

/// Reads the likelihoods of possible answers from an engine.
package struct LabelReading: Sendable {
    /// What stands in place of a case's values where they are to say nothing (Zhao et al. 2021, section 4).
    static let emptyValues = ["N/A", "[MASK]", ""]

    let labels: [AnswerLabel]
    let mode: RunMode
    let date: Int64?

    /// Creates a reading of these answers. `date` is the time that chat templates are told, in seconds since 1970; nil is now.
    package init(labels: [AnswerLabel], mode: RunMode, date: Int64? = nil) {
        (self.labels, self.mode, self.date) = (labels, mode, date)
    }

    /// Returns the question for the texts of all labels. Whatever the prompt says, the model is asked not to think first: an
    /// answer has to stand where the output begins.
    package func request(behind prompt: CompiledPrompt) -> LikelihoodRequest {
        var prompt = prompt
        prompt.chat.thinks = false
        return LikelihoodRequest(behind: prompt, labels.flatMap(\.texts), mode: mode, date: date)
    }

    /// Returns the score of each label in an engine's answer to ``request(behind:)``. `priors` has the label's shares where the
    /// values of a case say nothing; nil if they aren't known.
    package func scores(in found: [Likelihood], priors: [Double]? = nil) -> [LabelScore] {
        zip(labels, labels.logProbabilities(in: found)).enumerated().map { index, one in
            LabelScore(
                label: one.0.name, logProbability: one.1,
                prior: priors.flatMap { $0.indices.contains(index) ? $0[index] : nil })
        }
    }

    /// Returns the score of each label in the place of a prompt's output.
    func scores(
        of prompt: CompiledPrompt, in engine: any Engine, priors: [Double]? = nil
    ) async throws(EngineError) -> [LabelScore] {
        scores(in: try await engine.likelihoods(request(behind: prompt)), priors: priors)
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

extension [AnswerLabel] {
    /// Returns the logarithm of each label's probability, that of any of its texts. `likelihoods` has those of all texts, label
    /// by label.
    package func logProbabilities(in likelihoods: [Likelihood]) -> [Double] {
        var rest = likelihoods[...]
        return map { label in
            defer { rest = rest.dropFirst(label.texts.count) }
            return logSumExp(rest.prefix(label.texts.count).map(\.logProbability))
        }
    }
}
