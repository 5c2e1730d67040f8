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
    /// The index of the token that is told about; nil before one is chosen.
    private(set) var cursor: Int?
    private(set) var top = 0

    init(_ text: String, model: String?, modelName: String, name: String) {
        self.text = text
        self.model = model
        self.modelName = modelName
        self.name = name
    }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        if case .resized = event { top = min(top, max(0, lines(context.look).count - Self.rows(context.look))) }
        guard case .message(.engine(.predictability(let asked, let word, let answer))) = event else {
            return receiveByKeys(event, context)
        }
        guard asked == text, word == model else { return [] }
        switch answer {
        case .success(let found): self.found = found
        case .failure(let error): problem = screenText(of: error)
        }
        return []
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        let look = context.look
        switch command {
        case .before, .next: moveCursor(by: command == .next ? 1 : -1, look)
        case .scroll(let scroll):
            let last = max(0, lines(look).count - Self.rows(look))
            top = scroll.top(from: top, page: max(1, Self.rows(look) - 2), last: last)
        case .close: return [.close]
        }
        return []
    }

    /// Moves the cursor to a neighbouring token, and scrolls so that it is seen.
    private mutating func moveCursor(by step: Int, _ look: Look) {
        guard let found, !found.tokens.isEmpty else { return }
        let next = cursor.map { $0 + step } ?? 0
        cursor = max(0, min(next, found.tokens.count - 1))
        guard let row = lines(look).firstIndex(where: { $0.contains { $0.token == cursor } }) else { return }
        top = max(min(top, row), row + 2 - Self.rows(look))
    }

    /// The columns of the window: all, unless the screen is so wide that lines would be hard to read.
    static func columns(_ look: Look) -> Int { look.size.columns < 132 ? look.size.columns : 120 }

    /// The number of rows for the lines; one more is for the token that the cursor is on.
    static func rows(_ look: Look) -> Int { max(1, look.size.rows - 4) }
}
