import Library
import Prompting
import Sampling
import Terminal
import TextLayout

@testable import Lanes
@testable import Workbench

/// Sits in front of a workbench: presses keys, plays the engine, looks at the screen.
struct Pilot {
    /// A run that goes on, and what its lane has said.
    struct RunningLane {
        var id: RunID
        var request: RunRequest
        var stage = 0
        var text = ""
        var tokens = 0

        var name: String { request.lanes[0].name }
    }

    private(set) var state: State
    /// Everything that the workbench asked for since ``forget()``.
    private(set) var effects: [Effect] = []
    private(set) var runs: [RunningLane] = []

    /// A workbench on a prompt, with a model unless said otherwise; what it asks for at the start is forgotten.
    init(
        columns: Int = 140, rows: Int = 40, glyphs: Glyphs = .unicode, prompt: Prompt = .reviews,
        path: String? = "prompts/reviews.prompt.yaml", isShipped: Bool = false, guide: Guide? = nil,
        language: Language = .english,
        reportsMouse: Bool = false, hasModel: Bool = true, isLive: Bool = true, chat: ChatOptions = ChatOptions(),
        templateFile: String? = nil
    ) {
        state = State(
            size: Size(columns: columns, rows: rows), glyphs: glyphs, prompt: prompt, path: path,
            isShipped: isShipped, guide: guide, language: language, reportsMouse: reportsMouse, chat: chat,
            templateFile: templateFile)
        if !isLive { press("F6") }
        if hasModel { load() }
        forget()
    }

    // MARK: what a person does

    /// Presses keys: `Tab F5 a ^S Alt-n Shift-Left Down*3`.
    mutating func press(_ keys: String) {
        for key in Key.all(keys) { send(.terminal(.key(key))) }
    }

    /// Types a text, character by character; a newline is Enter.
    mutating func type(_ text: String) {
        for character in text { send(.terminal(.key(character == "\n" ? Key(.enter) : Key(character)))) }
    }

    mutating func paste(_ text: String) { send(.terminal(.paste(text))) }

    mutating func resize(_ columns: Int, _ rows: Int) {
        send(.terminal(.resized(Size(columns: columns, rows: rows))))
    }

    mutating func mouse(_ action: MouseEvent.Action, _ column: Int, _ row: Int) {
        send(.terminal(.mouse(MouseEvent(action, at: Position(column: column, row: row)))))
    }

    /// Does something to where a text is seen first.
    mutating func mouse(_ action: MouseEvent.Action, on text: String, plus columns: Int = 0) {
        guard let place = place(of: text) else { return }
        mouse(action, place.column + columns, place.row)
    }

    // MARK: what the program does

    mutating func report(_ report: Workbench.Message) { send(.reports([report])) }

    mutating func load(hasChatTemplate: Bool = true, contextLength: Int = 2048) {
        report(
            .engine(
                .model(
                    nil,
                    .ready(
                        ModelFacts(
                            name: "SmolLM2-135M-Instruct", path: "models/smollm2.gguf", quantization: "Q4_1",
                            contextLength: contextLength, hasChatTemplate: hasChatTemplate)))))
    }

    mutating func send(_ event: Event) {
        let new = update(&state, event)
        effects += new
        for effect in new {
            switch effect {
            case .engine(.run(let id, let request, _)): runs.append(RunningLane(id: id, request: request))
            case .engine(.cancel(let id)): runs.removeAll { $0.id == id }
            default: break
            }
        }
    }

    mutating func forget() { effects = [] }

    /// Opens a prompt as a choice in the library does. `prompt` is what is read of its file; nil if it can't be read.
    mutating func open(_ path: String, _ prompt: Prompt? = .plain) {
        state.open(path)
        // No event: the effects of this come with those of the next one.
        let isRead = state.effects.contains(.files(.open(path)))
        if isRead, let prompt {
            report(.files(.opened(path: path, isShipped: false, prompt, notices: [])))
        } else {
            report(isRead ? .notice("\(path) has a mistake.", isError: true) : .timer(.draft))
        }
    }

    // MARK: what the engine does

    /// The last run of the lane with this name begins a stage.
    mutating func begin(_ name: String, stage: Int = 0, trigger: String = "", history: [Int32] = [1, 2, 3]) {
        guard let index = runs.lastIndex(where: { $0.name == name }) else { return }
        runs[index].stage = stage
        runs[index].text = ""
        report(
            .engine(
                .run(
                    runs[index].id,
                    .stageStarted(lane: 0, sample: 0, stage: stage, prompt: trigger, history: history))))
    }

    /// The last run of the lane draws tokens, each with a probability.
    mutating func say(_ name: String, _ pieces: [String], probability: Float = 0.9) {
        guard let index = runs.lastIndex(where: { $0.name == name }) else { return }
        for (number, piece) in pieces.enumerated() {
            runs[index].text += piece
            runs[index].tokens += 1
            let token = DrawnToken(
                id: Vocabulary.id(of: piece), probability: probability / Float(number % 4 + 1),
                end: runs[index].text.utf8.count)
            report(
                .engine(
                    .run(
                        runs[index].id,
                        .text(lane: 0, sample: 0, stage: runs[index].stage, text: piece, tokens: [token]))))
        }
    }

    /// The last run of the lane ends.
    mutating func end(_ name: String, _ finish: Finish = .end, error: EngineError? = nil) {
        guard let index = runs.lastIndex(where: { $0.name == name }) else { return }
        let run = runs[index]
        var usage = Usage()
        usage.promptTokens = 142
        usage.generatedTokens = run.tokens
        var timings = Timings()
        timings.firstTokenSeconds = 0.4
        timings.decodeSeconds = Double(max(0, run.tokens - 1)) / 125
        let stage = StageResult(prompt: "", text: run.text, finish: finish)
        let sample = SampleResult(stages: [stage], text: run.text, answer: run.text)
        let lane = LaneResult(
            name: name, samples: [sample], answer: run.text, error: error, usage: usage, timings: timings)
        report(.engine(.run(run.id, .stageFinished(lane: 0, sample: 0, stage: run.stage, result: stage))))
        report(.engine(.run(run.id, .laneFinished(lane: 0, result: lane))))
        report(
            .engine(
                .run(
                    run.id, .finished(RunSummary(lanes: [lane], mode: .fast, padding: [], isCancelled: false)))))
        runs.removeAll { $0.id == run.id }
    }

    /// All runs that go on say something and end.
    mutating func finish(_ outputs: [String: String]) {
        for name in runs.map(\.name) {
            begin(name)
            say(name, Vocabulary.pieces(of: outputs[name] ?? ""))
            end(name)
        }
    }

    /// Answers the last question for a distribution.
    mutating func answerDistribution(_ probabilities: [(String, Double)] = Vocabulary.sentiment) throws {
        for effect in effects.reversed() {
            guard case .engine(.distribution(let history, _, _, let model)) = effect else { continue }
            report(
                .engine(
                    .distribution(after: history, model: model, .success(try Vocabulary.distribution(probabilities)))))
            return
        }
    }

    /// Answers the last question for the text that is sent, a word a token.
    mutating func answerRender(notices: [String] = []) throws {
        for effect in effects.reversed() {
            guard case .engine(.render(let number, let compiled, _)) = effect else { continue }
            var sent = try ScriptedEngine([:]).render(compiled)
            sent.tokens = Vocabulary.pieces(of: sent.text).map {
                SentPrompt.Token(id: Vocabulary.id(of: $0), text: $0)
            }
            sent.notices = notices
            report(.engine(.rendered(number: number, .success(sent))))
            return
        }
    }

    // MARK: what is seen

    var frame: Frame { view(state) }
    var lines: [String] { frame.canvas.lines }
    var screen: String { lines.joined(separator: "\n") }
    /// The last line.
    var footer: String { lines.last ?? "" }

    func sees(_ text: String) -> Bool { screen.contains(text) }

    /// Where a text is seen first.
    func place(of text: String) -> Position? {
        let canvas = frame.canvas
        for row in 0..<canvas.size.rows {
            for column in 0..<canvas.size.columns {
                var rest = text[...]
                var place = Position(column: column, row: row)
                while let glyph = rest.first, let cell = canvas[place], cell.glyph.character == glyph, cell.width > 0 {
                    rest.removeFirst()
                    place.column += Int(cell.width)
                }
                if rest.isEmpty { return Position(column: column, row: row) }
            }
        }
        return nil
    }

    /// The look of the first cell of a text.
    func style(of text: String) -> Style? { place(of: text).flatMap { frame.canvas[$0]?.style } }

    /// A lane by name.
    func lane(_ name: String) -> LaneState? { state.board.lanes.first { $0.lane.name == name } }

    func output(_ name: String) -> String? { lane(name)?.output.text.text }

    var laneNames: [String] { state.board.lanes.map(\.lane.name) }

    /// The runs that were asked for, by the names of their lanes.
    var runNames: [String] {
        effects.compactMap { if case .engine(.run(_, let request, _)) = $0 { request.lanes[0].name } else { nil } }
    }

    /// Timers that were set, with milliseconds.
    func scheduled(_ timer: Effect.Timer) -> [Int] {
        effects.compactMap {
            if case .schedule(timer, let milliseconds) = $0 { milliseconds } else { nil }
        }
    }

    /// A workbench whose two lanes have said something and whose chart is filled.
    static func afterRun(
        columns: Int = 140, rows: Int = 40, glyphs: Glyphs = .unicode, prompt: Prompt = .reviews,
        guide: Guide? = nil, reportsMouse: Bool = false
    ) throws -> Pilot {
        var pilot = Pilot(
            columns: columns, rows: rows, glyphs: glyphs, prompt: prompt, guide: guide,
            reportsMouse: reportsMouse)
        pilot.finish([
            "cool": "Negative", "warm": "부정적입니다. 이야기가 길고 지루해서 잠들 뻔했다는 리뷰예요. 배우들의 연기는 좋았지만…",
        ])
        pilot.report(.timer(.count))
        try pilot.answerRender()
        try pilot.answerDistribution()
        pilot.forget()
        return pilot
    }
}
