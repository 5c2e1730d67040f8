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
    /// The place of its first token under a constraint; nil if the model is free.
    let place: ConstrainedPlace?
    /// The logarithm of each answer's probability; nil until the model has said it.
    private(set) var logarithms: [Double]?
    /// The ways of writing each answer; empty until then.
    private(set) var writings: [[Likelihood.Writing]] = []
    /// The row of the place where the output begins; nil until it is there.
    var distribution: Distribution?
    /// The shares under the lane's settings; nil until the likelihoods are there.
    var reading: Reading?
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
        place = lane.output.constrainedPlace(before: 0)
    }

    /// Returns whether another lane's answers are the same question to the same model.
    func asksTheSame(as other: AnswerBars) -> Bool {
        request == other.request && model == other.model && place == other.place
    }

    /// Takes what the model says.
    mutating func take(_ likelihoods: [Likelihood]) {
        logarithms = labels.logProbabilities(in: likelihoods)
        var rest = likelihoods[...]
        writings = labels.map { label in
            defer { rest = rest.dropFirst(label.texts.count) }
            return rest.prefix(label.texts.count).flatMap(\.writings)
        }
        reading = nil
    }
}

extension Board {
    /// Asks for the likelihoods of the answers of lanes that have an output and don't run, and brings the shares of all to their
    /// settings. Turning a knob asks nothing: what the lane sends stays the same.
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
            if let former = lanes[index].answers, former.asksTheSame(as: bars) { continue }
            let known = lanes.lazy.compactMap(\.answers).first { $0.asksTheSame(as: bars) && !$0.hasFailed }
            if let known {
                lanes[index].answers = known
            } else {
                lanes[index].answers = bars
                requests.append(.effect(.engine(.likelihoods(bars.request, model: bars.model))))
                if case .tokens(let history) = bars.request.context {
                    // The lane's run has left what is kept of this row, so that nothing is computed.
                    requests.append(
                        .effect(
                            .engine(
                                .distribution(after: history, at: bars.place, isWhole: false, model: bars.model))))
                }
            }
        }
        for index in lanes.indices where lanes[index].answers != nil {
            lanes[index].answers?.settle(setup.settings(of: index))
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
