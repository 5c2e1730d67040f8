import ArgumentParser
import Console
import Evaluation
import History
import Library
import Prompting
import Reports

struct SweepCommand: EvaluatingCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Runs a prompt over a data set for every combination of some knobs, and finds the best.",
        discussion: """
            Each combination is a lane of one evaluation, as `lathe eval` runs it. Accuracy is drawn against the first knob with \
            numbers. The best cell is named, and whether its lead is more than the luck of the best of that many. Over phrasings, \
            it is said how accuracy spreads over them, and whether that is more than chance. Over models and techniques, each \
            technique's gain over the first one is drawn against the size of the models.

            EXAMPLES
              lathe sweep topic --data headlines \\
                  --over technique=zero-shot,few-shot --over temperature=0,0.8
              lathe sweep arithmetic --data arithmetic --limit 40 \\
                  --over technique=few-shot,cot --over temperature=0,0.4,0.8
              lathe sweep sentiment --data reviews --formats 12
              lathe sweep arithmetic --data arithmetic \\
                  --over model=small,large --over technique=few-shot,cot
            """)

    static let origin = EvaluationOrigin.sweep

    @Argument(help: "A prompt file, a prompt's name, or -.")
    var file: String

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A knob and its values: temperature=0,0.4,0.8, technique=few-shot,cot, or any key of --lane. phrasing alone takes all of the prompt's phrasings. May be repeated.",
            valueName: "knob=values"))
    var over: [String] = []

    @OptionGroup(title: "Data") var data: DataArguments
    @OptionGroup(title: "The prompt") var prompt: PromptArguments
    @OptionGroup(title: "Model and engine") var engine: EngineArguments
    @OptionGroup(title: "Sampling") var sampling: SamplingArguments
    @OptionGroup(title: "How answers are read") var answers: AnswerArguments
    @OptionGroup(title: "The evaluation") var evaluation: EvaluationArguments
    @OptionGroup(title: "Metrics") var measures: MeasureArguments
    @OptionGroup(title: "The history") var history: HistoryArguments

    @Option(help: "The format of the result.")
    var format: SweepFormat = .table

    @Option(
        help: ArgumentHelp(
            "Adds that many formats of the prompt: its labels in other cases, with other separators around them. Makes phrasing a knob.",
            valueName: "count"))
    var formats: Int?

    @Option(
        help: ArgumentHelp(
            "Runs each phrasing on this share of the cases only, such as 0.2, and estimates its accuracy over all of them.",
            valueName: "share"))
    var part: Double?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "The number of weights of a model on a server, or another one than a file's: local/big=7B. May be repeated.",
            valueName: "model=count"))
    var modelSize: [String] = []

    /// The numbers of weights that were given, by models' names.
    private var sizes: [String: Double] {
        get throws {
            let pairs = try modelSize.map { text in
                guard let equals = text.lastIndex(of: "="), equals > text.startIndex,
                    let count = ModelSize.parameters(String(text[text.index(after: equals)...]))
                else { throw ValidationError("--model-size \(text): write it as MODEL=COUNT, as local/big=7B.") }
                return (String(text[..<equals]), count)
            }
            return Dictionary(pairs, uniquingKeysWith: { $1 })
        }
    }

    func validate() throws {
        _ = try sizes
        if let formats, !(1..<SweepGrid.mostCells).contains(formats) {
            throw ValidationError("--formats is \(formats); it must be 1...\(SweepGrid.mostCells - 1).")
        }
        if let part, !(part > 0 && part < 1) {
            throw ValidationError("--part is \(part); it must be above 0 and below 1.")
        }
        if part != nil, formats == nil, !over.contains(where: { $0.hasPrefix(SweepGrid.phrasing) }) {
            throw ValidationError("--part belongs to a sweep over phrasings: --over phrasing, or --formats.")
        }
        guard !over.isEmpty || formats != nil else {
            throw ValidationError(
                "Give the knobs and their values: --over temperature=0,0.8, --over phrasing, or --formats 8.")
        }
        // Which phrasings there are is known once the prompt is open.
        if formats == nil, !over.contains(SweepGrid.phrasing) { _ = try grid(phrasings: []) }
    }

    func prepare(_ file: inout PromptFile) throws {
        guard let formats else { return }
        file.add(try file.prompt.formats(formats, layout: prompt.layout))
    }

    /// Returns the grid over the phrasings that are asked for.
    private func grid(of prompt: Prompt) throws -> SweepGrid {
        let phrasings = prompt.phrasings.filter(\.isOn).map(\.name)
        let asked = over.contains(SweepGrid.phrasing) || formats == nil
        return try grid(phrasings: asked ? phrasings : phrasings.suffix(formats ?? 0))
    }

    private func grid(phrasings: [String]) throws -> SweepGrid {
        let isImplied = formats != nil && !over.contains(SweepGrid.phrasing)
        let grid: SweepGrid
        do {
            grid = try SweepGrid((isImplied ? [SweepGrid.phrasing] : []) + over, phrasings: phrasings)
        } catch let error as SweepGridError {
            throw ValidationError("--over\(error.axis.map { " \($0)" } ?? ""): \(error)")
        }
        let models = grid.axes.first { $0.knob == "model" }?.values ?? []
        if let unknown = try sizes.keys.sorted().first(where: { !models.contains($0) }) {
            throw ValidationError("--model-size \(unknown): no model of --over model is written so.")
        }
        return grid
    }

    func run() throws {
        // The grid's lanes are the plan's, in the same order.
        var chosen: SweepGrid?
        try withPlan(for: { prompt in
            let grid = try self.grid(of: prompt)
            chosen = grid
            return evaluation.sampled(grid.cells.map(\.lane))
        }) { plan in
            guard let grid = chosen else { return }
            try plan.check(measures.metrics)
            var plan = plan
            if let part {
                let (lanes, cases) = (plan.run.lanes.map(\.name), plan.data.cases)
                plan.skipped = GridPart(lanes: lanes.count, cases: cases.count, share: part, seed: 1)
                    .rest(lanes: lanes, cases: cases)
            }
            let session = try evaluation.session(of: plan, history)
            let report = try session.run(comparing: false)
            let output = SweepOutput(
                grid: grid, evaluation: try session.outcome(of: report, measures.metrics), sizes: try sizes,
                isPart: part != nil)
            try output.print(as: format)
            if try session.close(report) { throw ExitCode.interrupted }
            if !report.failures.isEmpty { throw ExitCode.failure }
        }
    }
}
