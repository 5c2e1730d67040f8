import Evaluation
import Lanes
import Terminal
import TextLayout

/// How predictable a text is for a model: its tokens in the colours and signs of their ranks (GLTR, Gehrmann et al. 2019).
struct PredictabilityLayer: Layer {
    enum Command: Hashable { case before, next, scroll(Scroll), close }

    static let place: String? = "In how predictable a text is"
    static let keys: [LayerKey<Command>] =
        [
            LayerKey([Key(.left)], .before, "The token before", hint: "token", hintName: "←/→"),
            LayerKey([Key(.right)], .next, "The token after"),
        ] + LayerKey.scrolling { .scroll($0) } + [
            LayerKey([Key(.escape), Key(.enter), Key("q")], .close, "Back", hint: "back")
        ]

    let text: String
    let model: String?
    let modelName: String
    /// What the window's title calls the text.
    let name: String
    private(set) var found: TextPredictability?
    private(set) var problem: String?
    /// What the window shows, laid out for the screen's size.
    private(set) var lines: [[Piece]] = []
    /// The index of the token that is told about; nil before one is chosen.
    private(set) var cursor: Int?
    private(set) var top = 0

    init(_ text: String, model: String?, modelName: String, name: String, _ look: Look) {
        self.text = text
        self.model = model
        self.modelName = modelName
        self.name = name
        lines = laidOut(look)
    }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        let look = context.look
        switch event {
        case .resized:
            lines = laidOut(look)
            top = min(top, lastTop(look))
        case .message(.engine(.predictability(let asked, let word, let answer))):
            guard asked == text, word == model else { return [] }
            switch answer {
            case .success(let found): self.found = found
            case .failure(let error): problem = screenText(of: error)
            }
            lines = laidOut(look)
        default: return receiveByKeys(event, context)
        }
        return []
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        let look = context.look
        switch command {
        case .before, .next: moveCursor(by: command == .next ? 1 : -1, look)
        case .scroll(let scroll):
            top = scroll.top(from: top, page: max(1, Self.rows(look) - 2), last: lastTop(look))
        case .close: return [.close]
        }
        return []
    }

    /// Moves the cursor to a neighbouring token, and scrolls so that it is seen.
    private mutating func moveCursor(by step: Int, _ look: Look) {
        guard let found, !found.tokens.isEmpty else { return }
        let next = cursor.map { $0 + step } ?? 0
        cursor = max(0, min(next, found.tokens.count - 1))
        guard let row = lines.firstIndex(where: { $0.contains { $0.token == cursor } }) else { return }
        top = max(min(top, row), row + 2 - Self.rows(look))
    }

    /// Returns the highest first line, with which the end of the text is seen.
    private func lastTop(_ look: Look) -> Int { max(0, lines.count - Self.rows(look)) }

    /// The columns of the window: all, unless the screen is so wide that lines would be hard to read.
    static func columns(_ look: Look) -> Int { look.size.columns < 132 ? look.size.columns : 120 }

    /// The number of rows for the lines; one more is for the token that the cursor is on.
    static func rows(_ look: Look) -> Int { max(1, look.size.rows - 4) }
}
