import History
import Terminal

/// News of a judge.
package enum JudgeNews: Sendable {
    /// How far it is, in words.
    case progress(String)
    /// What it said, with how far it can be believed, in lines. The alarm is a sentence in them, because of which it can't be
    /// believed.
    case ended([String], alarm: String? = nil)
    /// It can't judge.
    case failed(String)
}

extension Question {
    /// Asks which model judges.
    static func forJudge(_ answer: @escaping @Sendable (String) -> [Request]) -> Question {
        Question(
            title: "The model that judges, or a path", note: "empty: the largest here that isn't a lane's",
            isPath: true, answer: answer)
    }
}

/// What a model that judges outputs says: those of an evaluation, or of the lanes as they stand.
struct JudgeLayer: ComparingLayer {
    enum Command: Hashable { case stop, score, explain, fold, listPairs, scroll(Scroll), close }

    static let place: String? = "In the verdicts of a judge"
    static let note = "verdicts are kept"
    static let keys: [LayerKey<Command>] =
        LayerKey.scrolling { .scroll($0) } + [
            LayerKey([Key("s")], .stop, "Stop it, and keep the verdicts so far", hint: "stop"),
            LayerKey([Key("r")], .score, "Let it score outputs by a rubric, or compare again", hint: "score"),
            LayerKey([Key("e")], .explain, "Judge again with a reason for each verdict, or without", hint: "reasons"),
            LayerKey([Key("f")], .fold, "Judge again without the lines that both share, or with"),
            LayerKey([Key("t")], .listPairs, "The verdicts beside people's votes", hint: "beside votes"),
            LayerKey([Key(.escape), Key("q")], .close, "Back; it goes on", hint: "back"),
        ]

    private let number: Int
    private let promptName: String
    private var manner = JudgeManner()
    private var isRunning = true
    /// True once there were results.
    private var hasEnded = false
    private var lines = [Self.loading]
    private static let loading = "The judge is being loaded."
    /// The sentence that is shown as an error; nil if there is none.
    private var alarm: String?
    var comparison = Comparison(title: "judge")

    /// True if it judges an evaluation.
    var isOfEvaluation: Bool { number != LanesToJudge.number }

    init(_ number: Int, of promptName: String, _ look: Look) {
        (self.number, self.promptName) = (number, promptName)
        show(look)
    }

    func hint(of command: Command, _ standard: String?, _ context: any Context) -> String? {
        reason(against: command, context) == nil ? standard : nil
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        switch command {
        case .stop: isRunning ? nil : "The judge isn't working."
        case .fold where !isRunning && manner.scores: "A rubric scores each output by itself: r compares them again."
        case .score, .explain, .fold:
            isRunning ? "The judge is working: s stops it." : hasEnded ? nil : "There are no results yet."
        case .listPairs, .scroll, .close: nil
        }
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .stop:
            lines = ["The judge is being stopped."]
            show(context.look)
            return [.effect(.evaluation(.stopJudging))]
        case .score:
            manner.scores.toggle()
            return judgeAgain(context)
        case .explain:
            manner.explains.toggle()
            return judgeAgain(context)
        case .fold:
            manner.folds.toggle()
            return judgeAgain(context)
        case .listPairs: return [.listPairs(PairFilter(prompt: promptName))]
        case .close: return [.close]
        case .scroll(let scroll): comparison.scroll(scroll, context.look)
        }
        return []
    }

    private mutating func judgeAgain(_ context: any Context) -> [Request] {
        (lines, alarm, isRunning) = ([Self.loading], nil, true)
        show(context.look)
        return [.effect(.evaluation(.judgeAgain(manner)))]
    }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        switch event {
        case .message(.evaluation(.judging(number, let news))):
            switch news {
            case .progress(let sentence): lines = [sentence]
            case .ended(let lines, let alarm):
                (self.lines, self.alarm, isRunning, hasEnded) = (lines, alarm, false, true)
            case .failed(let sentence): (lines, isRunning) = ([sentence], false)
            }
        case .resized: break
        default: return receiveByKeys(event, context)
        }
        show(context.look)
        return []
    }

    private mutating func show(_ look: Look) {
        let width = Comparison.wholeWidth(look.size)
        let top = comparison.top
        comparison = Comparison(title: "judge")
        comparison.parts = lines.flatMap { line -> [Comparison.Part] in
            if line.isEmpty { return [.plain("")] }
            let isAlarm = alarm.map { line.contains($0) } ?? false
            return look.wrap(line, width).map { isAlarm ? .styled($0, Style(.error)) : .plain($0) }
        }
        comparison.top = min(top, max(0, comparison.rows - 1))
    }
}
