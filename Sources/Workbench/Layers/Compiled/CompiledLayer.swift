import Lanes
import Prompting
import Terminal

/// The exact text that a lane sends.
struct CompiledLayer: Layer {
    enum Command: Hashable { case scroll(Scroll), copy, close }

    static let place: String? = "In the text that is sent"
    static let keys: [LayerKey<Command>] =
        LayerKey.scrolling { .scroll($0) } + [
            LayerKey([Key("y")], .copy, "Copy the text", hint: "copy"),
            LayerKey(
                [Key(.escape), Key(.enter), .control("t"), Key("t"), Key(.function(8)), Key("q")], .close, "Back",
                hint: "back"),
        ]

    let lane: LaneID
    /// The layout of what is sent.
    var layout = Layout.chat
    private(set) var sent: SentPrompt?
    var problem: String?
    /// The stages after the first.
    var later: [LaterStage] = []
    /// The word of the model that tells the texts of tokens.
    var model: String?
    private(set) var content = Content()
    private(set) var top = 0

    init(lane: LaneID) {
        self.lane = lane
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .scroll(let scroll):
            let page = max(1, textRows(context.look) - 1)
            top = scroll.top(from: top, page: page, last: lastTop(context.look))
        case .copy:
            guard let sent else { return [] }
            // A later stage sends all text before it. It is known as far as the lane has run.
            let known = later.prefix { $0.output != nil }
            return [.copy(sent.text + known.map { ($0.output ?? "") + $0.opening }.joined(), what: "The text")]
        case .close: return [.closeAll]
        }
        return []
    }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        switch event {
        case .message(.engine(.rendered(_, .success(let sent)))):
            self.sent = sent
            content = laidOut(context)
        case .message(.engine(.rendered(_, .failure(let error)))): problem = screenText(of: error)
        case .message(.engine(.spelled(let tokens, let word, let texts))):
            guard tokens == later.map(\.tokens), word == model else { return [] }
            for (index, text) in texts.enumerated() where !later[index].tokens.isEmpty { later[index].take(text) }
            content = laidOut(context)
        case .resized: content = laidOut(context)
        // All rows at once, not as one key after another.
        case .wheel(let rows): top = max(0, min(top + rows, lastTop(context.look)))
        default: return receiveByKeys(event, context)
        }
        return []
    }
}
