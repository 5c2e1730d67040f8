import Terminal

/// A layer with a list: typing finds, arrows and wheel move through it.
protocol ListLayer: Layer {
    var finder: Finder { get set }
    /// A sentence that the list shows until the next key; nil if there is none.
    var notice: String? { get set }
    /// The number of rows in the list.
    var rowCount: Int { get }
    /// True if typed letters find something.
    static var isTyped: Bool { get }
    /// True if Tab completes a typed path.
    static var completesPaths: Bool { get }

    /// Called when the cursor is on another row.
    mutating func moved(_ context: any Context) -> [Request]
    /// Called when the typed text changed, or text was pasted.
    mutating func typed(isPasted: Bool, _ context: any Context) -> [Request]
    /// Takes messages, and answers to its questions.
    mutating func take(_ event: LayerEvent, _ context: any Context) -> [Request]
}

extension ListLayer {
    static var isTyped: Bool { true }
    static var completesPaths: Bool { false }

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
            let typed = finder.query.text
            if Self.completesPaths, key == Key(.tab), typed.contains("/") || typed.hasPrefix("~") {
                return [.effect(.files(.completePath(typed)))]
            }
            if let requests = press(key, context) { return requests }
            if let step = Finder.step(key) {
                finder.move(by: step, count: rowCount)
                return moved(context)
            }
            let command = TextEditor.command(for: key, isMultiline: false, clipboard: context.clipboard)
            guard Self.isTyped, let command, finder.edit(command) else { return [] }
            return self.typed(isPasted: false, context)
        case .paste(let text):
            guard Self.isTyped else { return [] }
            notice = nil
            _ = finder.edit(.paste(text))
            return typed(isPasted: true, context)
        case .wheel: return receiveByKeys(event, context)
        case .message(.files(.pathCompleted(let typed, let completion))):
            guard Self.completesPaths, typed == finder.query.text else { return [] }
            finder.query = context.look.lineEditor(completion.text)
            finder.selected = 0
            notice =
                completion.names.isEmpty
                ? "No file begins so." : completion.names.count > 1 ? completion.names.joined(separator: "  ") : nil
            return self.typed(isPasted: completion.names.count == 1, context)
        case .resized, .message, .answer, .selected: return take(event, context)
        }
    }
}
