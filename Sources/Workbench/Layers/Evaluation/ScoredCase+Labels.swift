import Evaluation
import Terminal
import TextLayout

extension ScoredCase {
    /// Returns the possible answers with bars as long as their shares, the likeliest first, and what they have together. The right
    /// ones are marked.
    func labelParts(_ look: Look, width: Int) -> [Comparison.Part] {
        let labels = output.labels
        let (shares, corrected) = (labels.shares, labels.contextualShares)
        // On a narrow screen they leave the figures their room.
        let names = labels.map { look.fit(look.line($0.label), max(8, min(28, width - 54))) }
        let nameWidth = names.map(\.displayWidth).max() ?? 0
        let cells = max(8, min(30, width - nameWidth - 52))
        func percent(_ share: Double) -> String { Knob.fixed(share * 100, 1) + " %" }
        let rows = labels.byLikelihood.map { index -> Comparison.Part in
            let isRight = rightLabels.contains(index)
            let length = Int((shares[index] * Double(cells)).rounded())
            let bar = String(repeating: look.sign("━", "#"), count: length).padded(toWidth: cells)
            var figures = "\(percent(shares[index]).padded(toWidth: 7, on: .left))  log "
            figures += Knob.fixed(labels[index].logProbability, 3)
            if let corrected { figures += ", contextual \(percent(corrected[index]))" }
            let mark = isRight ? look.sign("✓", "+") : " "
            let text = "\(mark) \(names[index].padded(toWidth: nameWidth))  \(bar)  \(figures)"
            return isRight ? .styled(text, Style(.accent)) : .plain(text)
        }
        return rows + [.line("Together they have \(percent(labels.mass)) of the probability.")]
    }
}
