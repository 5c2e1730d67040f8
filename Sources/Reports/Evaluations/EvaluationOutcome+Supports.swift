import Evaluation
import History

extension EvaluationOutcome {
    /// How far further samples support each output, by lane and case. A metric that a model was asked for says more than others.
    package var supports: [EvaluationRun.Key: OutputSupport] {
        Dictionary(
            record.metrics.flatMap { $0.supports ?? [] }.map { (EvaluationRun.Key(lane: $0.lane, id: $0.id), $0) },
            uniquingKeysWith: { first, second in first.sentences.contains { $0.support != nil } ? first : second })
    }
}

extension OutputSupport {
    /// What it is about, as the heading of its sentences.
    package var heading: String {
        "support by \(samples) further \(samples == 1 ? "sample" : "samples"), \(distinct) different"
    }
}

extension SentenceSupport {
    /// Its sign and number: the probability of support, else the mean surprisal of its words.
    package var figure: String {
        if let support, let step { return "\(step.sign) \(Figures.decimal(support, 2))" }
        return surprisal.map { "surprisal \(Figures.decimal($0, 2))" } ?? "-"
    }
}
