/// The pieces in which a cell's glyph is given to curses. Each piece takes the columns that the C library gives it, and
/// together they take the columns of the cell.
///
/// curses counts columns with wcwidth(3) and holds one spacing scalar with four marks in a cell. A glyph that doesn't
/// fit that, like a picture joined of several or with a skin tone, is drawn as its first picture.
struct GlyphPieces: Equatable {
    /// The scalars of all pieces, one after another.
    private(set) var scalars: [UInt32] = []
    /// The number of scalars of each piece.
    private(set) var counts: [UInt8] = []

    /// The largest number of scalars of a piece: curses' CCHARW_MAX.
    static let limit = 5

    /// Adds a glyph.
    ///
    /// - Parameters:
    ///   - glyph: The glyph.
    ///   - width: The number of columns of its cell: 1 or 2.
    ///   - columns: Returns the C library's number of columns for a scalar; -1 if it can't be shown.
    mutating func append(_ glyph: Glyph, width: Int, columns: (UInt32) -> Int) {
        let first = glyph[0]
        if first < 0x7F, first >= 0x20, width == 1, glyph[1] == 0 { return add(first) }
        if let letters = Self.flagLetters(glyph), width == 2 {
            // Two flags side by side would join other letters, so a flag is drawn as its letters.
            for letter in letters { add(letter) }
            return
        }
        let start = (scalars.count, counts.count)
        var taken = 0
        for scalar in (0..<glyph.count).lazy.map({ glyph[$0] }) where !Self.isDropped(scalar) {
            let own = columns(scalar)
            if own > 0 {
                add(scalar)
                taken += own
            } else if own == 0, counts.count > start.1, let count = counts.last, count < Self.limit {
                scalars.append(scalar)
                counts[counts.count - 1] = count + 1
            } else if own < 0 {
                taken = .max / 2
            }
        }
        if taken == width { return }
        scalars.removeLast(scalars.count - start.0)
        counts.removeLast(counts.count - start.1)
        appendReplacement(of: first, width: width, columns: columns)
    }

    /// Adds the first picture if it isn't too wide, else a sign that something is there; both are filled up with
    /// spaces.
    private mutating func appendReplacement(of first: UInt32, width: Int, columns: (UInt32) -> Int) {
        var (shown, taken) = (first, columns(first))
        if taken < 1 || taken > width { (shown, taken) = (0x25A1, columns(0x25A1)) }
        if taken < 1 || taken > width { (shown, taken) = (0x3F, 1) }
        add(shown)
        for _ in taken..<width { add(0x20) }
    }

    private mutating func add(_ scalar: UInt32) {
        scalars.append(scalar)
        counts.append(1)
    }

    /// Returns whether a scalar is left out: a joiner or a variation selector, of which a terminal might make more or
    /// fewer columns than curses counts.
    private static func isDropped(_ scalar: UInt32) -> Bool {
        scalar == 0x200C || scalar == 0x200D || (0xFE00...0xFE0F).contains(scalar) || scalar >= 0xE0000
    }

    private static func flagLetters(_ glyph: Glyph) -> [UInt32]? {
        let scalars = [glyph[0], glyph[1]]
        guard glyph.count == 2, scalars.allSatisfy({ (0x1F1E6...0x1F1FF).contains($0) }) else { return nil }
        return scalars.map { $0 - 0x1F1E6 + 0x41 }
    }
}
