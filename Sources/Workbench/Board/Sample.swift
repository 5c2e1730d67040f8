import Lanes

/// What one sample of a lane has generated so far.
struct Sample: Sendable {
    /// A token and where it stands in the sample's text.
    struct Token: Sendable {
        var drawn: DrawnToken
        /// UTF-8 bytes of the text.
        var range: Range<Int>
        var stage: Int
    }

    /// The stages' texts with the triggers between them.
    private(set) var text = ""
    var tokens: [Token] = []
    /// How often text came.
    private(set) var pieces = 0
    /// What each stage's first token follows.
    var histories: [[Int32]] = []
    /// Where each stage's text starts in `text`.
    private var starts: [Int] = []
    /// Parts that weren't generated but stand between stages.
    private(set) var triggers: [Range<Int>] = []
    /// Whether it is still to begin.
    var isWaiting: Bool { starts.isEmpty && text.isEmpty }

    /// Nothing yet.
    init() {}

    /// One that has ended, of which nobody told on the way.
    init(_ result: SampleResult) { text = result.text }

    /// Returns a stage begins; gives what that adds to the text.
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

    /// Returns its tokens of a stage.
    func tokens(ofStage stage: Int) -> [DrawnToken] { tokens.filter { $0.stage == stage }.map(\.drawn) }
}
