// The number of columns that text takes on a terminal. All width rules are in this file; the tables are generated.
//
// The width of a cluster is the sum of its scalars' widths, at most 2. That is the result of wcwidth(3) and of most
// terminals, with these exceptions:
// - VS16 makes the narrow emoji of emoji-variation-sequences.txt wide, also in keycaps (UTS #51, 1.4.3); VS15 doesn't
//   make a wide one narrow, because East Asian Width ignores it (UAX #11, 4.2, "Variation Sequences").
// - ZWJ sequences, skin tones and flags are one picture of width 2 (UTS #51, 2.2 to 2.4); terminals that don't join
//   them are why 2 is a limit here and not a sum.
// - A spacing mark adds 1 to a base, as in कि (wcwidth's specification), and takes 1 alone as well, so that joining two
//   texts never makes them wider.
// - The vowels and finals of conjoining Hangul are 0 after their initial, which is 2: a syllable is 2.
// - Ambiguous characters are 1, as they are outside of legacy East Asian encodings (UAX #11, 5).
// - Controls are 0: they never reach the screen (see `harmless`), and a tab's width is the layout's affair.

extension Character {
    /// The number of columns that the cluster takes on a terminal: 0, 1 or 2.
    ///
    /// Controls, tabs, newlines and single marks that take no space are 0.
    package var displayWidth: Int {
        let scalars = unicodeScalars
        let first = scalars[scalars.startIndex]
        var width = DisplayWidth.ofScalar(first)
        var previous = first
        for scalar in scalars.dropFirst() {
            if scalar.value == 0xFE0F {
                if DisplayWidth.isWideAfterVS16(previous) { return 2 }
            } else if width < 2 {
                width += DisplayWidth.ofScalar(scalar)
            }
            previous = scalar
        }
        return min(width, 2)
    }
}

extension StringProtocol {
    /// The number of columns that the text takes on a terminal: the sum over its clusters. Controls, tabs and newlines
    /// take 0.
    package var displayWidth: Int {
        if let width = DisplayWidth.ofASCII(self) { return width }
        var width = 0
        var clusters = Clusters(Substring(self))
        while let cluster = clusters.next() { width += cluster.width }
        return width
    }
}

/// The rules for single scalars.
enum DisplayWidth {
    /// Returns the width of a scalar that stands alone: 0, 1 or 2.
    static func ofScalar(_ scalar: Unicode.Scalar) -> Int {
        if let width = ofPlainScalar(scalar) { return width }
        let value = scalar.value
        if value < 0xA0 { return 0 }
        if isMember(value, of: WidthTables.zero) { return 0 }
        return isMember(value, of: WidthTables.wide) ? 2 : 1
    }

    /// Returns the width of a scalar that is a cluster by itself whenever the next scalar is plain too; nil for all
    /// others.
    ///
    /// Most text consists of such scalars, and it needs no segmentation: none of them extends, joins or precedes
    /// another (UAX #29, rule GB999).
    @inline(__always)
    static func ofPlainScalar(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar.value {
        case 0x20...0x7E: 1
        case 0xAC00...0xD7A3, 0x4E00...0x9FFF, 0x3400...0x4DBF: 2
        case 0x3041...0x3096, 0x309B...0x30FF, 0x3001...0x3029, 0xFF01...0xFF60: 2
        // For segmentation the soft hyphen (U+00AD) is a control. © and ® are plain; they become pictures only before
        // VS16.
        case 0xA0...0xAC, 0xAE...0x2FF, 0x400...0x481, 0x2010...0x2027, 0x2500...0x259F: 1
        case 0x370...0x1EFF: ofPlainLetter(scalar.value)
        default: nil
        }
    }

    /// Returns the width of such a scalar for letters of Greek, Cyrillic, Armenian, Hebrew, Arabic, Devanagari, Thai
    /// and Vietnamese.
    private static func ofPlainLetter(_ value: UInt32) -> Int? {
        switch value {
        case 0x388...0x38A, 0x38E...0x3A1, 0x3A3...0x3FF, 0x48A...0x52F, 0x531...0x556, 0x561...0x586: 1
        case 0x5D0...0x5EA, 0x60C, 0x61B, 0x61F...0x64A, 0x660...0x66F, 0x671...0x6D3, 0x6F0...0x6F9: 1
        case 0x904...0x939, 0x964...0x96F, 0xE01...0xE30, 0xE32, 0xE40...0xE46, 0xE50...0xE59, 0x1E00...0x1EFF: 1
        default: nil
        }
    }

    /// Returns whether U+FE0F after the scalar makes a narrow character wide.
    static func isWideAfterVS16(_ scalar: Unicode.Scalar) -> Bool {
        isMember(scalar.value, of: WidthTables.wideAfterVS16)
    }

    /// Returns the width of a text that is only ASCII, the number of its bytes without controls; nil for other texts.
    static func ofASCII(_ text: some StringProtocol) -> Int? {
        func width(_ bytes: some Sequence<UInt8>) -> Int? {
            var width = 0
            var all: UInt8 = 0
            for byte in bytes {
                all |= byte
                width += byte >= 0x20 && byte != 0x7F ? 1 : 0
            }
            return all < 0x80 ? width : nil
        }
        return text.utf8.withContiguousStorageIfAvailable { width($0) } ?? width(text.utf8)
    }

    /// Returns whether a value is in a table of ranges. Searches by bisection.
    private static func isMember(_ value: UInt32, of table: [UInt32]) -> Bool {
        table.withUnsafeBufferPointer { table in
            var low = 0
            var high = table.count / 2
            while low < high {
                let middle = (low + high) / 2
                if value > table[2 * middle + 1] { low = middle + 1 } else { high = middle }
            }
            return low < table.count / 2 && value >= table[2 * low]
        }
    }
}
