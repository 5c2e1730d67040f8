import Evaluation
import Terminal

extension EvaluationLayer {
    /// What the table, its columns and its signs mean.
    static func explanation(_ look: Look, isByLikelihood: Bool = false) -> Choice {
        let (right, wrong, open) = (look.sign("✓", "+"), look.sign("✗", "x"), look.sign("·", "."))
        let last =
            isByLikelihood
            ? [
                "by char.: how many cases are right if each answer's logarithm is divided by its length, so that long answers aren't at a disadvantage.",
                "log loss, Brier, ECE: how far the shares of answers are from how often they are right; 0 is best. AUC: how well they rank answers; 1 is best. c shows more.",
            ] : ["unread: outputs in which no answer was found. Enter on a case tells why."]
        let lines =
            [
                "A row is a case: its name, the right answer, what is asked, and for each lane the answer that was read in its output, then the output.",
                "\(right) right   \(wrong) wrong   ? no answer found   ! lane failed   \(open) not run yet",
                "right and share: how many cases the lane has right, of all that it has run. Those that are unread count as wrong.",
                "95 % interval: where the share may well lie on other cases of this kind (Wilson). A few cases make it wide.",
            ] + last + ["The sentences compare the lanes case by case; i shows the whole report."]
        return Choice(
            title: look.sentence("what the columns mean"), lines: lines.map(look.sentence), answers: [.back])
    }

    /// Returns all sentences about the results, to scroll through.
    func said(_ context: any Context) -> Comparison {
        var comparison = Comparison(title: "report of the evaluation")
        let width = Comparison.wholeWidth(context.look.size)
        let changed = context.evaluation.flatMap { Self.change($0, context) }
        for sentence in [changed].compactMap(\.self) + (context.evaluation?.results?.sentences ?? []) {
            comparison.parts += context.look.wrap(sentence, width).map { .plain($0) } + [.plain("")]
        }
        return comparison
    }
}
