/// The content of a cell: what a person sees as one character, of at most six scalars.
///
/// The scalars lie in the cell itself, so that whole screens are copied, compared and freed as plain memory. More
/// scalars wouldn't be drawn: curses takes five in a cell.
package struct Glyph: Sendable, Hashable {
    // Each holds three scalars of 21 bits, the first in the lowest bits.
    private let low, high: UInt64

    private static let most = 6

    /// Takes the first six scalars of a character.
    package init(_ character: Character) {
        var halves: (low: UInt64, high: UInt64) = (0, 0)
        for (index, scalar) in character.unicodeScalars.prefix(Self.most).enumerated() {
            let bits = UInt64(scalar.value) << (index % 3 * 21)
            if index < 3 { halves.low |= bits } else { halves.high |= bits }
        }
        (low, high) = halves
    }

    /// Takes an ASCII character.
    init(ascii byte: UInt8) {
        (low, high) = (UInt64(byte & 0x7F), 0)
    }

    /// The number of its scalars.
    var count: Int {
        (0..<Self.most).first { self[$0] == 0 } ?? Self.most
    }

    /// The value of one of its scalars; 0 behind the last.
    subscript(index: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: (index < 3 ? low : high) >> (index % 3 * 21)) & 0x1F_FFFF
    }

    /// The glyph as a character.
    package var character: Character {
        var text = String.UnicodeScalarView()
        for index in 0..<count { text.append(Unicode.Scalar(self[index]) ?? "\u{FFFD}") }
        // The scalars of one cluster form one cluster again.
        return String(text).first ?? " "
    }
}

extension Glyph: ExpressibleByExtendedGraphemeClusterLiteral {
    /// Takes a character literal.
    package init(extendedGraphemeClusterLiteral character: Character) {
        self.init(character)
    }
}
