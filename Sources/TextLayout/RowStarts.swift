extension TextWrap {
    /// How far ``rowStarts(of:in:from:width:tabWidth:glyphs:known:isShown:take:)`` came.
    package enum Progress: Equatable, Sendable {
        /// To the end of the text.
        case finished
        /// To a row with something that isn't shown as it is.
        case stuck
        /// `take` had enough.
        case enough
    }

    /// Finds where the rows of a paragraph start: the places of `lines(_:width:tabWidth:)`, many times faster.
    ///
    /// It goes over bytes wherever scalars are plain, each a cluster of its own, and asks the text only for other clusters
    /// that aren't known yet.
    ///
    /// - Parameters:
    ///   - text: Its storage has to be contiguous.
    ///   - range: The paragraph without the newline that ends it, in UTF-8 bytes of `text`.
    ///   - start: Where a row of it starts, counted in the same way.
    ///   - width: The columns of a row; less than 1 counts as 1.
    ///   - tabWidth: The columns from one tab stop to the next; less than 1 counts as 1.
    ///   - glyphs: What the terminal can draw: with `.ascii` only ASCII is plain.
    ///   - known: What was found before in the same text, with the same `isShown`; gets what is found.
    ///   - isShown: Whether a cluster that isn't plain, or stands before one, is shown as it is. Where it isn't the work ends
    ///     before its row.
    ///   - take: Gets the start of each row behind `start`; false ends the work.
    /// - Returns: How far it came.
    package static func rowStarts(
        of text: String, in range: Range<Int>, from start: Int, width: Int, tabWidth: Int = 8,
        glyphs: Glyphs = .unicode,
        known: inout KnownClusters, isShown: (Character) -> Bool, take: (Int) -> Bool
    ) -> Progress {
        let progress = text.utf8.withContiguousStorageIfAvailable { bytes -> Progress in
            var row = RowInProgress(start: start, width: max(width, 1), tabWidth: max(tabWidth, 1))
            var index = start
            var ahead = index < range.upperBound ? Piece(plain: bytes, at: index, glyphs) : nil
            while index < range.upperBound {
                var piece = ahead
                var next = index + (piece?.length ?? 0)
                // What isn't plain may join the scalar before it.
                ahead = piece != nil && next < range.upperBound ? Piece(plain: bytes, at: next, glyphs) : nil
                if piece == nil || (ahead == nil && next < range.upperBound) {
                    piece = known.cluster(at: index) { Piece(clusterOf: text, at: index, isShown) }
                    next = index + (piece?.length ?? 0)
                    ahead = next < range.upperBound ? Piece(plain: bytes, at: next, glyphs) : nil
                }
                guard let piece else { return .stuck }
                row.noteBreak(before: piece, at: index)
                while row.isFull(for: piece, at: index) {
                    row.end(before: index)
                    if !take(row.start) { return .enough }
                }
                row.add(piece)
                index = next
            }
            return .finished
        }
        return progress ?? .stuck
    }
}

/// A cluster as a row is made of it.
struct Piece {
    /// Its bytes.
    let length: Int
    /// Its columns; 0 for a tab.
    let width: Int
    let breaking: LineBreaking

    init(length: Int, width: Int, breaking: LineBreaking) {
        self.length = length
        self.width = width
        self.breaking = breaking
    }

    /// The scalar that starts at a byte; nil if it isn't plain.
    @inline(__always)
    init?(plain bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ glyphs: Glyphs) {
        let byte = UInt32(bytes[index])
        let value: UInt32
        if byte < 0x80 {
            (value, length) = (byte, 1)
        } else if glyphs == .ascii || byte >= 0xF0 {
            return nil
        } else if byte < 0xE0 {
            (value, length) = ((byte & 0x1F) << 6 | UInt32(bytes[index + 1] & 0x3F), 2)
        } else {
            let rest = UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
            (value, length) = ((byte & 0x0F) << 12 | rest, 3)
        }
        guard let scalar = Unicode.Scalar(value) else { return nil }
        if scalar == "\t" {
            width = 0
        } else if let plain = DisplayWidth.ofPlainScalar(scalar) {
            width = plain
        } else {
            return nil
        }
        breaking = LineBreaking(first: scalar, width: width)
    }

    /// The cluster that starts at a byte; nil if it isn't shown as it is.
    init?(clusterOf text: String, at index: Int, _ isShown: (Character) -> Bool) {
        let cluster = text[text.utf8.index(text.startIndex, offsetBy: index)]
        guard isShown(cluster) else { return nil }
        length = cluster.utf8.count
        // That of a tab is 0 as well.
        width = cluster.displayWidth
        breaking = LineBreaking(first: cluster.unicodeScalars[cluster.unicodeScalars.startIndex], width: width)
    }
}

/// A row that grows, by the rules of `ParagraphWrap`.
private struct RowInProgress {
    private(set) var start: Int
    private let width: Int
    private let tabWidth: Int
    private var column = 0
    /// Whether spaces hang over the end, so that what follows goes to the next row.
    private var hangs = false
    private var before: LineBreaking?
    /// The last place where the row may end: where the next one starts, and the columns up to there.
    private var lastBreak: (next: Int, column: Int)?

    init(start: Int, width: Int, tabWidth: Int) {
        self.start = start
        self.width = width
        self.tabWidth = tabWidth
    }

    @inline(__always)
    mutating func noteBreak(before piece: Piece, at index: Int) {
        if let before, LineBreaking.isAllowed(between: before, and: piece.breaking) { lastBreak = (index, column) }
        before = piece.breaking
    }

    /// Returns whether there is no room; spaces need none.
    @inline(__always)
    func isFull(for piece: Piece, at index: Int) -> Bool {
        piece.breaking.role != .space && (hangs || column + piece.width > width) && start < index
    }

    /// Starts the next row at the last break, or, if there is none, at the piece that has no room.
    mutating func end(before index: Int) {
        let place = lastBreak ?? (index, column)
        start = place.next
        column -= place.column
        lastBreak = nil
        hangs = false
    }

    @inline(__always)
    mutating func add(_ piece: Piece) {
        guard piece.breaking.role == .space else {
            column += piece.width
            return
        }
        let columns = piece.width == 0 ? tabWidth - column % tabWidth : piece.width
        hangs = hangs || column + columns > width
        if !hangs { column += columns }
    }
}
