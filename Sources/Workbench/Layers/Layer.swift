import Terminal

/// A screen over the panes, which gets the keys first: its drawing, its keys, and what they do.
///
/// A layer sees the screen only through its ``Context``, and asks for everything else by a ``Request``.
protocol Layer: Sendable {
    /// What its keys can do.
    associatedtype Command: Hashable, Sendable

    /// The heading of its keys in the help; nil if the help doesn't list them.
    static var place: String? { get }
    /// Its keys, in the order of the help and the last line. The first that fits is taken.
    static var keys: [LayerKey<Command>] { get }

    /// Returns the word for a command in the last line; nil leaves the command out.
    func hint(of command: Command, _ standard: String?, _ context: any Context) -> String?
    /// Returns why a command is off now; nil if it is on.
    func reason(against command: Command, _ context: any Context) -> String?
    /// Performs a command.
    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request]
    /// Takes an event; nil passes a key on to the panes.
    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]?
    /// Returns the hints about the keys that work here, the most special first.
    func hints(_ context: any Context) -> [Hint]
    /// Says why a command is off.
    mutating func tell(_ reason: String) -> [Request]
    /// Draws the layer and returns the cursor's cell.
    func draw(on canvas: inout Canvas, _ context: any Context) -> Position?
}

/// An event for a layer.
enum LayerEvent: Sendable {
    case key(Key)
    case paste(String)
    /// The wheel was turned by this many rows; a positive number is down.
    case wheel(Int)
    /// The screen has another size.
    case resized
    /// A message from outside of the screen.
    case message(Message)
    /// The question above it was answered and is closed.
    case answer(String)
    /// The layer above it is closed; its cursor was on the row with this id.
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

    /// Returns the command of a key; nil if the table doesn't have it.
    static func command(of key: Key) -> Command? { keys.first { $0.fits(key) }?.command }

    /// Returns the reason why a key can do nothing now; nil if it can.
    func reason(against key: Key, _ context: any Context) -> String? {
        Self.command(of: key).flatMap { reason(against: $0, context) }
    }

    /// Performs the command of a key, or says why it is off; nil if the table doesn't have the key.
    mutating func press(_ key: Key, _ context: any Context) -> [Request]? {
        guard let command = Self.command(of: key) else { return nil }
        if let reason = reason(against: command, context) { return tell(reason) }
        return perform(command, key, context)
    }

    /// Its keys for the help; nil if the help doesn't list them.
    static var section: KeySection? {
        place.map { place in
            KeySection(title: place, keys: keys.map { KeySection.Line(names: $0.names, action: $0.title) })
        }
    }
}
