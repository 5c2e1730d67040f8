/// What stands in a cell: what a person sees as one character, of at most six scalars.
///
/// The scalars lie in the cell itself, so that whole screens are copied, compared and given up as plain memory. More would not
/// be drawn: curses takes five in a place.
package struct Glyph: Sendable, Hashable {
    // Three scalars of 21 bits each, the first one lowest.
    private let low, high: UInt64

    private static let most = 6

    /// The first six scalars of a character.
    package init(_ character: Character) {
        var halves: (low: UInt64, high: UInt64) = (0, 0)
        for (index, scalar) in character.unicodeScalars.prefix(Self.most).enumerated() {
            let bits = UInt64(scalar.value) << (index % 3 * 21)
            if index < 3 { halves.low |= bits } else { halves.high |= bits }
        }
        (low, high) = halves
    }

    /// An ASCII character.
    init(ascii byte: UInt8) {
        (low, high) = (UInt64(byte & 0x7F), 0)
    }

    /// How many scalars it has.
    var count: Int {
        (0..<Self.most).first { self[$0] == 0 } ?? Self.most
    }

    /// The value of one of its scalars; 0 behind the last.
    subscript(index: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: (index < 3 ? low : high) >> (index % 3 * 21)) & 0x1F_FFFF
    }

    /// As text.
    package var character: Character {
        var text = String.UnicodeScalarView()
        for index in 0..<count { text.append(Unicode.Scalar(self[index]) ?? "\u{FFFD}") }
        // Scalars of one cluster are one cluster.
        return String(text).first ?? " "
    }
}

extension Glyph: ExpressibleByExtendedGraphemeClusterLiteral {
    /// A character written in the source.
    package init(extendedGraphemeClusterLiteral character: Character) {
        self.init(character)
    }
}
