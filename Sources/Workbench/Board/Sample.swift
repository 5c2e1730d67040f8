import Lanes
import TextLayout

/// The output of one sample of a lane so far.
struct Sample: Sendable {
    /// A token and its place in the sample's text.
    struct Token: Sendable {
        var drawn: DrawnToken
        /// The token's UTF-8 bytes in the text.
        var range: Range<Int>
        var stage: Int
    }

    /// The text on the screen: one line for the thoughts, or all of them, then the stages' texts with the triggers
    /// between them.
    private(set) var text = ""
    var tokens: [Token] = []
    /// The number of times that text arrived.
    private(set) var pieces = 0
    /// For each stage, the tokens before its first one.
    var histories: [[Int32]] = []
    /// The model's thoughts in all stages.
    private(set) var thoughts = ""
    /// The tokens of thoughts, by stage.
    private(set) var thoughtTokens: [Int: [DrawnToken]] = [:]
    /// The number of tokens of thoughts, also where the tokens themselves aren't known.
    private var thoughtCount = 0
    /// The number of UTF-8 bytes of `text` that show the thoughts.
    private(set) var fold = 0
    /// The start of each stage's text in `text`.
    private var starts: [Int] = []
    /// The parts of the text between stages that weren't generated.
    private(set) var triggers: [Range<Int>] = []
    /// The calls of tools, by stage.
    private var toolUses: [Int: ToolUse] = [:]
    /// The text with calls as trees, if the stages' texts aren't known one by one.
    private var wholeShown: String?

    /// True until the first stage begins.
    var isWaiting: Bool { starts.isEmpty && text.isEmpty }
    /// True if thoughts have arrived, but no answer yet.
    var isThinking: Bool { hasThoughts && text.utf8.count == fold }
    /// True if a stage that has ended calls tools.
    var hasCalls: Bool { toolUses.values.contains { !$0.calls.isEmpty } }
    /// True if thoughts have arrived.
    var hasThoughts: Bool { !thoughts.isEmpty || !thoughtTokens.isEmpty }
    /// The text without the part that shows the thoughts.
    var answer: String { String(decoding: text.utf8.dropFirst(fold), as: UTF8.self) }

    /// Creates an empty sample.
    init() {}

    /// Returns the text of a token.
    func text(of token: Token) -> String {
        let bytes = text.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: min(token.range.lowerBound, bytes.count))
        let end = bytes.index(bytes.startIndex, offsetBy: min(token.range.upperBound, bytes.count))
        return start <= end ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
    }

    /// Creates a sample that has already ended, from its result.
    init(_ result: SampleResult) {
        text = result.text
        thoughts = result.thoughts
        thoughtCount = result.stages.reduce(0) { $0 + $1.thoughtTokens }
        take(result)
        wholeShown = result.shown
    }

    /// Takes the calls of tools from a result.
    mutating func take(_ result: SampleResult) {
        for (number, stage) in result.stages.enumerated() { call(stage.toolUse, stage: number) }
    }

    /// Takes the calls of a stage that has ended.
    mutating func call(_ use: ToolUse?, stage: Int) { toolUses[stage] = use }

    /// Returns the text on the screen with each call as a tree, in place of the model's own form of it.
    func shownWithCalls(_ glyphs: Glyphs) -> String {
        let mark = glyphs.callMark
        let bytes = Array(text.utf8)
        let head = String(decoding: bytes[..<fold], as: UTF8.self)
        if starts.isEmpty, let wholeShown { return head + wholeShown }
        return head
            + starts.indices.map { stage in
                let trigger = triggers.first { $0.upperBound == starts[stage] && stage > 0 }
                let next = stage + 1 < starts.count ? starts[stage + 1] : bytes.count
                let end = triggers.first { $0.upperBound == next && stage + 1 < starts.count }?.lowerBound ?? next
                let own = String(decoding: bytes[starts[stage]..<max(starts[stage], end)], as: UTF8.self)
                let result = StageResult(prompt: "", text: own, toolUse: toolUses[stage], finish: .end)
                return (trigger.map { String(decoding: bytes[$0], as: UTF8.self) } ?? "") + result.shown(mark: mark)
            }.joined()
    }

    /// Begins a stage. Returns the text that this adds.
    mutating func begin(stage: Int, prompt: String, history: [Int32]) -> String {
        let trigger = stage > 0 ? prompt : ""
        if !trigger.isEmpty {
            let start = text.utf8.count
            text += trigger
            triggers.append(start..<text.utf8.count)
        }
        starts.append(text.utf8.count)
        histories.append(history)
        return trigger
    }

    /// Adds text to a stage. Returns false if the stage hasn't begun.
    mutating func take(_ more: String, _ drawn: [DrawnToken], stage: Int) -> Bool {
        guard starts.indices.contains(stage) else { return false }
        text += more
        pieces += 1
        for token in drawn {
            let start = max(tokens.last?.range.upperBound ?? 0, starts[stage])
            let end = max(start, starts[stage] + token.end)
            tokens.append(Token(drawn: token, range: start..<end, stage: stage))
        }
        return true
    }

    /// Adds thoughts to a stage; ``fold(isOpen:glyphs:hasEnded:)`` shows them.
    mutating func think(_ more: String, _ drawn: [DrawnToken], stage: Int) {
        if !more.isEmpty, !thoughts.isEmpty, stage > 0, thoughtTokens[stage] == nil { thoughts += "\n\n" }
        thoughts += more
        pieces += 1
        thoughtTokens[stage, default: []] += drawn
        thoughtCount += drawn.count
    }

    /// Shows the thoughts again: in full if `isOpen`, else as a line that counts them. `hasEnded` is true if no answer
    /// will come.
    mutating func fold(isOpen: Bool, glyphs: Glyphs, hasEnded: Bool) {
        guard hasThoughts else { return }
        let rest = answer
        let isUnderWay = rest.isEmpty && !hasEnded && !hasCalls
        let shown = ThoughtFold(
            thoughts, tokens: thoughtCount, isUnderWay: isUnderWay,
            isUnanswered: hasEnded && rest.isEmpty && !hasCalls
        ).shown(isOpen: isOpen, mark: glyphs.fold(isOpen: isOpen), note: " (t)")
        let shift = shown.utf8.count - fold
        fold = shown.utf8.count
        text = shown + rest
        guard shift != 0 else { return }
        func moved(_ range: Range<Int>) -> Range<Int> { range.lowerBound + shift..<range.upperBound + shift }
        for index in tokens.indices { tokens[index].range = moved(tokens[index].range) }
        starts = starts.map { $0 + shift }
        triggers = triggers.map(moved)
    }

    /// Returns the tokens that a stage begins with behind those that the stage before began with: what that one wrote, with its
    /// thoughts and the control tokens around them, and what asks for more. Nil if they aren't known.
    func tokensSent(to stage: Int) -> [Int32]? {
        guard stage > 0, histories.indices.contains(stage) else { return nil }
        let (before, now) = (histories[stage - 1], histories[stage])
        guard !before.isEmpty, now.count > before.count, now.starts(with: before) else { return nil }
        return Array(now.dropFirst(before.count))
    }

    /// Returns the sample's tokens of a stage, those of thoughts first.
    func tokens(ofStage stage: Int) -> [DrawnToken] {
        (thoughtTokens[stage] ?? []) + tokens.filter { $0.stage == stage }.map(\.drawn)
    }

    /// Forgets the tokens, including those of thoughts; the text stays.
    mutating func forgetTokens() {
        tokens = []
        for stage in thoughtTokens.keys { thoughtTokens[stage] = [] }
    }
}
