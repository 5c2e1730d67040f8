import Evaluation
import TextLayout

extension EvaluationReport.Lane {
    /// Returns a bar from 0 to 100 %: the interval is a line, and the accuracy is a dot on it.
    func bar(_ glyphs: Glyphs, cells: Int = 20) -> String {
        let (interval, dot) = bar(cells: cells)
        let isPlain = glyphs == .ascii
        return (0..<cells).map { index in
            if index == dot { return isPlain ? "o" : "●" }
            return interval.contains(index) ? (isPlain ? "=" : "━") : (isPlain ? "." : "┄")
        }.joined()
    }
}
