import Evaluation
import History
import Terminal

/// The results of an evaluation, to look through.
struct EvaluationLayer: Layer {
    enum Command: Hashable {
        case stop, runAgain, read, turnLane, dispute, showAll, open, addExample, vote, judge, listPairs, calibrate,
            showSaid, write, listData, listKept, explain
        case move(Scroll), laneBefore, nextLane, changeHeight, close
    }

    static let place: String? = "In an evaluation"
    static let keys: [LayerKey<Command>] = [
        LayerKey([Key("s")], .stop, "Stop it, and keep the results so far", hint: "stop"),
        LayerKey([Key("r")], .runAgain, "Run it again, with the lanes as they are", hint: "run again"),
        LayerKey([Key(.enter)], .read, "Read the case, with the lanes' outputs", hint: "read"),
        LayerKey([Key(.left)], .laneBefore, "The lane on the left", hint: "lane", hintName: "←/→"),
        LayerKey([Key(.right)], .nextLane, "The lane on the right"),
        LayerKey(
            (1...8).map { Key(Character("\($0)")) }, .turnLane, "Cases that the lane has right, wrong or unread",
            hint: "lane right/wrong", names: "1…8"),
        LayerKey([Key("c")], .calibrate, "Whether the shares of answers can be trusted", hint: "calibration"),
        LayerKey([Key("d")], .dispute, "Cases in which the lanes differ", hint: "differ"),
        LayerKey([Key("a")], .showAll, "All cases", hint: "all"),
        LayerKey([Key("h")], .changeHeight, "Rows of 1, 3 or 8 lines", hint: "height"),
        LayerKey([Key("o")], .open, "Put the case into the prompt", hint: "open"),
        LayerKey([Key("e")], .addExample, "Make the case an example of the prompt", hint: "to examples"),
        LayerKey([Key("v")], .vote, "Vote blindly: which output is better?", hint: "vote"),
        LayerKey([Key("j")], .judge, "Let a model judge the outputs", hint: "judge"),
        LayerKey([Key("t")], .listPairs, "People's votes and a judge's verdicts in one table"),
        LayerKey([Key("i")], .showSaid, "Read the whole report", hint: "report"),
        LayerKey([Key("w")], .write, "Write it to a file: .html .md .csv .json", hint: "write"),
        LayerKey([Key("n")], .listData, "Choose other data", hint: "other data"),
        LayerKey([Key("l"), .alt("k")], .listKept, "List the evaluations that were kept", hint: "kept ones"),
        LayerKey([Key("?")], .explain, "What the columns and the signs mean"),
        LayerKey([Key(.up)], .move(.up), "The case above"),
        LayerKey([Key(.down)], .move(.down), "The case below"),
        LayerKey([Key(.pageUp)], .move(.pageUp), "Up by a page"),
        LayerKey([Key(.pageDown), Key(" ")], .move(.pageDown), "Down by a page"),
        LayerKey([Key(.home)], .move(.start), "The first case"),
        LayerKey([Key(.end)], .move(.end), "The last case"),
        LayerKey([Key(.escape), Key("q")], .close, "Back", hint: "back"),
    ]

    var filter = CaseFilter()
    /// The indices of the report's rows that pass the filter.
    private(set) var rows: [Int] = []
    /// The ids of their cases.
    private var ids: [String] = []
    private(set) var selected = 0
    /// The index of the lane that the cursor is on.
    private(set) var lane = 0
    /// The number of lines of a row.
    private(set) var rowHeight = 1
    /// What the listed cases need of the grid's columns.
    private(set) var widths = GridWidths([])
    /// The messages of outputs that failed.
    private(set) var failures: [EvaluationRun.Key: String] = [:]

    init(_ report: EvaluationReport?) {
        refresh(report)
    }

    /// Filters the report again. The selected case stays selected if it is still listed.
    mutating func refresh(_ report: EvaluationReport?) {
        let old = ids.indices.contains(selected) ? ids[selected] : nil
        rows = report.map { report in report.rows.indices.filter { filter.holds(for: report.rows[$0]) } } ?? []
        ids = report.map { report in rows.map { report.rows[$0].one.id } } ?? []
        if let report { widths = GridWidths(rows.lazy.map { report.rows[$0].one }) }
        lane = min(lane, max(0, (report?.lanes.count ?? 1) - 1))
        failures = [:]
        for output in report?.failures ?? [] {
            failures[EvaluationRun.Key(lane: output.lane, id: output.id)] = output.error
        }
        selected = old.flatMap { ids.firstIndex(of: $0) } ?? min(selected, max(0, rows.count - 1))
    }

    func hint(of command: Command, _ standard: String?, _ context: any Context) -> String? {
        let isRunning = context.evaluation?.isRunning == true
        return switch command {
        case .stop: isRunning ? standard : nil
        case .runAgain: isRunning || context.evaluation?.kept != nil ? nil : standard
        case .calibrate: context.evaluation?.isByLikelihood == true ? standard : nil
        default: standard
        }
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        let isRunning = context.evaluation?.isRunning == true
        return switch command {
        case .stop: isRunning ? nil : "The evaluation isn't running."
        case .runAgain:
            context.evaluation?.kept != nil
                ? "This one was kept: Alt-g has the evaluation of this session."
                : isRunning ? "The evaluation is running: s stops it." : nil
        case .write where context.evaluation?.kept.map { $0.number == nil } == true:
            "A comparison is written by `lathe evaluations compare` in a shell."
        case .calibrate where context.evaluation?.isByLikelihood != true:
            "The lanes generated: Alt-l in the list of data sets reads likelihoods instead."
        case .write, .showSaid, .calibrate: context.evaluation?.results == nil ? "There are no results yet." : nil
        case .vote where context.evaluation?.kept != nil, .judge where context.evaluation?.kept != nil:
            "Verdicts are about this session's outputs: Alt-g shows them."
        case .vote where context.evaluation?.laneNames.count ?? 0 < 2,
            .judge where context.evaluation?.laneNames.count ?? 0 < 2:
            "Verdicts compare two lanes or more."
        case .judge where isRunning: "The evaluation is running; the judge waits for all outputs."
        case .vote, .judge: context.evaluation?.results == nil ? "There are no outputs yet." : nil
        case .read, .open, .addExample: rows.isEmpty ? "No case is listed." : nil
        default: nil
        }
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        let evaluation = context.evaluation
        let report = evaluation?.results?.report
        switch command {
        case .close: return evaluation?.kept == nil ? [.closeAll] : [.close]
        case .listKept: return [.listEvaluations("")]
        case .move(let scroll):
            let page = max(1, layout(context).cases.size.rows / rowHeight - 1)
            selected = scroll.top(from: selected, page: page, last: max(0, rows.count - 1))
        case .read: return rows.indices.contains(selected) ? [.showCase(ids: ids, place: selected, lane: lane)] : []
        case .laneBefore, .nextLane:
            let step = command == .nextLane ? 1 : -1
            lane = min(max(0, lane + step), max(0, (report?.lanes.count ?? 1) - 1))
        case .changeHeight:
            let heights = [1, 3, 8]
            rowHeight = heights.first { $0 > rowHeight } ?? heights[0]
        case .turnLane:
            guard case .character(let character) = key.code, let number = character.wholeNumberValue,
                number <= report?.lanes.count ?? 0
            else { return [] }
            filter.turn(number - 1)
            refresh(report)
        case .dispute:
            filter.isDisputed.toggle()
            refresh(report)
        case .showAll:
            filter = CaseFilter()
            refresh(report)
        case .listData: return [.listData]
        case .runAgain:
            guard let evaluation, !evaluation.isRunning else { return [] }
            return [.evaluate(evaluation.order.data, evaluation.order.way)]
        case .stop: return [.stopEvaluation]
        case .vote: return [.vote]
        case .judge:
            return [.ask(.forJudge { [.judge($0)] })]
        case .listPairs:
            return evaluation.map { [.listPairs(PairFilter(prompt: $0.order.name))] } ?? []
        case .explain:
            return [.choose(Self.explanation(context.look, isByLikelihood: evaluation?.isByLikelihood == true))]
        case .calibrate: return [.showCalibration(lane: lane)]
        case .showSaid: return [.compare(said(context))]
        case .write:
            guard report != nil else { return [] }
            let number = evaluation?.kept?.number
            return [
                .ask(
                    Question(
                        title: "Write the evaluation to", note: ".html .md .csv .json", text: "evaluation.html",
                        isPath: true
                    ) { path in
                        guard !path.isEmpty else { return [] }
                        return [
                            .effect(
                                number.map { .history(.exportEvaluation($0, path: path)) }
                                    ?? .evaluation(.exportEvaluation(path: path)))
                        ]
                    })
            ]
        case .open, .addExample:
            guard let report, rows.indices.contains(selected) else { return [] }
            let row = report.rows[rows[selected]]
            return [command == .open ? .openCase(row.one) : .addExample(row)]
        }
        return []
    }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        switch event {
        case .message(.evaluation(.evaluation(_, let news))):
            // Most news have no results; then the cases needn't be filtered again.
            if case .progress(_, _, nil) = news { break }
            refresh(context.evaluation?.results?.report)
        case .selected(let id):
            refresh(context.evaluation?.results?.report)
            selected = ids.firstIndex(of: id) ?? selected
        default: return receiveByKeys(event, context)
        }
        return []
    }
}
