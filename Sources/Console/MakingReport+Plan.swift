import Evaluation
import Operations
import Reports
import TextLayout

extension MakingReport {
    /// Collects the report of a run.
    ///
    /// - Parameters:
    ///   - plan: The run, which has ended.
    ///   - order: What was asked for.
    ///   - earlier: The number of candidates that earlier runs made.
    ///   - seconds: The time that this run took.
    package init(_ plan: MakingPlan, _ order: MakingOrder, earlier: Int, seconds: Double) {
        self.init(
            promptName: plan.promptName, kind: order.kind, writer: plan.writer.name,
            candidates: plan.work.file.candidates, earlier: earlier,
            filters: plan.work.filters, off: order.off, unfit: plan.work.unfit,
            rating: plan.rater.map {
                Rating(
                    judge: $0.judge.backend.name, dimension: $0.dimension.rawValue, isWriter: $0.isWriter,
                    least: order.leastRating)
            }, usage: plan.usage, seconds: seconds, file: plan.work.file.path)
    }

    /// Prints the report.
    package func print(asJSON: Bool) throws {
        if asJSON { try printJSON(self, pretty: true) } else { try printOutput(harmless(text)) }
    }
}
