import Evaluation
import Lanes
import Prompting
import Sampling

/// How likely each possible answer is where a lane's output begins.
struct AnswerBars: Sendable {
    /// The possible answers of the prompt.
    let labels: [AnswerLabel]
    /// What is asked of the lane's model, and the word of that model.
    let request: LikelihoodRequest
    let model: String?
    /// The logarithm of each answer's probability; nil until the model has said it.
    var logarithms: [Double]?
    /// True if the model can't say it.
    var hasFailed = false

    /// Creates the question for a lane that has an output; nil if the output doesn't begin with an answer.
    init?(_ lane: LaneState, _ labels: [AnswerLabel]) {
        guard let asked = lane.output.request?.prompt, asked.steps.count == 1, !asked.technique.traits.sendsReasoning,
            lane.openings.isEmpty, !lane.output.hasThoughts, let history = lane.output.histories.first, !history.isEmpty
        else { return nil }
        self.labels = labels
        request = LikelihoodRequest(after: history, labels.flatMap(\.texts))
        model = lane.output.model
    }

    /// Returns the answers with their shares at a temperature, the likeliest first; empty until they are known.
    ///
    /// Of answers of one token these are the shares among them in a draw from all tokens.
    func shares(temperature: Double) -> [(label: String, share: Double)] {
        guard let logarithms else { return [] }
        let shares = zip(labels, scaledShares(logarithms, temperature: temperature)).map { ($0.name, $1) }
        // A stable order, so that equal answers don't change places.
        return shares.enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }.map(\.element)
    }

    /// Takes what the model says.
    mutating func take(_ likelihoods: [Likelihood]) {
        logarithms = labels.logProbabilities(in: likelihoods)
    }
}

extension Board {
    /// Asks for the likelihoods of the answers of lanes that have an output and don't run. Turning a knob asks nothing: what the
    /// lane sends stays the same.
    mutating func settleAnswers(_ setup: Setup) -> [Request] {
        var requests: [Request] = []
        possibleAnswers.settle(setup.prompt)
        let labels = possibleAnswers.labels
        for index in lanes.indices where !lanes[index].isRunning {
            guard let labels, setup.facts(of: index)?.isServer == false, let bars = AnswerBars(lanes[index], labels)
            else {
                lanes[index].answers = nil
                continue
            }
            let former = lanes[index].answers
            guard former?.request != bars.request || former?.model != bars.model else { continue }
            let known = lanes.lazy.compactMap(\.answers).first {
                $0.request == bars.request && $0.model == bars.model && !$0.hasFailed
            }
            if let known {
                lanes[index].answers = known
            } else {
                lanes[index].answers = bars
                requests.append(.effect(.engine(.likelihoods(bars.request, model: bars.model))))
            }
        }
        return requests
    }

    /// Takes the likelihoods of answers for the lanes that wait for them.
    mutating func take(_ answer: Result<ReadLikelihoods, EngineError>, of request: LikelihoodRequest, model: String?) {
        for index in lanes.indices
        where lanes[index].answers?.request == request && lanes[index].answers?.model == model {
            switch answer {
            case .success(let read): lanes[index].answers?.take(read.likelihoods)
            case .failure: lanes[index].answers?.hasFailed = true
            }
        }
    }
}
