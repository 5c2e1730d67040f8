/// A press of a key.
package struct Key: Sendable, Hashable {
    /// The key without modifiers.
    package enum Code: Sendable, Hashable {
        /// A character as a person sees one. With Control it is always a lower-case letter or one of `@[\]^_ `.
        case character(Character)
        case enter, tab, backspace, delete, insert, escape
        case up, down, left, right, home, end, pageUp, pageDown
        /// F1 … F24.
        case function(Int)
    }

    /// The modifiers held down. Shift of a character is in the character.
    package struct Modifiers: OptionSet, Sendable, Hashable {
        /// The bits.
        package let rawValue: UInt8
        /// Creates modifiers.
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Shift.
        package static let shift = Modifiers(rawValue: 1)
        /// Alt or Meta.
        package static let alt = Modifiers(rawValue: 2)
        /// Control.
        package static let control = Modifiers(rawValue: 4)
    }

    /// The key without modifiers.
    package var code: Code
    /// The modifiers that were held down.
    package var modifiers: Modifiers

    /// Creates a key.
    package init(_ code: Code, _ modifiers: Modifiers = []) {
        self.code = code
        self.modifiers = modifiers
    }

    /// Creates the key of a character.
    package init(_ character: Character, _ modifiers: Modifiers = []) {
        self.init(.character(character), modifiers)
    }
}

extension Key: CustomStringConvertible {
    /// The key as hints and the help write it: `^R`, `Alt-h`, `Shift-Tab`, `F5`, `→`.
    package var description: String {
        var name =
            switch code {
            case .character(" "): "Space"
            case .character(let character): String(character)
            case .enter: "Enter"
            case .tab: "Tab"
            case .backspace: "Backspace"
            case .delete: "Del"
            case .insert: "Ins"
            case .escape: "Esc"
            case .up: "↑"
            case .down: "↓"
            case .left: "←"
            case .right: "→"
            case .home: "Home"
            case .end: "End"
            case .pageUp: "PgUp"
            case .pageDown: "PgDn"
            case .function(let number): "F\(number)"
            }
        if modifiers.contains(.shift) { name = "Shift-" + name }
        if modifiers.contains(.control) {
            if case .character = code, name != "Space" { name = "^" + name.uppercased() } else { name = "Ctrl-" + name }
        }
        if modifiers.contains(.alt) { name = "Alt-" + name }
        return name
    }
}
