import Evaluation
import Terminal
import TextLayout

extension SentenceSupport {
    /// Returns the sentence in the colour of its support, behind its sign and number.
    func parts(_ look: Look, width: Int) -> [Comparison.Part] {
        let style: Style =
            switch step {
            case .supported?: Style(.certain)
            case .likely?: Style(.likely)
            case .doubtful?: Style(.doubtful)
            case .contradicted?: Style(.unlikely)
            case nil: .text
            }
        let figure =
            if let support, let step {
                "\(step.sign) \(Knob.fixed(support, 2))  "
            } else {
                surprisal.map { "surprisal \(Knob.fixed($0, 2))  " } ?? ""
            }
        let indent = String(repeating: " ", count: figure.count)
        return look.wrap(text, width - figure.count).enumerated().map { index, line in
            .styled((index == 0 ? figure : indent) + line, style)
        }
    }
}
