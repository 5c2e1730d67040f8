import Foundation

/// The words of a text, in any script.
enum Words {
    /// Returns the words in lower case, in Unicode's form C: runs of letters, marks and numbers, with an apostrophe
    /// between letters and a full stop or comma between digits. Ideographs and kana, which are written without spaces,
    /// are words one by one.
    static func split(_ text: String) -> [String] {
        let scalars = Array(text.precomposedStringWithCanonicalMapping.lowercased().unicodeScalars)
        let kinds = scalars.map(Kind.init)
        var words: [String] = []
        var word = String.UnicodeScalarView()
        // The kind of the word's last letter or number. A mark belongs to the character before it.
        var last = Kind.other
        func end() {
            if !word.isEmpty { words.append(String(word)) }
            word.removeAll(keepingCapacity: true)
            last = .other
        }
        for (index, kind) in kinds.enumerated() {
            let next = index + 1 < kinds.count ? kinds[index + 1] : .other
            switch kind {
            case .single:
                end()
                last = .single
            case .letter, .digit, .number:
                if last == .single { end() }
                last = kind
            case .mark: break
            case .apostrophe where last == .letter && next == .letter: break
            case .point where index > 0 && kinds[index - 1] == .digit && next == .digit: break
            case .apostrophe, .point, .other:
                end()
                continue
            }
            word.append(scalars[index])
        }
        end()
        return words
    }

    private enum Kind {
        case letter, digit, number, mark, single, apostrophe, point, other

        init(_ scalar: Unicode.Scalar) {
            switch scalar {
            case "a"..."z": self = .letter
            case "0"..."9": self = .digit
            case "'", "\u{2019}": self = .apostrophe
            case ".", ",": self = .point
            case "\0"..."\u{7F}": self = .other
            default:
                switch scalar.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
                    self = scalar.isWrittenWithoutSpaces ? .single : .letter
                case .decimalNumber: self = .digit
                case .letterNumber, .otherNumber: self = scalar.isWrittenWithoutSpaces ? .single : .number
                case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
                default: self = .other
                }
            }
        }
    }
}

extension Unicode.Scalar {
    /// True for ideographs and kana.
    fileprivate var isWrittenWithoutSpaces: Bool {
        switch value {
        case 0x3005...0x3007, 0x3040...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D: true
        default: properties.isIdeographic
        }
    }

    /// True for what Python's `str.split` takes for white space; the reference metrics rely on that.
    var separatesWords: Bool {
        switch value {
        case 0x09...0x0D, 0x1C...0x20: true
        case ..<0x80: false
        default: properties.isWhitespace
        }
    }
}
