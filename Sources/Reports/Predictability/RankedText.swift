import Evaluation
import Lanes
import TextLayout

extension RankStep {
    /// Returns a text in the step's colour, for a terminal.
    func colored(_ text: String) -> String {
        if text.isEmpty { return "" }
        let code =
            switch self {
            case .ten: 32
            case .hundred: 33
            case .thousand: 31
            case .beyond: 35
            }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}

/// A text with the rank of each token in colour, and in signs below (GLTR, Gehrmann et al. 2019).
struct RankedText {
    private var text = MarkedText<RankStep>()

    /// Lays a text's tokens side by side.
    init(_ found: TextPredictability) {
        text.add(found.beginning, nil)
        for (token, step) in zip(found.tokens, found.steps) { text.add(token.text, step) }
    }

    /// Returns the lines of the text, each followed by its line of signs if there is one.
    func lines(width: Int, glyphs: Glyphs, isColored: Bool) -> [String] {
        text.lines(width: width, glyphs: glyphs).flatMap { runs -> [String] in
            let shown = runs.map { isColored ? $0.mark?.colored($0.text) ?? $0.text : $0.text }.joined()
            let signs = runs.map { String(repeating: $0.mark?.sign ?? " ", count: $0.text.displayWidth) }.joined()
                .trimmedAtEnd
            return signs.isEmpty ? [shown] : [shown, signs]
        }
    }
}
