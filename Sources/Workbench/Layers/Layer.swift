import Terminal

/// What stands over the panes and gets the keys first: what it shows, its keys, and what they do.
///
/// A layer knows nothing of the screen around it but its ``Context``, and asks for everything else by a ``Request``.
protocol Layer: Sendable {
    /// What its keys do.
    associatedtype Command: Hashable, Sendable

    /// Where its keys hold, as the help titles them; nil if the help doesn't list them.
    static var place: String? { get }
    /// Its keys, in the order of the help and the last line; the first that fits is taken.
    static var keys: [LayerKey<Command>] { get }

    /// Returns what the last line says of a command here; nil leaves it out.
    func hint(of command: Command, _ standard: String?, _ context: any Context) -> String?
    /// Returns why a command can do nothing now; nil if it can.
    func reason(against command: Command, _ context: any Context) -> String?
    /// Does what a key says.
    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request]
    /// Takes what happened; nil lets a key through to the panes.
    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]?
    /// Returns the keys that work here, the most particular first.
    func hints(_ context: any Context) -> [Hint]
    /// Says why a command can do nothing.
    mutating func tell(_ reason: String) -> [Request]
    /// Draws it; gives the cursor's cell.
    func draw(on canvas: inout Canvas, _ context: any Context) -> Position?
}

/// Something that happened to a layer.
enum LayerEvent: Sendable {
    case key(Key)
    case paste(String)
    /// The wheel went by so many rows, down if they are more than 0.
    case wheel(Int)
    /// The screen has another size.
    case resized
    /// What came of effects.
    case message(Message)
    /// The layer above it was answered, and is gone.
    case answer(String)
    /// The layer above it is gone, with the cursor on what has this id.
    case selected(String)
}

extension Layer {
    static var place: String? { nil }

    func hint(of command: Command, _ standard: String?, _ context: any Context) -> String? { standard }

    func reason(against command: Command, _ context: any Context) -> String? { nil }

    mutating func tell(_ reason: String) -> [Request] { [.say(reason)] }

    func hints(_ context: any Context) -> [Hint] {
        Self.keys.compactMap { key in
            let hint = key.command.map { self.hint(of: $0, key.hint, context) } ?? key.hint
            return hint.map { Hint(key: key.hintName, text: $0) }
        }
    }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        receiveByKeys(event, context)
    }

    /// Takes keys, and the wheel as keys.
    mutating func receiveByKeys(_ event: LayerEvent, _ context: any Context) -> [Request] {
        switch event {
        case .key(let key): press(key, context) ?? []
        case .wheel(let rows):
            (0..<abs(rows)).flatMap { _ in receive(.key(Key(rows < 0 ? .up : .down)), context) ?? [] }
        case .paste, .resized, .message, .answer, .selected: []
        }
    }

    /// Does what the table says of a key, or says why it can't; nil if the table doesn't have it.
    mutating func press(_ key: Key, _ context: any Context) -> [Request]? {
        guard let command = Self.keys.first(where: { $0.fits(key) })?.command else { return nil }
        if let reason = reason(against: command, context) { return tell(reason) }
        return perform(command, key, context)
    }

    /// Its keys for the help; nil if that doesn't list them.
    static var section: KeySection? {
        place.map { place in
            KeySection(title: place, keys: keys.map { KeySection.Line(names: $0.names, action: $0.title) })
        }
    }
}
