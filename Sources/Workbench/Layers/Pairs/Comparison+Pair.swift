import Evaluation
import Terminal
import TextLayout

extension Comparison {
    /// Shows two outputs that stood in a pair: the question, what was said of them, and both texts.
    init(_ one: PairVerdicts, place: String, _ look: Look) {
        self.init(title: "case \(look.line(one.caseID)) \(look.sign("·", "-")) \(place)")
        let width = Self.wholeWidth(look.size)
        func wrapped(_ text: String) -> [Part] {
            TextWrap.lines(harmless(text, glyphs: look.glyphs), width: width).map { .plain(String($0.text)) }
        }
        parts += [.heading("question")] + wrapped(one.question.map(\.text).joined(separator: "\n"))
        if !one.references.isEmpty {
            parts += [.heading("right answer")] + wrapped(one.references.joined(separator: " or "))
        }
        parts.append(.heading("verdicts"))
        for pair in one.pairs { parts += wrapped(Self.sentence(pair, look)) }
        parts.append(.heads(Self.head(one.one), Self.head(one.other)))
        parts.append(
            Self.texts(one.one.text, one.other.text, width: Self.textWidth(look.size), glyphs: look.glyphs))
    }

    /// Says by whom and what was said: `Ada, 25 Nov 14:03: cool is better; warm stood first, 3.2 s`.
    private static func sentence(_ pair: Pair, _ look: Look) -> String {
        let said =
            switch pair.verdict {
            case .first: "\(pair.first.lane) is better"
            case .second: "\(pair.second.lane) is better"
            case .tie: "both are equally good"
            case .bothBad: "both are bad"
            case .unscored: "nothing could be read of what was said"
            }
        let isDecided = pair.verdict == .first || pair.verdict == .second
        let sure = (isDecided ? pair.probability : nil).map { first in
            ", \(Knob.fixed((pair.verdict == .second ? 1 - first : first) * 100, 0)) %"
        }
        let reason = pair.reason.map { ". \($0)" }
        return "\(pair.voter.name), \(look.dateText(pair.date)): \(said)\(sure ?? ""); \(pair.first.lane) stood first, "
            + "\(Knob.fixed(pair.seconds, 1)) s\(reason ?? "")"
    }

    /// Says whose output it is: `cool: tiny, run 12`.
    private static func head(_ output: PairOutput) -> String {
        "\(output.lane): \(output.model)" + (output.place.map { ", run \($0.run)" } ?? "")
    }
}
