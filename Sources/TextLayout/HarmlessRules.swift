/// Decides by Unicode properties which scalars may reach a terminal.
enum HarmlessRules {
    /// Returns whether a scalar may be printed between its neighbours in the cluster.
    static func isHarmless(_ scalar: Unicode.Scalar, before: Unicode.Scalar?, after: Unicode.Scalar?) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: return true
        case 0..<0x20, 0x7F..<0xA0: return false
        case 0x200D: return joinsEmoji(before, after) || joinsLetters(before)
        case 0x200C: return joinsLetters(before)
        case 0xFE0E, 0xFE0F: return before.map { $0.properties.isEmoji } ?? false
        case 0xFE00...0xFE02, 0xE0100...0xE01EF: return before.map { $0.properties.isIdeographic } ?? false
        case 0x180B...0x180D, 0x180F: return before.map { (0x1820...0x18AA).contains($0.value) } ?? false
        // Signs that are drawn, although they have the category of format characters: Arabic, Syriac and Kaithi
        // numbers.
        case 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD: return true
        default: break
        }
        if scalar.properties.isDefaultIgnorableCodePoint { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
        default: return true
        }
    }

    /// Returns whether the scalar is a mark, which is drawn on its base.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x300 { return false }
        // For Unicode, variation selectors are marks, but nothing is drawn for them.
        if scalar.properties.isVariationSelector { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return true
        default: return false
        }
    }

    /// Returns whether the cluster is the flag of England, Scotland or Wales, the only ones with tags that are
    /// recommended for interchange (UTS #51, ED-14a). All other tags can hide a text.
    static func isTaggedFlag(_ cluster: [Unicode.Scalar]) -> Bool {
        guard cluster.first?.value == 0x1F3F4, cluster.last?.value == 0xE007F else { return false }
        let tags = cluster.dropFirst().dropLast().map { $0.value &- 0xE0000 }
        return ["gbeng", "gbsct", "gbwls"].contains { $0.unicodeScalars.map(\.value) == tags }
    }

    /// Returns whether a zero-width joiner between two scalars makes one emoji of them.
    private static func joinsEmoji(_ before: Unicode.Scalar?, _ after: Unicode.Scalar?) -> Bool {
        guard let before, let after, after.value > 0xA8 else { return false }
        return after.properties.isEmoji && before.value > 0xA8
            && (before.properties.isEmoji || before.value == 0xFE0F)
    }

    /// Returns whether a joiner or non-joiner after a scalar has an effect: it shapes letters of Arabic, Syriac, Indic
    /// scripts, Tibetan, Myanmar, Khmer and Mongolian (Unicode Standard, 23.2).
    private static func joinsLetters(_ before: Unicode.Scalar?) -> Bool {
        guard let before else { return false }
        switch before.value {
        case 0x620...0x8FF, 0x900...0xDFF, 0xF00...0xFFF, 0x1000...0x109F, 0x1780...0x17D3, 0x1820...0x18AA:
            return before.properties.isAlphabetic || isMark(before)
        default: return false
        }
    }
}
