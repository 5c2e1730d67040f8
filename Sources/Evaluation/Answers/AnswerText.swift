import Foundation

/// A text as an array of scalars, for quick access before and after a place. Full-width forms become ASCII, the text is
/// composed, and LaTeX is written plainly (``PlainMath``).
struct AnswerText {
    let scalars: [Unicode.Scalar]
    /// True if the text begins with the answer.
    var isAnnounced = false
    /// True if the text is mathematics as a whole, as a box is, so that `5!` is no exclamation.
    var isMath = false

    init(_ text: some StringProtocol) {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(text.utf8.count)
        var isDecomposed = false
        var copy = String(text)
        copy.withUTF8 { bytes in
            var index = 0
            while index < bytes.count {
                let scalar = bytes.scalar(after: &index)
                if scalar.isASCII {
                    scalars.append(scalar)
                } else {
                    isDecomposed = isDecomposed || scalar.isCombining
                    scalars.append(scalar.folded)
                }
            }
        }
        // Some file systems write Hangul decomposed, in jamo.
        if isDecomposed { scalars = text.precomposedStringWithCanonicalMapping.unicodeScalars.map(\.folded) }
        self.scalars = PlainMath.plain(scalars)
    }

    var count: Int { scalars.count }

    /// The scalar at an index, or nil outside.
    subscript(index: Int) -> Unicode.Scalar? { scalars.indices.contains(index) ? scalars[index] : nil }

    /// Returns the word that begins at an index, in lower case.
    func word(at start: Int) -> String {
        var word = String.UnicodeScalarView()
        var index = start
        while let scalar = self[index],
            scalar.isLetter || (scalar.isApostrophe && self[index + 1]?.script == .spaced)
        {
            // Scalar by scalar, so that the word is as long as it is in the text.
            word.append(scalar.isApostrophe ? "'" : scalar.lowercased)
            index += 1
        }
        return String(word)
    }

    /// Returns whether a word that begins in a range is a wanted one.
    func hasWord(in range: Range<Int>, where isWanted: (String) -> Bool) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            guard scalars[index].isLetter, isWordStart(index) else {
                index += 1
                continue
            }
            let word = word(at: index)
            if isWanted(word) { return true }
            index += max(1, word.unicodeScalars.count)
        }
        return false
    }

    /// Returns whether `lowercased` stands at an index. Case doesn't count.
    func has(_ lowercased: [Unicode.Scalar], at start: Int) -> Bool {
        guard start + lowercased.count <= count else { return false }
        for (offset, scalar) in lowercased.enumerated() {
            let own = scalars[start + offset]
            guard own == scalar || own.lowercased == scalar else { return false }
        }
        return true
    }

    /// Returns whether a word can begin at an index: no word goes on across it.
    ///
    /// Hyphens, underscores and apostrophes belong to a word (`non-toxic`, `A's`) unless they stand at its edge (`_Positive_`).
    func isWordStart(_ index: Int) -> Bool {
        guard let first = self[index], first.script != .none, let before = self[index - 1] else { return true }
        if before.script == first.script { return first.script == .dense }
        guard before.isJoiner, let letter = self[index - 2] else { return true }
        return letter.script != .spaced || first.script != .spaced
    }

    /// Returns whether a word ends before an index. What follows a Hangul word is mostly a particle of that word.
    func isWordEnd(_ index: Int) -> Bool {
        guard let last = self[index - 1], last.script == .spaced, let after = self[index] else { return true }
        if after.script == .spaced { return false }
        guard after.isJoiner, let letter = self[index + 1] else { return true }
        return letter.script != .spaced
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Returns the scalar at an index of a string's bytes and moves the index behind it. String's own view takes three
    /// times as long.
    func scalar(after index: inout Int) -> Unicode.Scalar {
        let first = self[index]
        guard first >= 0x80 else {
            index += 1
            return Unicode.Scalar(first)
        }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for offset in 1..<length { value = value << 6 | UInt32(self[index + offset] & 0x3F) }
        index += length
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }
}

extension Unicode.Scalar {
    /// How a script separates words.
    enum Script {
        /// Letters and digits of words between spaces.
        case spaced
        /// Words between spaces with particles behind them.
        case hangul
        /// No spaces between words.
        case dense
        /// No letter or digit.
        case none
    }

    var script: Script {
        if isASCII { return isASCIILetter || isDigit ? .spaced : .none }
        switch value {
        case 0xAC00...0xD7A3, 0x1100...0x11FF, 0x3130...0x318F: return .hangul
        case 0x2E80...0x9FFF, 0xF900...0xFAFF, 0x2_0000...0x3_FFFF, 0x0E00...0x0EFF:
            return properties.isAlphabetic ? .dense : .none
        default: return properties.isAlphabetic || properties.numericType == .decimal ? .spaced : .none
        }
    }

    var isASCIILetter: Bool { "a"..."z" ~= self || "A"..."Z" ~= self }

    /// True for an ASCII digit. Full-width digits have become ASCII before.
    var isDigit: Bool { "0"..."9" ~= self }

    var isLetter: Bool { isASCII ? isASCIILetter : isHangulSyllable || properties.isAlphabetic }

    var isSpace: Bool {
        if isASCII { return self == " " || (0x09...0x0D).contains(value) }
        return !isHangulSyllable && properties.isWhitespace
    }

    /// Fast path: looking up properties of a scalar is slow.
    var isHangulSyllable: Bool { (0xAC00...0xD7A3).contains(value) }

    var isApostrophe: Bool { self == "'" || self == "\u{2019}" }

    var isJoiner: Bool { self == "-" || self == "_" || isApostrophe }

    var isMinus: Bool { self == "-" || self == "\u{2212}" || self == "\u{2013}" }

    /// The lower case, if that is one scalar; else the scalar itself.
    var lowercased: Unicode.Scalar {
        if isASCII { return "A"..."Z" ~= self ? Unicode.Scalar(UInt8(value) | 0x20) : self }
        if isHangulSyllable { return self }
        let mapping = properties.lowercaseMapping.unicodeScalars
        return mapping.count == 1 ? mapping.first ?? self : self
    }

    /// The ASCII scalar that a full-width form stands for; else the scalar itself.
    fileprivate var folded: Unicode.Scalar {
        switch value {
        case 0..<0x3000: self
        case 0x3000: " "
        case 0xFF01...0xFF5E: Unicode.Scalar(UInt8(value - 0xFEE0))
        default: self
        }
    }

    fileprivate var isCombining: Bool { (0x300...0x36F).contains(value) || (0x1100...0x11FF).contains(value) }
}

extension String {
    /// The text without white space at both ends, cut between scalars.
    var trimmingSpaces: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isSpace }),
            let last = scalars.lastIndex(where: { !$0.isSpace })
        else { return "" }
        return String(scalars[first...last])
    }
}
