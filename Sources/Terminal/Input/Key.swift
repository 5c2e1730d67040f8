/// A press of a key.
package struct Key: Sendable, Hashable {
    /// Which key.
    package enum Code: Sendable, Hashable {
        /// A character, as a person sees one; with control always a lower-case letter or one of `@[\]^_ `.
        case character(Character)
        case enter, tab, backspace, delete, insert, escape
        case up, down, left, right, home, end, pageUp, pageDown
        /// F1 … F24.
        case function(Int)
    }

    /// Keys held down meanwhile. Shift of a character is in the character.
    package struct Modifiers: OptionSet, Sendable, Hashable {
        /// The bits.
        package let rawValue: UInt8
        /// Modifiers of these bits.
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Shift.
        package static let shift = Modifiers(rawValue: 1)
        /// Alt or Meta.
        package static let alt = Modifiers(rawValue: 2)
        /// Control.
        package static let control = Modifiers(rawValue: 4)
    }

    /// Which key.
    package var code: Code
    /// What was held down.
    package var modifiers: Modifiers

    /// A key, held together with others or alone.
    package init(_ code: Code, _ modifiers: Modifiers = []) {
        self.code = code
        self.modifiers = modifiers
    }

    /// A character's key.
    package init(_ character: Character, _ modifiers: Modifiers = []) {
        self.init(.character(character), modifiers)
    }
}

extension Key: CustomStringConvertible {
    /// As hints and the help write it: `^R`, `Alt-h`, `Shift-Tab`, `F5`, `→`.
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
