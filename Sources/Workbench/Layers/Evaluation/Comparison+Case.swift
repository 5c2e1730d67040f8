import Evaluation
import Terminal
import TextLayout

extension Comparison {
    /// Compares two lanes of an evaluation on a case: the input, the right answer, and the outputs side by side.
    init(
        _ row: EvaluationReport.Row, lanes names: [String], first: Int, place: String,
        supports: [EvaluationRun.Key: OutputSupport] = [:], _ look: Look
    ) {
        self.init(title: "case \(row.one.id) \(look.sign("·", "-")) \(place)")
        let width = Self.wholeWidth(look.size)
        func wrapped(_ text: String) -> [Part] {
            TextWrap.lines(harmless(text, glyphs: look.glyphs), width: width).map { .plain(String($0.text)) }
        }
        for (name, value) in row.one.variables.sorted(by: { $0.key < $1.key }) {
            parts += [.heading(name)] + wrapped(value)
        }
        parts.append(.heading("right answer"))
        parts += wrapped(
            row.one.expected.isEmpty ? "(the data doesn't say)" : row.one.expected.joined(separator: " or "))
        let shown = [first, first + 1].filter { names.indices.contains($0) }
        let heads = shown.map { index -> String in
            guard let scored = row.lanes[index] else { return "\(names[index]): no output" }
            return "\(names[index]): \(scored.verdict), \(scored.answerWithVotes ?? "no answer")"
        }
        parts.append(.heads(heads[0], heads.count > 1 ? heads[1] : ""))
        for index in shown {
            if let reason = row.lanes[index]?.unread { parts += wrapped("\(names[index]) is unread: \(reason)") }
            for check in row.lanes[index]?.failedChecks ?? [] {
                let reasons = check.reasons.isEmpty ? [""] : check.reasons.map { ": \($0)" }
                parts += reasons.flatMap { wrapped("\(names[index]) fails \(check.name)\($0)") }
            }
        }
        let mark = look.glyphs.callMark
        let samples = shown.map { row.lanes[$0]?.output.samples.map { $0.shown(mark: mark) } ?? [] }
        let count = samples.map(\.count).max() ?? 0
        for sample in 0..<count {
            if count > 1 { parts.append(.line("sample \(sample + 1) of \(count)")) }
            let texts = samples.map { $0.indices.contains(sample) ? $0[sample] : "" }
            parts.append(
                texts.count > 1
                    ? Self.texts(texts[0], texts[1], width: Self.textWidth(look.size), glyphs: look.glyphs)
                    : Self.alone(texts[0], look))
        }
        for index in shown {
            guard let scored = row.lanes[index], !scored.output.labels.isEmpty else { continue }
            parts.append(.heading("\(names[index]): the possible answers"))
            parts += scored.labelParts(look, width: width)
        }
        for index in shown {
            guard let support = supports[EvaluationRun.Key(lane: names[index], id: row.one.id)] else { continue }
            parts.append(
                .heading(
                    "\(names[index]): support by \(support.samples) further samples, \(support.distinct) different"))
            for sentence in support.sentences { parts += sentence.parts(look, width: width) }
        }
    }
}
