import Terminal
import Testing

extension Key {
    private static let codes: [String: Code] = [
        "Enter": .enter, "Tab": .tab, "Backspace": .backspace, "Del": .delete, "Ins": .insert, "Esc": .escape,
        "Up": .up, "Down": .down, "Left": .left, "Right": .right, "Home": .home, "End": .end, "PgUp": .pageUp,
        "PgDn": .pageDown, "Space": .character(" "),
    ]

    /// The keys of a text like `Tab F5 a ^S Alt-n Shift-Left Down*3`.
    static func all(_ text: String) -> [Key] {
        text.split(separator: " ").flatMap { word -> [Key] in
            let parts = word.split(separator: "*")
            if parts.count == 2, let count = Int(parts[1]) {
                return Array(repeating: key(String(parts[0])), count: count)
            }
            return [key(String(word))]
        }
    }

    private static func key(_ word: String) -> Key {
        var rest = word[...]
        var modifiers = Modifiers()
        for (prefix, modifier) in [("Ctrl-", Modifiers.control), ("Alt-", .alt), ("Shift-", .shift)]
        where rest.hasPrefix(prefix) {
            rest = rest.dropFirst(prefix.count)
            modifiers.insert(modifier)
        }
        if rest.count == 2, rest.first == "^" {
            return Key(Character(rest.dropFirst().lowercased()), modifiers.union(.control))
        }
        if let code = codes[String(rest)] { return Key(code, modifiers) }
        if rest.first == "F", let number = Int(rest.dropFirst()) { return Key(.function(number), modifiers) }
        if rest.count == 1, let character = rest.first { return Key(character, modifiers) }
        Issue.record("There is no key called \(word).")
        return Key(.escape)
    }
}
