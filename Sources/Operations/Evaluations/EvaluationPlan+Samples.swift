import Evaluation

extension EvaluationPlan {
    /// Throws if a metric compares samples and a lane draws none to compare.
    ///
    /// - Throws: ``EvaluationPlanError``.
    package func check(_ metrics: [any Metric]) throws(EvaluationPlanError) {
        for metric in metrics where metric.samplesNeeded != nil {
            for lane in lanes.map(\.lane) {
                guard lane.samples > 1, run.labels == nil else {
                    throw .noFurtherSamples(metric: metric.name, lane: lane.name)
                }
                let settings = lane.settings.settings
                let reason: String? =
                    switch settings.decoding {
                    case .beam: "beams aren't drawn"
                    case .sample where settings.temperature == 0: "at temperature 0 all samples are the same"
                    case .sample: nil
                    }
                if let reason { throw .equalSamples(metric: metric.name, lane: lane.name, reason: reason) }
            }
        }
    }
}
