import Terminal

/// One or more keys of a layer, with their command. The last line, the help, `lathe keys` and the reference are made of
/// these.
struct LayerKey<Command: Hashable & Sendable>: Sendable, Hashable {
    var keys: [Key]
    /// The command; nil for something that isn't one key, such as typing.
    var command: Command?
    /// The keys as the help writes them.
    var names: String
    /// A few words for the help.
    var title: String
    /// One to three words for the last line; nil if it isn't shown there.
    var hint: String?
    /// The keys as the last line writes them.
    var hintName: String
    /// Whether each of the keys does something else, as digits do.
    var isOneByOne = false

    /// Creates keys with a command. `names` is a short form for many keys; `hintName` is for a hint that covers two
    /// rows of the table.
    init(
        _ keys: [Key], _ command: Command, _ title: String, hint: String? = nil, names: String? = nil,
        hintName: String? = nil
    ) {
        self.keys = keys
        self.command = command
        self.names = names ?? keys.map(\.description).joined(separator: " ")
        isOneByOne = names != nil
        self.title = title
        self.hint = hint
        self.hintName = hintName ?? names ?? keys.first?.description ?? ""
    }

    /// Creates a row for the help only, for what every list does: typing, or going up and down.
    init(_ names: String, _ title: String, hint: String? = nil) {
        keys = []
        self.names = names
        self.title = title
        self.hint = hint
        hintName = names.split(separator: " ").first.map(String.init) ?? names
    }

    /// Returns whether a key is one of these. A key that isn't a character also fits with Shift, Alt and Ctrl, unless
    /// the table has that by itself.
    func fits(_ key: Key) -> Bool {
        keys.contains { own in
            guard own.code == key.code else { return false }
            if own.modifiers == key.modifiers { return true }
            guard own.modifiers.isEmpty else { return false }
            return switch own.code {
            case .escape, .enter, .tab, .pageUp, .pageDown, .home, .end: true
            default: false
            }
        }
    }
}

/// A key with its meaning, for the last line.
struct Hint: Sendable, Hashable {
    var key: String
    var text: String
}

extension Key {
    static func alt(_ character: Character) -> Key { Key(character, .alt) }
    static func control(_ character: Character) -> Key { Key(character, .control) }
}
