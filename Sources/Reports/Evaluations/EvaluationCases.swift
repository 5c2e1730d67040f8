import Evaluation

/// The cases of an evaluation on a page: a line each, which opens. Each has the values by which the script filters and sorts
/// as attributes.
struct EvaluationCases {
    private let report: EvaluationReport
    private let supports: [EvaluationRun.Key: OutputSupport]

    init(_ report: EvaluationReport, _ supports: [EvaluationRun.Key: OutputSupport] = [:]) {
        self.report = report
        self.supports = supports
    }

    var html: String {
        let names = report.lanes.map { "<span dir=\"auto\">\(Page.escaped($0.name))</span>" }.joined(separator: " ")
        return """
            <section id="cases">
            <h2>Cases</h2>
            <p class="facts"><span>signs in the lanes' order: \(names)</span> <span>✓ right</span> <span>✗ wrong</span> <span>? no answer read</span> <span>· no output</span></p>
            <div id="tools" hidden></div>
            <div id="list">
            \(report.rows.enumerated().map(block).joined(separator: "\n"))
            </div>
            </section>
            \(failures)
            """
    }

    private func block(_ index: Int, _ row: EvaluationReport.Row) -> String {
        let marks = row.lanes.map(Self.mark)
        let values = row.one.variables.sorted { $0.key < $1.key }
        let beginning = values.map(\.value).joined(separator: " · ")
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let expected = row.one.expected.joined(separator: " or ")
        let signs = marks.map { "<b class=\"\($0.word)\" title=\"\($0.word)\">\($0.sign)</b>" }.joined()
        let longest = row.lanes.compactMap { $0?.output.samples.first?.shown().utf8.count }.max() ?? 0
        return """
            <details class="case" data-lanes="\(marks.map(\.word).joined(separator: " "))" data-place="\(index)" data-length="\(longest)"\(row.isDisputed ? " data-differ" : "")>
            <summary><span class="signs">\(signs)</span> <span class="id">\(Page.escaped(row.one.id))</span> <span class="expected" dir="auto">\(Page.escaped(expected))</span> <span class="start" dir="auto">\(Page.escaped(String(beginning.prefix(200))))</span></summary>
            <dl class="values">
            \(values.map { "<div><dt>\(Page.escaped($0.key))</dt><dd dir=\"auto\">\(Page.escaped($0.value))</dd></div>" }.joined(separator: "\n"))
            <div><dt>right answer</dt><dd dir="auto">\(expected.isEmpty ? "(the data doesn't say)" : Page.escaped(expected))</dd></div>
            </dl>
            <div class="lanes">
            \(zip(report.lanes.map(\.name), row.lanes).map { output($0, $1, supports[EvaluationRun.Key(lane: $0, id: row.one.id)]) }.joined(separator: "\n"))
            </div>
            </details>
            """
    }

    private static func mark(_ scored: ScoredCase?) -> (sign: String, word: String) {
        guard let scored else { return ("·", "none") }
        if scored.isCorrect { return ("✓", "right") }
        return scored.isUnread ? ("?", "unread") : ("✗", "wrong")
    }

    private func output(_ name: String, _ scored: ScoredCase?, _ support: OutputSupport?) -> String {
        let title = "<h3 dir=\"auto\">\(Page.escaped(name))</h3>"
        guard let scored else { return "<article>\(title)<p class=\"empty\">no output</p></article>" }
        let (sign, word) = Self.mark(scored)
        let answer = scored.answerWithVotes.map { "read as <strong dir=\"auto\">\(Page.escaped($0))</strong>" }
        let why = scored.why.map { "<p class=\"answer\">\(Page.escaped($0))</p>" }.joined()
        let texts = scored.output.samples.map { sample in
            let thoughts =
                sample.thoughts.isEmpty
                ? ""
                : "<details><summary>thoughts</summary><pre dir=\"auto\">\(Page.escaped(sample.thoughts))</pre></details>"
            return thoughts + Self.shown(sample)
        }
        let figures = [
            "\(scored.output.tokens) tokens", "\(Figures.decimal(scored.output.seconds, 2)) s",
            scored.output.finish,
        ].compactMap(\.self).joined(separator: " · ")
        return """
            <article>\(title)<p class="answer"><b class="\(word)">\(sign) \(word == "unread" ? "no answer read" : word)</b>\(answer.map { ", \($0)" } ?? "")</p>\(why)\(texts.joined())\(support.map(Self.sentences) ?? "")<p class="figures">\(Page.escaped(figures))</p></article>
            """
    }

    /// Returns an output, with calls of tools as trees. Where the model has a form of its own for these, it stands below, folded
    /// at first.
    private static func shown(_ sample: CaseOutput.Sample) -> String {
        let shown = sample.shown()
        guard !shown.isEmpty else { return "<p class=\"empty\">empty</p>" }
        let output = "<pre class=\"output\" dir=\"auto\">\(Page.escaped(shown))</pre>"
        guard sample.textBesideCalls != nil else { return output }
        let written = "<pre dir=\"auto\">\(Page.escaped(sample.text))</pre>"
        return "\(output)<details><summary>as the model wrote it</summary>\(written)</details>"
    }

    /// Returns the sentences of an output with the sign, the colour and the number of their support.
    private static func sentences(_ support: OutputSupport) -> String {
        let lines = support.sentences.map { sentence in
            let color =
                switch sentence.step {
                case .supported?, .likely?: "right"
                case .doubtful?: "unread"
                case .contradicted?: "wrong"
                case nil: "none"
                }
            return
                "<li><b class=\"\(color)\">\(Page.escaped(sentence.figure))</b> <span dir=\"auto\">\(Page.escaped(sentence.text))</span></li>"
        }
        return
            "<details class=\"support\"><summary>\(Page.escaped(support.heading))</summary><ul>\(lines.joined())</ul></details>"
    }

    private var failures: String {
        guard !report.failures.isEmpty else { return "" }
        let rows = report.failures.map { failure in
            "<li><span class=\"id\">\(Page.escaped(failure.id))</span>, \(Page.escaped(failure.lane)): <span class=\"error\">\(Page.escaped(failure.failure.map(commandLineText(of:)) ?? ""))</span></li>"
        }
        return "<section><h2>Outputs that failed</h2><ul>\n\(rows.joined(separator: "\n"))\n</ul></section>"
    }
}
