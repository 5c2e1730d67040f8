/// A CSI sequence: numbers and a letter that say which key was pressed.
struct ControlSequence {
    enum Meaning {
        case key(Key)
        case mouse(MouseEvent)
        case pasteStart
    }

    /// A `<`, `=`, `>` or `?` before the numbers; the sequence is then no key, but a mouse event or an answer.
    private let marker: UInt8?
    /// The numbers between semicolons, each with the numbers after its colons.
    private let fields: [[Int]]
    private let final: UInt8

    init(_ parameters: ArraySlice<UInt8>, final: UInt8) {
        marker = parameters.first.flatMap { (0x3C...0x3F).contains($0) ? $0 : nil }
        fields = parameters.dropFirst(marker == nil ? 0 : 1)
            .split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            .map { field in
                field.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
                    .map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
            }
        self.final = final
    }

    /// The meaning; nil for answers, releases of keys and unknown sequences.
    var meaning: Meaning? {
        if marker == UInt8(ascii: "<") { return mouse }
        guard marker == nil else { return nil }
        // kitty and others report a key's release as event 3.
        if number(1, 1) == 3, final != UInt8(ascii: "$") { return nil }
        switch final {
        case UInt8(ascii: "~"): return tilde
        case UInt8(ascii: "u"):
            return Self.character(number(0), shifted: number(0, 1), modifiers(at: 1)).map(Meaning.key)
        case UInt8(ascii: "Z"): return .key(Key(.tab, modifiers(at: 1).union(.shift)))
        case UInt8(ascii: "$"): return Self.code(ofNumber: number(0)).map { .key(Key($0, .shift)) }
        case UInt8(ascii: "^"): return Self.code(ofNumber: number(0)).map { .key(Key($0, .control)) }
        case UInt8(ascii: "@"): return Self.code(ofNumber: number(0)).map { .key(Key($0, [.control, .shift])) }
        case UInt8(ascii: "a")...UInt8(ascii: "d") where fields.allSatisfy({ $0 == [0] }):
            return Self.code(ofLetter: final - 0x20).map { .key(Key($0, .shift)) }
        default: return Self.code(ofLetter: final).map { .key(Key($0, modifiers(at: 1, or: 0))) }
        }
    }

    /// Returns xterm's modifiers in a field: one more than the sum of 1 for Shift, 2 for Alt, 4 for Control, 8 for
    /// Meta.
    ///
    /// - Parameters:
    ///   - index: The field.
    ///   - second: Another field, for the case that `index` has no modifiers: some terminals leave out the 1 before
    ///     them.
    /// - Returns: The keys that were held down.
    func modifiers(at index: Int, or second: Int? = nil) -> Key.Modifiers {
        var bits = max(0, number(index) - 1)
        if bits == 0, let second { bits = max(0, number(second) - 1) }
        var modifiers = Key.Modifiers(rawValue: UInt8(bits & 7))
        // Meta; in kitty's protocol it is another bit, and this one is Super.
        if bits & 0x28 != 0 { modifiers.insert(.alt) }
        return modifiers
    }

    private func number(_ index: Int, _ part: Int = 0) -> Int {
        fields.indices.contains(index) && fields[index].indices.contains(part) ? fields[index][part] : 0
    }

    private var tilde: Meaning? {
        switch number(0) {
        case 200: .pasteStart
        case 27: Self.character(number(2), shifted: 0, modifiers(at: 1)).map(Meaning.key)
        case let number: Self.code(ofNumber: number).map { .key(Key($0, modifiers(at: 1))) }
        }
    }

    /// SGR's mouse event: button and modifiers, column, row; `m` for a release.
    private var mouse: Meaning? {
        guard fields.count == 3 else { return nil }
        let isRelease = final == UInt8(ascii: "m")
        guard isRelease || final == UInt8(ascii: "M") else { return nil }
        return MouseEvent(button: number(0), isRelease: isRelease, column: number(1), row: number(2)).map(Meaning.mouse)
    }

    static func code(ofLetter letter: UInt8) -> Key.Code? {
        switch letter {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(letter) - 0x4F)
        default: nil
        }
    }

    static func code(ofNumber number: Int) -> Key.Code? {
        switch number {
        case 1, 7: .home
        case 2: .insert
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        case 11...15: .function(number - 10)
        case 17...21: .function(number - 11)
        case 23...26: .function(number - 12)
        case 28, 29: .function(number - 13)
        case 31...34: .function(number - 14)
        default: nil
        }
    }

    /// Returns the key of a character's number, as CSI u and xterm's modifyOtherKeys send it.
    private static func character(_ number: Int, shifted: Int, _ modifiers: Key.Modifiers) -> Key? {
        if let code = keyboardCode(number) { return Key(code, modifiers) }
        guard number >= 0x20, !(0x7F..<0xA0).contains(number), !(0xE000..<0xF900).contains(number),
            let scalar = UInt32(exactly: number).flatMap(Unicode.Scalar.init)
        else { return nil }
        var character = Character(scalar)
        var modifiers = modifiers
        if modifiers.contains(.control) {
            // In other encodings Control makes this of a slash.
            if character == "/" { character = "_" }
            let lower = character.lowercased()
            return Key(lower.count == 1 ? Character(lower) : character, modifiers)
        }
        if modifiers.contains(.shift) {
            modifiers.remove(.shift)
            if let scalar = UInt32(exactly: shifted).flatMap(Unicode.Scalar.init), shifted >= 0x20 {
                character = Character(scalar)
            } else {
                let upper = character.uppercased()
                if upper.count == 1 { character = Character(upper) }
            }
        }
        return Key(character, modifiers)
    }

    /// Returns a key that sends no text, by its number; the high numbers are kitty's.
    private static func keyboardCode(_ number: Int) -> Key.Code? {
        switch number {
        case 9: .tab
        case 13, 57414: .enter
        case 27: .escape
        case 8, 127: .backspace
        case 57376...57387: .function(number - 57363)
        case 57399...57408: .character(Character(Unicode.Scalar(UInt8(number - 57399 + 0x30))))
        case 57409: .character(".")
        case 57410: .character("/")
        case 57411: .character("*")
        case 57412: .character("-")
        case 57413: .character("+")
        case 57415: .character("=")
        case 57417: .left
        case 57418: .right
        case 57419: .up
        case 57420: .down
        case 57421: .pageUp
        case 57422: .pageDown
        case 57423: .home
        case 57424: .end
        case 57425: .insert
        case 57426: .delete
        default: nil
        }
    }
}

extension MouseEvent {
    /// Reads a report from its numbers; nil for other buttons than the left one and the wheel.
    ///
    /// - Parameters:
    ///   - button: 0 is the left button, 64 and 65 are the wheel. 32 is added if the mouse moved; 4, 8 and 16 are added
    ///     for modifiers.
    ///   - isRelease: True if the button was released.
    ///   - column: The column, from 1.
    ///   - row: The row, from 1.
    init?(button: Int, isRelease: Bool, column: Int, row: Int) {
        guard column >= 1, row >= 1 else { return nil }
        let action: Action
        switch button & ~0x1C {
        case 0: action = isRelease ? .release : .press
        case 32: action = isRelease ? .release : .drag
        case 64: action = .scrollUp
        case 65: action = .scrollDown
        default: return nil
        }
        self.init(action, at: Position(column: column - 1, row: row - 1))
    }

    /// Reads the report of old terminals: three bytes, each 32 more than the number.
    init?(oldReport bytes: ArraySlice<UInt8>) {
        let numbers = bytes.map { Int($0) - 32 }
        guard numbers.count == 3 else { return nil }
        // A release doesn't say which button it is.
        let isRelease = numbers[0] & 3 == 3 && numbers[0] & 0x40 == 0
        self.init(
            button: isRelease ? 0 : numbers[0], isRelease: isRelease, column: numbers[1], row: numbers[2])
    }
}
