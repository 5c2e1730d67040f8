/// Finds scalars that are shown as they are, whatever stands beside them, in the most common scripts.
///
/// This is only a fast path: `harmless` decides about all other scalars, and a test compares the two.
enum QuietScalars {
    /// The effect of a scalar on the clusters around it.
    enum Kind {
        /// It begins a cluster, and is shown as it is.
        case base
        /// It is shown as it is behind a base, unless there are many.
        case follower
        /// An initial of conjoining Hangul: a base that joins other initials.
        case initial
        /// It is shown as it is, but no mark can stand on it.
        case tab
        /// It must be looked at together with its cluster.
        case other
    }

    /// The number of followers of a base that pass; more must be looked at.
    static let mostFollowers = 7

    /// Returns the kind of a scalar.
    @inline(__always)
    static func kind(of value: UInt32) -> Kind {
        switch value {
        case 0x20...0x7E, 0xAC00...0xD7A3, 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x3041...0x3096, 0x309B...0x30FF: .base
        case 0x09: .tab
        case 0xA0...0xAC, 0xAE...0x2FF, 0x400...0x481, 0x2010...0x2027, 0x2500...0x259F: .base
        case 0x3001...0x3029, 0xFF01...0xFF60: .base
        default: kindOfRarer(value)
        }
    }

    private static func kindOfRarer(_ value: UInt32) -> Kind {
        switch value {
        // Combining diacritics, except the grapheme joiner U+034F.
        case 0x300...0x34E, 0x350...0x36F: .follower
        // Greek, Cyrillic, Armenian, Latin for Vietnamese.
        case 0x388...0x38A, 0x38E...0x3A1, 0x3A3...0x3FF, 0x48A...0x52F, 0x531...0x556, 0x561...0x586: .base
        case 0x1E00...0x1EFF: .base
        // Hebrew and Arabic.
        case 0x5D0...0x5EA, 0x60C, 0x61B, 0x61F...0x64A, 0x660...0x66F, 0x671...0x6D3, 0x6F0...0x6F9: .base
        case 0x5B0...0x5BD, 0x5C1...0x5C2, 0x64B...0x65F, 0x670: .follower
        // Devanagari without the virama, which joins letters; Thai.
        case 0x904...0x939, 0x964...0x96F, 0xE01...0xE30, 0xE32, 0xE40...0xE46, 0xE50...0xE59: .base
        case 0x901...0x903, 0x93E...0x94C, 0xE31, 0xE33...0xE3A, 0xE47...0xE4E: .follower
        // Conjoining Hangul without the fillers; compatibility jamo.
        case 0x1100...0x115E: .initial
        case 0x1161...0x11FF: .follower
        case 0x3131...0x3163, 0x3165...0x318E: .base
        // Symbols.
        case 0x2030...0x205E, 0x20A0...0x20C0, 0x2100...0x218B, 0x2190...0x23FF, 0x2460...0x24FF, 0x25A0...0x2767,
            0x2776...0x27BF:
            .base
        case 0x1F300...0x1F3FA, 0x1F400...0x1F64F, 0x1F680...0x1F6C5, 0x1F900...0x1F9FF, 0x1F1E6...0x1F1FF:
            .base
        case 0x1F3FB...0x1F3FF: .follower
        default: .other
        }
    }
}
