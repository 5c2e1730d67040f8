/// Decides where a line may break, by the first scalars of clusters: a small part of UAX #14.
struct LineBreaking {
    /// The effect of a cluster on line breaks.
    enum Role {
        /// A breaking space or a tab: a line may end after it.
        case space
        /// A character that must not start a line, like 。 or ）.
        case closing
        /// A character that must not end a line, like 「 or (.
        case opening
        /// Any other character.
        case plain
    }

    let role: Role
    /// True if lines may break on both sides (ideographs, kana, wide symbols, emoji). Else the cluster is a part of a
    /// word (letters, digits, Hangul), which is kept whole if it fits a line.
    let isIdeographic: Bool

    /// Judges a cluster by its first scalar and its width.
    init(first: Unicode.Scalar, width: Int) {
        switch first.value {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0xAC00...0xD7A3:
            role = .plain
            isIdeographic = false
        default:
            role = Self.role(of: first.value)
            isIdeographic = Self.isIdeographic(first.value, width: width)
        }
    }

    /// Returns whether a line may break between two neighbours.
    static func isAllowed(between before: LineBreaking, and after: LineBreaking) -> Bool {
        if after.role == .space { return false }
        if before.role == .space { return true }
        if before.role == .opening || after.role == .closing { return false }
        return before.isIdeographic || after.isIdeographic
    }

    private static func isIdeographic(_ scalar: UInt32, width: Int) -> Bool {
        switch scalar {
        // Jamo: parts of Hangul words, although they are wide.
        case 0x1100...0x11FF, 0x3131...0x318E, 0xA960...0xA97C, 0xD7B0...0xD7FB: false
        // Halfwidth kana, although they are narrow.
        case 0xFF61...0xFF9F: true
        default: width == 2
        }
    }

    private static func role(of scalar: UInt32) -> Role {
        switch scalar {
        case 0x20, 0x09, 0x1680, 0x2000...0x2006, 0x2008...0x200A, 0x205F, 0x3000: .space
        case 0x28, 0x5B, 0x7B, 0x2018, 0x201C, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0x3018, 0x301A,
            0x301D, 0xFF08, 0xFF3B, 0xFF5B, 0xFF5F, 0xFF62:
            .opening
        case 0x21, 0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F, 0x5D, 0x7D, 0x2019, 0x201D, 0x2026: .closing
        case 0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0x3019, 0x301B, 0x301E, 0x301F,
            0xFF01, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D, 0xFF60, 0xFF61, 0xFF63, 0xFF64:
            .closing
        // Small kana, the long-vowel mark and iteration marks count as closing, as in JIS X 4051.
        case 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087, 0x308E, 0x3095, 0x3096,
            0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3, 0x30E5, 0x30E7, 0x30EE, 0x30F5, 0x30F6,
            0x3005, 0x303B, 0x309D, 0x309E, 0x30FB, 0x30FC, 0x30FD, 0x30FE, 0xFF65, 0xFF67...0xFF70:
            .closing
        default: .plain
        }
    }
}
