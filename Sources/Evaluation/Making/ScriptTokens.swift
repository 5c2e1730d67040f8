/// The tokens by which texts of any script are compared: words where a script parts them, else characters.
enum ScriptTokens {
    /// Returns the tokens in lower case.
    ///
    /// Hangul is taken by syllables: a Korean word carries its particles, so that a changed particle would make another
    /// word. Scripts without blanks are taken by characters too. A text without letters and numbers is its own signs, so
    /// that two equal texts always have equal tokens, and none is without tokens but the empty one.
    static func split(_ text: String) -> [String] {
        var tokens: [String] = []
        for word in Words.split(text) {
            var run = ""
            for character in word {
                if character.unicodeScalars.contains(where: \.standsAlone) {
                    if !run.isEmpty { tokens.append(run) }
                    run = ""
                    tokens.append(String(character))
                } else {
                    run.append(character)
                }
            }
            if !run.isEmpty { tokens.append(run) }
        }
        return tokens.isEmpty ? text.filter { !$0.isWhitespace }.map(String.init) : tokens
    }
}

extension Unicode.Scalar {
    /// True for Hangul, and for scripts of South East Asia that are written without blanks.
    fileprivate var standsAlone: Bool {
        switch value {
        case ..<0x0E00: false
        // Thai and Lao, Myanmar, Hangul's parts, Khmer, Hangul.
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x3130...0x318F, 0xAC00...0xD7FF:
            true
        default: false
        }
    }
}
