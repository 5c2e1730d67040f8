import Evaluation
import TextLayout

/// A candidate as a person reads it before deciding.
package struct ShownCandidateText {
    private let candidate: Candidate

    /// Shows a candidate.
    package init(_ candidate: Candidate) { self.candidate = candidate }

    /// Returns the lines for a terminal: each part with its name before it.
    package func lines(width: Int, glyphs: Glyphs) -> [String] {
        var parts: [(name: String, text: String)] = []
        if let phrasing = candidate.phrasing {
            parts.append(("name", phrasing.name))
            parts.append(phrasing.instruction.map { ("instruction", $0) } ?? ("looks like", phrasing.looks))
        } else if candidate.kind == .cases, candidate.values.count > 1 {
            parts = candidate.values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        } else {
            parts.append(("input", candidate.input))
        }
        if let reasoning = candidate.reasoning { parts.append(("reasoning", reasoning)) }
        if candidate.phrasing == nil { parts.append(("output", candidate.output)) }
        let margin = (parts.map { $0.name.displayWidth }.max() ?? 0) + 2
        return parts.flatMap { part in
            TextWrap.lines(harmless(part.text, glyphs: glyphs), width: max(20, width - margin)).enumerated().map {
                index, line in
                var text = String(line.text)
                while text.last == " " || text.last?.isNewline == true { text.removeLast() }
                return (index == 0 ? part.name : "").padded(toWidth: margin) + text
            }
        }
    }

    /// How it was made and rated, in a line.
    package var remark: String {
        let rating = candidate.rating.map { "rated \(Figures.decimal($0, 2)) by \(candidate.rater ?? "a judge")" }
        return [candidate.mark, rating].compactMap(\.self).joined(separator: "; ")
    }
}
