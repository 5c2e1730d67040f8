import Terminal

/// A key of a layer or several, and what they do there. The last line, the help, `lathe keys` and the reference are made of these.
struct LayerKey<Command: Hashable & Sendable>: Sendable, Hashable {
    var keys: [Key]
    /// Nil for what isn't one key, such as typing.
    var command: Command?
    /// As the help writes them.
    var names: String
    /// In a few words, for the help.
    var title: String
    /// In a word or three, for the last line; nil if it isn't shown there.
    var hint: String?
    /// As the last line writes it.
    var hintName: String

    /// Keys that do something; `names` says it in short where there are many of them, `hintName` where the hint is for two rows.
    init(
        _ keys: [Key], _ command: Command, _ title: String, hint: String? = nil, names: String? = nil,
        hintName: String? = nil
    ) {
        self.keys = keys
        self.command = command
        self.names = names ?? keys.map(\.description).joined(separator: " ")
        self.title = title
        self.hint = hint
        self.hintName = hintName ?? names ?? keys.first?.description ?? ""
    }

    /// What every list does: typing, or going up and down.
    init(_ names: String, _ title: String, hint: String? = nil) {
        keys = []
        self.names = names
        self.title = title
        self.hint = hint
        hintName = names.split(separator: " ").first.map(String.init) ?? names
    }

    /// Returns whether a key is one of these. What isn't a character is the same with Shift, Alt and Ctrl, unless the
    /// table has that too.
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

/// A key and what it does, for the last line.
struct Hint: Sendable, Hashable {
    var key: String
    var text: String
}

extension Key {
    static func alt(_ character: Character) -> Key { Key(character, .alt) }
    static func control(_ character: Character) -> Key { Key(character, .control) }
}
