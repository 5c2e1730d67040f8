import Foundation
import Lanes
import Prompting
import Runtime
import Terminal
import Workbench

/// A text of 100,000 tokens, about 500 KB, as a model might write it.
enum LongText: String, CaseIterable {
    case english = "English"
    case korean = "Korean"
    case hebrew = "Hebrew"
    case oneWord = "one word"
    case emoji = "emoji"
    case thai = "Thai"
    case hindi = "Hindi"

    /// The texts of the tokens.
    func tokens(count: Int = 100_000) -> [String] {
        let words: [String] =
            switch self {
            case .english:
                [
                    "The", " old", " keeper", " climbed", " the", " stairs", ",", " count", "ing", " them", " again",
                    ".", "\n",
                ]
            case .korean: ["등대", "지기는", " 밤", "마다", " 계단을", " 세며", " 올라", "갔다", ".", " 바람이", " 불", "었다", ".\n"]
            case .hebrew:
                [
                    "שומר", " המגדלור", " טיפס", " במדרגות", " וספר", " אותן", " כל", " לילה", ".", " הרוח", " נשבה",
                    ".\n",
                ]
            case .oneWord: ["count", "less", "light", "house"]
            case .emoji:
                [
                    "The", " keeper", " saw", " a", " light", " far", " out", ",", " and", " 👨‍👩‍👧‍👦", " waved", " 👍🏽",
                    " again",
                    " ❤️", " e\u{301}", " before", " they", " went", " to", " sleep", " in", " the", " tower", ".\n",
                ]
            case .thai: ["ผู้", "เฝ้า", "ประภาคาร", "กำลัง", "ขึ้น", "บันได", " ", "และ", "นับ", "ทุก", "คืน", ".\n"]
            case .hindi: ["प्रकाशस्तंभ", " का", " रखवाला", " हर", " रात", " सीढ़ियाँ", " गिनते", " हुए", " चढ़ता", " था", "।", "\n"]
            }
        var generator = Shuffle()
        // Lines of many lengths; some are long.
        return (0..<count).map { index in
            let word = words[generator.next() % words.count]
            return word.hasSuffix("\n") && index % 3 != 0 ? " " + words[0] : word
        }
    }
}

/// Numbers without a pattern, the same each time.
private struct Shuffle {
    private var state: UInt64 = 1

    mutating func next() -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33)
    }
}

/// The workbench without a model on the terminal that the program is started on, after some events, until ^Q.
func showScreen(_ prompt: Prompt, after prepare: (inout State) -> Void) throws {
    // The threads of Swift's tasks block signals; another size comes as one.
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    let session = try TerminalSession(theme: .dark)
    try session.open()
    defer { session.close() }
    let loop = try EventLoop<Workbench.Message>(session: session)
    var state = State(size: session.size, glyphs: session.glyphs, prompt: prompt)
    prepare(&state)
    loop.run(
        onEvent: { update(&state, .terminal($0)).contains(.quit) ? .stop : .proceed }, onMessages: { _ in .proceed },
        frame: { size in
            if size != state.size { _ = update(&state, .terminal(.resized(size))) }
            return view(state)
        })
}

/// That with one lane full of a text.
func showLongLane(_ text: LongText) throws {
    var prompt = Prompt()
    prompt.input = "Go on."
    prompt.lanes = [Lane(name: text.rawValue)]
    let facts = ModelFacts(
        name: "none", path: "none", quantization: "none", contextLength: 200_000, hasChatTemplate: true)
    try showScreen(prompt) { state in
        for effect in update(&state, .reports([.engine(.model(nil, .ready(facts)))])) {
            guard case .engine(.run(let id, _, _)) = effect else { continue }
            func report(_ event: RunEvent) { _ = update(&state, .reports([.engine(.run(id, event))])) }
            report(.stageStarted(lane: 0, sample: 0, stage: 0, prompt: "", history: [1]))
            var end = 0
            for token in text.tokens() {
                end += token.utf8.count
                let drawn = DrawnToken(id: 5, probability: 0.5, end: end)
                report(.text(lane: 0, sample: 0, stage: 0, text: token, tokens: [drawn]))
            }
        }
    }
}

/// The longest frames of a lane of 100,000 tokens, from key or resize to the end of the frame on the terminal.
func longLane() throws -> [Measurement] {
    var scrolls: [(text: LongText, longest: Double)] = []
    var resizes: [(text: LongText, longest: Double)] = []
    for text in LongText.allCases {
        let workplace = try Workplace(lanes: 1, tokens: 1)
        let terminal = try PseudoTerminal(
            try runningProgram(), ["--long-lane", text.rawValue], environment: workplace.environment)
        defer { terminal.end() }
        try terminal.wait(for: "the long lane", until: isDrawn)
        try terminal.write(Keys.tab)
        try terminal.watch(for: .milliseconds(300))
        scrolls.append((text, try longestScroll(terminal)))
        resizes.append((text, try longestResize(terminal)))
    }
    func measurement(_ what: String, _ all: [(text: LongText, longest: Double)]) -> Measurement {
        let longest = all.map(\.longest).max() ?? .nan
        let each = all.map { "\($0.text.rawValue) \(text($0.longest, 1))" }.joined(separator: ", ")
        return Measurement(
            what: "100,000 tokens in a lane, longest frame of \(what)", model: "-", mustBe: "≤ 50 ms",
            value: "\(text(longest, 0)) ms (\(each))", isReached: longest <= 50)
    }
    return [measurement("scrolling", scrolls), measurement("resizing", resizes)]
}

private func longestScroll(_ terminal: PseudoTerminal) throws -> Double {
    var longest = 0.0
    let pages = Array(repeating: Keys.pageUp, count: 40) + [Keys.home] + Array(repeating: Keys.pageDown, count: 40)
    // The cursor goes to the last token first, then to and fro.
    let cursor =
        [Keys.end] + Array(repeating: Keys.left, count: 40) + [Keys.home] + Array(repeating: Keys.right, count: 20)
    for key in pages + cursor { longest = max(longest, try frameTime(terminal, key) { try terminal.write(key) }) }
    return longest
}

private func longestResize(_ terminal: PseudoTerminal) throws -> Double {
    var longest = 0.0
    for columns in stride(from: 60, through: 240, by: 3) {
        let time = try frameTime(terminal, "\(columns) columns") {
            terminal.resize(columns: columns, rows: 30 + columns % 20)
        }
        longest = max(longest, time)
    }
    return longest
}

/// Milliseconds until the next frame is complete.
func frameTime(_ terminal: PseudoTerminal, _ what: String, _ action: () throws -> Void) throws -> Double {
    let before = terminal.screen.frames
    let time = try terminal.time("a frame after \(what)", action) { $0.frames > before }
    try terminal.watch(for: .milliseconds(5))
    return time * 1000
}

func runningProgram() throws -> String {
    try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
}
