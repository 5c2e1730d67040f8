/// The class of a character, for motions by word.
package enum WordClass: Hashable {
    /// Spaces and newlines.
    case space
    /// Letters, digits, marks, Hangul, `_`.
    case word
    /// Scripts without spaces between words: a change of script is the nearest thing to a border of a word.
    case han, hiragana, katakana
    /// Punctuation, symbols, emoji.
    case other

    /// Classifies a character by its first scalar.
    package init(_ character: Character) {
        guard let first = character.unicodeScalars.first else {
            self = .other
            return
        }
        switch first.value {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0xAC00...0xD7A3: self = .word
        case 0x20, 0x09...0x0D: self = .space
        case 0...0x7F: self = .other
        case 0x3041...0x3096, 0x309D...0x309F: self = .hiragana
        case 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: self = .katakana
        case 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFD: self = .han
        default:
            let properties = first.properties
            self =
                if properties.isWhitespace {
                    .space
                } else if properties.isAlphabetic || properties.numericType != nil || Self.isMark(properties) {
                    .word
                } else {
                    .other
                }
        }
    }

    /// True if a motion by word stops at such characters.
    package var isWord: Bool { self != .space && self != .other }

    private static func isMark(_ properties: Unicode.Scalar.Properties) -> Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}
