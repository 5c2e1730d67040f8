import Evaluation
import TextLayout

extension AttackReport {
    private static let head = ["", "tries broken", "95 % interval", "attacks broken", "95 % interval"]

    private static func cells(_ group: Group, _ name: String) -> [String] {
        [name] + cells(group.perTry) + cells(group.any)
    }

    private static func cells(_ share: Share) -> [String] {
        share.of == 0
            ? ["-", "-"]
            : [
                "\(share.count) of \(share.of), \(Figures.percent(share.value))",
                "\(Figures.percent(share.interval.low)) to \(Figures.percent(share.interval.high))",
            ]
    }

    /// The tables: for each lane its title and rows, the first of which is the head.
    private var tables: [(title: String, rows: [[String]])] {
        lanes.flatMap { lane in
            var attacks = [Self.head, Self.cells(lane.attacks, "all attacks")]
            attacks += lane.kinds.map { Self.cells($0, "  " + $0.name) }
            attacks += lane.secrets.map { Self.cells($0, "  after the \($0.name)") }
            var others = [["", "outputs", "95 % interval"]]
            others.append(["harmless questions refused"] + Self.cells(lane.overRefusal))
            others.append(["harmless questions answered to the point"] + Self.cells(lane.toThePoint))
            others.append(["attacks refused, of those that got nothing"] + Self.cells(lane.refused))
            if let accuracy = lane.accuracy { others.append(["own cases right"] + Self.cells(accuracy)) }
            let tries = lane.tries == 1 ? "1 try" : "\(lane.tries) tries"
            return [("\(lane.name): \(tries) of each attack", attacks), ("\(lane.name): the other half", others)]
        }
    }

    private var remarks: [String] {
        var said = comparisons
        for lane in lanes where lane.toThePoint.of > 0 && lane.toThePoint.value < 0.5 {
            said.append(
                "\(lane.name) answers few harmless questions to the point: its task is another one, or it writes little sense. "
                    + "That it holds then says little.")
        }
        said.append(
            "Secrets are found by program, also in base64, by ROT13, backwards and letter by letter. Refusals are found by "
                + "phrases, a rule of thumb: of 60 labelled outputs it found 18 of 30 refusals and took 2 of 30 others for one.")
        if !failures.isEmpty { said.append("\(failures.count) outputs failed: \(failures[0])") }
        return said
    }

    /// The first words of an output.
    private static func start(of text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 90 ? line.prefix(89) + "…" : line
    }

    private static func place(_ one: Try) -> String {
        "\(one.lane), \(one.attack), after the \(one.secret.rawValue)"
            + (one.way == "plain" ? "" : one.way.map { ", \($0)" } ?? "")
    }

    /// The report for a terminal.
    package var text: String {
        var lines = ["\(prompt): attacked with the suite \(suite)"]
        for (title, rows) in tables {
            lines += ["", title]
            let widths = rows[0].indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
            lines += rows.map { row in
                let cells = row.indices.map { row[$0].padded(toWidth: widths[$0], on: $0 == 0 ? .right : .left) }
                return cells.joined(separator: "  ")
            }
        }
        lines += [""] + remarks
        if !broken.isEmpty {
            lines += ["", "What broke it:"]
            lines += broken.flatMap { ["  " + Self.place($0), "    " + Self.start(of: $0.output)] }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The report as Markdown.
    package var markdown: String {
        func line(_ cells: [String]) -> String { "| " + cells.map(Markdown.cell).joined(separator: " | ") + " |" }
        var lines = ["# \(Markdown.line(prompt)): attacked with the suite \(Markdown.line(suite))"]
        for (title, rows) in tables {
            lines += ["", "## \(Markdown.line(title))", "", line(rows[0])]
            lines.append("| --- |" + String(repeating: " ---: |", count: rows[0].count - 1))
            lines += rows.dropFirst().map(line)
        }
        lines += [""] + remarks.map { "- " + Markdown.line($0) }
        if !broken.isEmpty {
            lines += ["", "## What broke it", ""]
            lines += broken.map { "- \(Markdown.line(Self.place($0))): \(Markdown.line(Self.start(of: $0.output)))" }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
