import Evaluation
import Terminal
import TextLayout

extension SentenceSupport {
    /// Returns the sentence in the colour of its support, behind its sign and number, and the surprisal of its words.
    func parts(_ look: Look, width: Int) -> [Comparison.Part] {
        let style: Style =
            switch step {
            case .supported?: Style(.certain)
            case .likely?: Style(.likely)
            case .doubtful?: Style(.doubtful)
            case .contradicted?: Style(.unlikely)
            case nil: .text
            }
        var figure = ""
        if let support, let step { figure += "\(step.sign) \(Knob.fixed(support, 2))  " }
        if let surprisal { figure += "surprisal \(Knob.fixed(surprisal, 2))  " }
        let indent = String(repeating: " ", count: figure.count)
        return look.wrap(text, width - figure.count).enumerated().map { index, line in
            .styled((index == 0 ? figure : indent) + line, style)
        }
    }
}
