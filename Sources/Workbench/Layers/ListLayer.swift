import Terminal

/// A layer with a list: typing finds, the arrows and the wheel go through it.
protocol ListLayer: Layer {
    var finder: Finder { get set }
    /// What was just said, in lists that show it; it goes with the next key.
    var notice: String? { get set }
    /// How many rows are listed.
    var rowCount: Int { get }
    /// Whether letters find something.
    static var isTyped: Bool { get }

    /// Returns the cursor is on another row.
    mutating func moved(_ context: any Context) -> [Request]
    /// Something else is typed, or was pasted.
    mutating func typed(isPasted: Bool, _ context: any Context) -> [Request]
    /// Takes what came of effects, and answers to its questions.
    mutating func take(_ event: LayerEvent, _ context: any Context) -> [Request]
}

extension ListLayer {
    static var isTyped: Bool { true }

    var notice: String? {
        get { nil }
        set {}
    }

    mutating func tell(_ reason: String) -> [Request] {
        notice = reason
        return notice == nil ? [.say(reason)] : []
    }

    mutating func moved(_ context: any Context) -> [Request] { [] }

    mutating func typed(isPasted: Bool, _ context: any Context) -> [Request] { [] }

    mutating func take(_ event: LayerEvent, _ context: any Context) -> [Request] { [] }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        switch event {
        case .key(let key):
            notice = nil
            if let requests = press(key, context) { return requests }
            if let step = Finder.step(key) {
                finder.move(by: step, count: rowCount)
                return moved(context)
            }
            let command = TextEditor.command(for: key, isMultiline: false, clipboard: context.clipboard)
            guard Self.isTyped, let command, finder.edit(command) else { return [] }
            return typed(isPasted: false, context)
        case .paste(let text):
            guard Self.isTyped else { return [] }
            notice = nil
            _ = finder.edit(.paste(text))
            return typed(isPasted: true, context)
        case .wheel: return receiveByKeys(event, context)
        case .resized, .message, .answer, .selected: return take(event, context)
        }
    }
}
