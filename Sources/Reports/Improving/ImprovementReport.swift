import Evaluation
import Prompting
import TextLayout

/// A search for a better prompt as a table and as Markdown.
package struct ImprovementReport {
    /// The search.
    package let outcome: ImprovementOutcome
    /// The file that the winner was written to; nil if none was.
    package var written: String?
    /// The file that keeps the report; nil if none does.
    package var kept: String?
    /// Where the report is kept: beside the outputs.
    package var place: String {
        (outcome.results.hasSuffix(".jsonl") ? String(outcome.results.dropLast(6)) : outcome.results) + ".report.json"
    }

    /// Takes the outcome of a search.
    package init(_ outcome: ImprovementOutcome) {
        self.outcome = outcome
    }

    private static let headings = [
        "candidate", "cases", "right", "", "behind the leader", "95 % interval", "differs by",
    ]

    /// The heading.
    private var title: String {
        "\(outcome.prompt): \(outcome.candidates.count) candidates on \(outcome.model), \(outcome.parts[1]) cases to race on, \(outcome.parts[2]) held out"
    }

    /// The candidates that are compared with the leader: those that came beyond the first round, and the prompt as it is.
    private var shown: [Race.Entrant] { outcome.race.standing.filter { $0.fell != 0 || $0.number == 0 } }

    private func cells(_ entrant: Race.Entrant) -> [String] {
        let candidate = outcome.candidates[entrant.number]
        let own = [candidate.name, "\(entrant.results.count)", "\(entrant.right)", Figures.percent(entrant.accuracy)]
        guard let leader = outcome.race.leader, leader.number != entrant.number else {
            return own + ["", "", candidate.differences]
        }
        let outcomes = outcome.race.outcomes(entrant.number, leader.number)
        let interval = Bootstrap.differenceInterval(outcomes, seed: 1)
        func points(_ share: Double) -> String { Figures.decimal(share * 100, 1) }
        return own + [
            points(outcomes.difference), "\(points(interval.low)) to \(points(interval.high))", candidate.differences,
        ]
    }

    /// The lines about both prompts on the held-out cases.
    private var heldOut: [[String]] {
        outcome.heldOut?.lanes.map { lane in
            [
                lane.name, "\(lane.correct) of \(lane.count)", Figures.percent(lane.accuracy),
                "\(Figures.percent(lane.interval.low)) to \(Figures.percent(lane.interval.high))",
                "\(lane.unparsed) unread",
            ]
        } ?? []
    }

    /// Sentences about the search.
    private var sentences: [String] {
        var sentences = outcome.sentences + outcome.notices
        sentences.append(
            written.map { "The prompt with candidate \(outcome.winner?.name ?? "")'s wording and examples: \($0)" }
                ?? "All outputs: \(outcome.results)")
        if let kept { sentences.append("This report as JSON: \(kept)") }
        return sentences
    }

    /// Returns the report for a terminal of this width.
    package func table(width: Int, glyphs: Glyphs) -> String {
        var lines = [title, ""]
        lines += TextTable(rows: [Self.headings] + shown.map(cells)).lines(width: width, glyphs: glyphs)
        if !heldOut.isEmpty {
            lines += ["", "On the held-out cases"] + TextTable(rows: heldOut).lines(width: width, glyphs: glyphs)
        }
        lines += ["", "All candidates in the race, best first"]
        lines += TextTable(rows: [ImprovementTrials.headings] + ImprovementTrials(outcome).rows).lines(
            width: width, glyphs: glyphs)
        lines += [""] + sentences
        if let winner = outcome.winner { lines += [""] + text(of: winner) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What the winner sends, in lines.
    private func text(of winner: PromptCandidate) -> [String] {
        var lines = ["Candidate \(winner.name)"]
        if winner.wording != .prompt { lines.append("  instruction: " + winner.instruction) }
        guard winner.drawing == .data else { return lines }
        for example in winner.examples {
            lines.append("  " + example.input.split(whereSeparator: \.isNewline).joined(separator: " "))
            let answer = [example.reasoning, example.output].compactMap(\.self).joined(separator: " = ")
            lines.append("    = " + answer.split(whereSeparator: \.isNewline).joined(separator: " "))
        }
        return lines
    }

    /// A Markdown document.
    package var markdown: String {
        func row(_ cells: [String]) -> String { "| " + cells.map(Markdown.cell).joined(separator: " | ") + " |" }
        var lines = ["# \(Markdown.cell(title))", "", row(Self.headings)]
        lines.append("| --- |" + String(repeating: " ---: |", count: 5) + " --- |")
        lines += shown.map { row(cells($0)) }
        if !heldOut.isEmpty {
            lines += [
                "", "## On the held-out cases", "", row(["prompt", "right", "accuracy", "95 % interval", "unread"]),
            ]
            lines += ["| --- | ---: | ---: | ---: | ---: |"] + heldOut.map(row)
        }
        lines += ["", "## All candidates in the race", "", row(ImprovementTrials.headings)]
        lines.append("| --- |" + String(repeating: " ---: |", count: 4) + " --- |")
        lines += ImprovementTrials(outcome).rows.map(row)
        lines += [""] + sentences.map { "- " + Markdown.cell($0) }
        if let winner = outcome.winner {
            lines += ["", "## The winner", "", Markdown.fenced(text(of: winner).joined(separator: "\n"))]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
