import Evaluation
import Terminal
import TextLayout

extension MakingLayer {
    private func width(_ look: Look) -> Int { Comparison.wholeWidth(look.size) }

    /// Returns the whole candidate, with how it was made and what became of it.
    func text(of one: Candidate, _ making: MakingState, _ look: Look) -> Comparison {
        var comparison = Comparison(title: "candidate \(one.id)")
        func add(_ heading: String, _ text: String) {
            comparison.parts += [.heading(look.line(heading)), Comparison.alone(text, look)]
        }
        if one.kind == .reasoning { add("input", one.input) }
        for part in one.parts(names: making.names) { add(part.name, part.text) }
        if let phrasing = one.phrasing, phrasing.instruction == nil { add("looks like", one.input) }
        add("what became of it", one.fate)
        if let rating = one.rating {
            add("rating", "\(Knob.fixed(rating, 2)) by \(one.rater ?? "a judge")")
        }
        add("how it was made", one.mark)
        return comparison
    }

    /// Returns what each filter dropped, and the ratings.
    func report(_ making: MakingState, _ look: Look) -> Comparison {
        let tally = CandidateTally(making.candidates)
        var comparison = Comparison(title: "report of the candidates")
        comparison.parts = [.heading("\(tally.made) made, \(tally.kept) kept, \(tally.made - tally.kept) dropped")]
        for filter in CandidateFilter.allCases {
            guard let count = tally.dropped[filter] else { continue }
            let name = filter.rawValue.padded(toWidth: 12) + "\(count)".padded(toWidth: 5, on: .left)
            comparison.parts.append(.plain(look.fit("\(name)  a candidate that \(filter.meaning)", width(look))))
        }
        if !tally.ratings.isEmpty {
            comparison.parts.append(.heading("\(tally.ratings.count) ratings"))
            let most = max(1, tally.histogram.max() ?? 1)
            for (value, count) in tally.histogram.enumerated() {
                let bar = String(repeating: look.sign("█", "#"), count: (count * 40 + most - 1) / most)
                comparison.parts.append(.plain("\(value)  \(bar)\(bar.isEmpty ? "" : " ")\(count)"))
            }
            comparison.parts.append(.plain(Self.thresholds(tally, making.order.choices.least)))
        }
        comparison.parts.append(.plain(""))
        for sentence in making.plan ?? [] {
            comparison.parts += look.wrap(sentence, width(look)).map { .plain($0) }
        }
        return comparison
    }

    /// Returns how many ratings a threshold keeps, and how many lower ones would.
    static func thresholds(_ tally: CandidateTally, _ least: Double) -> String {
        let lower = stride(from: least, through: max(0, least - 1.5), by: -0.5).map {
            "\(Knob.fixed($0, 1)) keeps \(tally.left(from: $0))"
        }
        return "Of \(tally.ratings.count) ratings a threshold of \(lower.joined(separator: ", one of "))."
    }

    /// Returns the ratings as bars of a cell each, with their numbers: `0 ▁1  1 0  2 ▃4`.
    static func histogram(_ tally: CandidateTally, _ look: Look) -> String {
        let most = max(1, tally.histogram.max() ?? 1)
        let bars = Array("▁▂▃▄▅▆▇█")
        return tally.histogram.enumerated().map { value, count in
            let bar = count == 0 || look.glyphs != .unicode ? "" : String(bars[(count * 8 + most - 1) / most - 1])
            return look.glyphs == .unicode ? "\(value) \(bar)\(count)" : "\(value): \(count)"
        }.joined(separator: "   ")
    }
}

extension Candidate {
    /// What has become of a candidate so far.
    enum Standing { case waiting, accepted, rejected, dropped }

    var standing: Standing {
        switch decision {
        case .accepted: .accepted
        case .rejected: .rejected
        case nil: drop == nil ? .waiting : .dropped
        }
    }

    /// What has become of it and why, in words.
    var fate: String {
        switch standing {
        case .waiting: return isEdited == true ? "edited; it waits" : "kept; it waits"
        case .accepted: return isEdited == true ? "accepted, edited" : "accepted"
        case .rejected: return "rejected"
        case .dropped:
            guard let drop else { return "" }
            return "\(drop.filter.rawValue): \(drop.detail ?? drop.filter.meaning)"
        }
    }

    /// Its text in one line.
    var summary: String {
        if let phrasing { return "\(phrasing.name): \(phrasing.instruction ?? phrasing.looks)" }
        if kind == .reasoning, let reasoning { return "\(reasoning) = \(output)" }
        let text = values.count == 1 ? values.first?.value ?? input : input
        return output.isEmpty ? text : "\(text) = \(output)"
    }
}

extension Candidate.Standing {
    /// Its sign, and the sign's look.
    func sign(_ look: Look) -> (text: String, style: Style) {
        switch self {
        case .waiting: ("?", Style(.accent))
        case .accepted: (look.sign("✓", "+"), Style(.success))
        case .rejected: (look.sign("✗", "x"), Style(.error))
        case .dropped: (look.sign("·", "."), .faint)
        }
    }
}
