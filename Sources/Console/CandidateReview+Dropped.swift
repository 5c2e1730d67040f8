import Evaluation
import Reports
import TextLayout

/// What became of the candidates that don't wait, and the threshold that decides about some of them.
extension CandidateReview {
    /// Lists the candidates that a filter has dropped above the next one, the latest last, as many as there is room for.
    func showDropped() {
        let terminal = TerminalSize.current
        let dropped = plan.work.file.candidates.compactMap { one in one.drop.map { (one, $0) } }
        let room = terminal.isTerminal ? max(3, terminal.rows / 2) : dropped.count
        let rows = dropped.suffix(room).map { one, drop in
            [drop.filter.rawValue, one.input.isEmpty ? one.output : one.input, drop.detail ?? drop.filter.meaning]
        }
        let count = dropped.count == 1 ? "1 candidate was dropped" : "\(dropped.count) candidates were dropped"
        let heading = dropped.isEmpty ? "No candidate was dropped." : "\(count); the latest \(rows.count):"
        shown = [heading] + TextTable(rows: rows).lines(width: terminal.columns, glyphs: terminal.glyphs) + [""]
    }

    /// Moves the least rating that is kept, and shows the ratings with what it leaves. It stays where nothing would wait any more.
    func moveThreshold(by step: Double) throws {
        guard let old = least else { return }
        let new = min(5, max(0, old + step))
        let candidates = plan.work.file.candidates
        let undecided = candidates.filter {
            $0.decision == nil && !later.contains($0.id) && ($0.drop == nil || $0.drop?.filter == .rating)
        }
        if undecided.contains(where: { $0.rating.map { $0 >= new } ?? ($0.drop == nil) }) {
            try plan.work.file.move(threshold: new)
            least = new
        } else {
            said = "No candidate that waits is rated \(Figures.decimal(new, 1)), so the threshold stays."
        }
        let ratings = RatingHistogram(candidates)
        shown = ratings.bars + [ratings.sentence(threshold: least ?? old), ""]
    }
}
