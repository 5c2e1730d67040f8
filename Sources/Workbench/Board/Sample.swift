import Lanes

/// The output of one sample of a lane so far.
struct Sample: Sendable {
    /// A token with its place in the sample's text.
    struct Token: Sendable {
        var drawn: DrawnToken
        /// The UTF-8 bytes of the text.
        var range: Range<Int>
        var stage: Int
    }

    /// The stages' texts with the triggers between them.
    private(set) var text = ""
    var tokens: [Token] = []
    /// The number of pieces in which text came.
    private(set) var pieces = 0
    /// The tokens before each stage's first token.
    var histories: [[Int32]] = []
    /// The start of each stage's text in `text`.
    private var starts: [Int] = []
    /// The ranges of text that stand between stages and weren't generated.
    private(set) var triggers: [Range<Int>] = []
    /// True if it hasn't begun.
    var isWaiting: Bool { starts.isEmpty && text.isEmpty }

    /// Creates an empty sample.
    init() {}

    /// Takes the result of a sample of which no events came.
    init(_ result: SampleResult) { text = result.text }

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

    /// Adds text to a stage; false if the stage hasn't begun.
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

    /// Returns the tokens of a stage.
    func tokens(ofStage stage: Int) -> [DrawnToken] { tokens.filter { $0.stage == stage }.map(\.drawn) }
}
