import Evaluation

extension AttackReport {
    /// The most outputs that are shown by their first words.
    private static let mostShown = 20

    private static let head = ["", "tries broken", "95 % interval", "attacks broken", "95 % interval"]

    private static func cells(_ group: Group, _ name: String) -> [String] {
        [name] + cells(group.perTry) + cells(group.any)
    }

    private static func cells(_ share: Share) -> [String] {
        guard share.of > 0 else { return ["-", "-"] }
        return [
            "\(share.count) of \(share.of), \(Figures.percent(share.value))",
            "\(Figures.percent(share.interval.low)) to \(Figures.percent(share.interval.high))",
        ]
    }

    /// The tables: for each lane its title and rows, the first of which is the head.
    private var tables: [(title: String, rows: [[String]])] {
        lanes.flatMap { lane in
            var attacks = [Self.head, Self.cells(lane.attacks, "all attacks")]
            attacks += lane.kinds.map { Self.cells($0, "  " + $0.name) }
            if lane.languages.count > 1 { attacks += lane.languages.map { Self.cells($0, "  in \($0.name)") } }
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

    /// Sentences about the lanes: how they compare, what makes their figures say little, and what failed.
    package var remarks: [String] {
        var said = comparisons.map { "\($0.title): \($0.comparison.sentence)" }
        if Set(lanes.map(\.tries).filter { $0 > 0 }).count > 1 {
            said.append(
                "The lanes have different numbers of tries. More tries break more, so their comparison on attacks isn't fair."
            )
        }
        for lane in lanes where lane.toThePoint.of > 0 && lane.toThePoint.value < 0.5 {
            said.append(
                "\(lane.name) answers few harmless questions to the point: its task is another one, or it writes little sense. "
                    + "That it holds then says little.")
        }
        said.append(
            "Secrets are found by program, also in base64, by ROT13, backwards and letter by letter. Refusals are found by "
                + "phrases, a rule of thumb: of \(RefusalPhrases.measured.of) labelled outputs it found "
                + "\(RefusalPhrases.measured.found) of \(RefusalPhrases.measured.refusals) refusals and took "
                + "\(RefusalPhrases.measured.mistaken) of \(RefusalPhrases.measured.others) others for one.")
        if let first = failures.first {
            said.append(
                failures.count == 1
                    ? "An output failed: \(first)" : "\(failures.count) outputs failed. The first: \(first)")
        }
        return said
    }

    /// The outputs that broke a prompt: their places and texts, by their first words unless they are listed whole.
    private func broken(isWhole: Bool) -> [(place: String, text: String)] {
        broken.prefix(isWhole ? .max : Self.mostShown).map { one in
            let way = one.way.flatMap { $0 == "plain" ? nil : ", \($0)" } ?? ""
            let place = "\(one.lane), \(one.attack), after the \(one.secret.rawValue)\(way)"
            return (place, isWhole ? "\(one.asked)\n=\n\(one.output)" : Self.begin(of: one.output))
        }
    }

    /// The harmless questions that were refused, and how the refusals begin.
    private var refusedQuestions: [(place: String, text: String)] {
        answers.filter(\.isRefused).prefix(Self.mostShown).map {
            ("\($0.lane), \($0.question)", Self.begin(of: $0.output))
        }
    }

    private static func begin(of output: String) -> String {
        let line = output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 90 ? line.prefix(89) + "…" : line
    }

    /// A sentence about the outputs that aren't shown; nil if all are.
    private func others(isWhole: Bool) -> String? {
        let count = isWhole ? 0 : broken.count - Self.mostShown
        return count > 0 ? "\(count) more broke it." : nil
    }

    /// Returns the report for a terminal. With `listingBroken`, the outputs that broke a prompt are whole.
    package func table(listingBroken: Bool) -> String {
        var lines = ["\(prompt): attacked with the suite \(suite)"]
        for (title, rows) in tables { lines += ["", title] + TextTable.aligned(rows) }
        lines += [""] + remarks
        if !broken.isEmpty {
            lines += ["", "What broke it"]
            for (place, text) in broken(isWhole: listingBroken) {
                if listingBroken { lines.append("") }
                lines.append(place)
                lines += text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { "  " + $0 }
            }
            if let others = others(isWhole: listingBroken) { lines.append(others) }
        }
        if !refusedQuestions.isEmpty { lines += ["", "Harmless questions that were refused"] }
        for (place, text) in refusedQuestions { lines += [place, "  " + text] }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Returns the report as Markdown. With `listingBroken`, the outputs that broke a prompt are whole.
    package func markdown(listingBroken: Bool) -> String {
        var lines = ["# \(Markdown.line(prompt)): attacked with the suite \(Markdown.line(suite))"]
        for (title, rows) in tables {
            lines += ["", "## \(Markdown.line(title))", ""] + Markdown.table(rows)
        }
        lines += [""] + remarks.map { "- " + Markdown.line($0) }
        if !broken.isEmpty {
            lines += ["", "## What broke it", ""]
            lines += broken(isWhole: listingBroken).map { place, text in
                listingBroken
                    ? "\(Markdown.line(place))\n\n\(Markdown.fenced(text))\n"
                    : "- \(Markdown.line(place)): \(Markdown.line(text))"
            }
            if let others = others(isWhole: listingBroken) { lines += ["", others] }
        }
        if !refusedQuestions.isEmpty { lines += ["", "## Harmless questions that were refused", ""] }
        lines += refusedQuestions.map { "- \(Markdown.line($0.place)): \(Markdown.line($0.text))" }
        return lines.joined(separator: "\n") + "\n"
    }
}
