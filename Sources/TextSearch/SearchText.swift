import Foundation

/// Prepares texts for the full-text index, and queries for searching it.
///
/// SQLite's tokeniser finds words between spaces. Korean, Chinese and Japanese often have none: 서울 stands in 서울에서. So a
/// run of such letters is indexed as overlapping pairs and its last letter (서울 울에 에서 서), and a query of such letters is
/// the phrase of its pairs. So words are found anywhere, and a single letter as the beginning of a pair.
///
/// Letters of another width or shape become the usual ones (ＡＢＣ ｶﾞ ﬁ ① are ABC ガ fi 1), in texts and in queries.
package enum SearchText {
    /// Returns the words that the index gets for a text. Entries are deleted from the index with the words that made
    /// them, so this function may only change together with the schema's version, which then makes the index anew.
    package static func indexed(_ text: String) -> String {
        text.isPlainASCII ? text : indexed(folded: folded(text))
    }

    /// Returns whether version 1 of the index has other words for the text, because it kept letters of another width.
    package static func isIndexedOtherwise(_ text: String) -> Bool {
        !text.unicodeScalars.allSatisfy(isUsual) && indexedWithWidths(text) != indexed(text)
    }

    /// Returns the words that version 1 of the index has for a text.
    package static func indexedWithWidths(_ text: String) -> String {
        text.isPlainASCII ? text : indexed(folded: text.precomposedStringWithCanonicalMapping)
    }

    /// Returns the terms of a text for ranking, where a question and a passage share some words but seldom all of them: the same
    /// words, but of a run of letters that have no spaces between them only the pairs. So a word counts whatever follows it: 환불은 and
    /// 환불이 share 환불.
    package static func ranked(_ text: String) -> String {
        if text.isPlainASCII { return text }
        var result = ""
        for piece in pieces(of: folded(text)) {
            if piece.isPaired {
                let isSingle = piece.scalars.count == 1
                result += " " + pairs(piece.scalars, withLast: isSingle).joined(separator: " ") + " "
            } else {
                result.unicodeScalars.append(contentsOf: piece.scalars.lazy.map { $0 == "\0" ? " " : $0 })
            }
        }
        return result
    }

    private static func indexed(folded text: String) -> String {
        var result = ""
        for piece in pieces(of: text) {
            if piece.isPaired {
                result += " " + pairs(piece.scalars, withLast: true).joined(separator: " ") + " "
            } else {
                result.unicodeScalars.append(contentsOf: piece.scalars.lazy.map { $0 == "\0" ? " " : $0 })
            }
        }
        return result
    }

    /// Returns a text in Unicode's form NFKC, except for single letters of Hangul. NFKC would join them to syllables
    /// (ㅋㅋㅜㅜ to ㅋ쿠ㅜ), in which they couldn't be found.
    package static func folded(_ text: String) -> String {
        if text.unicodeScalars.allSatisfy(isUsual) { return text }
        guard text.unicodeScalars.contains(where: isSingleLetter) else {
            return composed(text)
        }
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while !rest.isEmpty {
            let letters = rest.prefix(while: isSingleLetter)
            result.append(contentsOf: letters)
            let others = rest.dropFirst(letters.count).prefix { !isSingleLetter($0) }
            result.append(contentsOf: composed(String(others)).unicodeScalars)
            rest = rest[others.endIndex...]
        }
        return String(result)
    }

    /// Composes a text. Foundation leaves characters that it takes apart (ｶﾞ) in several pieces, so they are joined
    /// again.
    private static func composed(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
    }

    /// Returns whether a scalar is its own form in NFC and NFKC, whatever stands beside it: Latin, Greek and Cyrillic
    /// letters, kana, Han and syllables of Hangul. That holds for nearly all letters of nearly all texts.
    private static func isUsual(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0xA0, 0xC0...0x131, 0x391...0x3A1, 0x3B1...0x3C9, 0x410...0x44F, 0x2018...0x201D, 0x3001...0x3002,
            0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x4E00...0x9FFF, 0xAC00...0xD7A3:
            true
        default: false
        }
    }

    private static func isSingleLetter(_ scalar: Unicode.Scalar) -> Bool {
        0x3131...0x318E ~= scalar.value || 0xFFA0...0xFFDC ~= scalar.value
    }

    /// A word of a query: it stands between spaces or in quotes. `*` after a word finds all words that begin with it.
    package struct Word: Hashable {
        /// The word, folded.
        package var text: String
        /// True if words that only begin with it are found too.
        package var isBeginning: Bool
    }

    /// Returns the words of a query.
    package static func words(of query: String) -> [Word] {
        var words: [Word] = []
        var current = ""
        var isQuoted = false
        func close() {
            let isBeginning = !isQuoted && current.hasSuffix("*")
            while !isQuoted, current.hasSuffix("*") { current.removeLast() }
            current = folded(current)
            if current.unicodeScalars.contains(where: isFound) {
                words.append(Word(text: current, isBeginning: isBeginning))
            }
            current = ""
        }
        for character in query {
            if character == "\"" {
                close()
                isQuoted.toggle()
            } else if character.isWhitespace, !isQuoted {
                close()
            } else {
                current.append(character)
            }
        }
        close()
        return words
    }

    /// Returns FTS5's expression for a query; nil if the query has no word.
    package static func expression(_ query: String) -> String? {
        let words = words(of: query)
        return words.isEmpty ? nil : words.map(expression).joined(separator: " AND ")
    }

    private static func expression(_ word: Word) -> String {
        let pieces = pieces(of: word.text).filter { $0.scalars.contains(where: isFound) }
        var phrase: [String] = []
        var isBeginning = word.isBeginning
        for (index, piece) in pieces.enumerated() {
            let isLast = index == pieces.count - 1
            if piece.isPaired {
                phrase += pairs(piece.scalars, withLast: !isLast || piece.scalars.count == 1)
                // A pair needs no star. A single letter always needs one: it may be the first of a pair.
                if isLast { isBeginning = piece.scalars.count == 1 }
            } else {
                var text = ""
                text.unicodeScalars.append(contentsOf: piece.scalars)
                phrase.append(text.replacing("\"", with: " ").replacing("\0", with: " "))
            }
        }
        return "\"\(phrase.joined(separator: " "))\"" + (isBeginning ? "*" : "")
    }

    /// A stretch of letters that are all indexed in pairs, or all not.
    private struct Piece {
        var isPaired: Bool
        var scalars: [Unicode.Scalar]
    }

    /// Returns the pieces of a text that ``folded(_:)`` returned.
    private static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        for scalar in text.unicodeScalars {
            let isPaired = isPaired(scalar)
            if pieces.last?.isPaired == isPaired {
                pieces[pieces.count - 1].scalars.append(scalar)
            } else {
                pieces.append(Piece(isPaired: isPaired, scalars: [scalar]))
            }
        }
        return pieces
    }

    private static func pairs(_ scalars: [Unicode.Scalar], withLast: Bool) -> [String] {
        var pairs = zip(scalars, scalars.dropFirst()).map { "\($0)\($1)" }
        if withLast, let last = scalars.last { pairs.append("\(last)") }
        return pairs
    }

    /// Returns whether a scalar is Hangul, Han, kana or bopomofo.
    private static func isPaired(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x1100: false
        case 0x1100...0x11FF, 0x2E80...0x2FD5, 0x3005...0x3007, 0x3021...0x3029, 0x3031...0x3035, 0x3041...0x3096,
            0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x3105...0x312F, 0x3131...0x318E, 0x31A0...0x31BF,
            0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xD7B0...0xD7FB,
            0xF900...0xFAD9, 0xFF66...0xFFDC, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    /// Returns whether the index keeps a scalar: a letter or a digit.
    private static func isFound(_ scalar: Unicode.Scalar) -> Bool {
        if isPaired(scalar) { return true }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .privateUse:
            return true
        default: return false
        }
    }
}

extension String {
    fileprivate var isPlainASCII: Bool { utf8.allSatisfy { $0 < 0x80 && $0 != 0 } }
}
