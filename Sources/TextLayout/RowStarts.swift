extension TextWrap {
    /// How far ``rowStarts(of:in:from:width:tabWidth:glyphs:known:isShown:take:)`` got.
    package enum Progress: Equatable, Sendable {
        /// It reached the end of the text.
        case finished
        /// It stopped at a row with something that isn't shown as it is.
        case stuck
        /// `take` ended it.
        case enough
    }

    /// Finds the starts of a paragraph's rows: the same as those of `lines(_:width:tabWidth:)`, many times faster.
    ///
    /// It goes over bytes while scalars are plain, each a cluster of its own. It looks at the text only for other
    /// clusters that aren't known yet.
    ///
    /// - Parameters:
    ///   - text: The text; its storage must be contiguous.
    ///   - range: The paragraph without the newline that ends it, in UTF-8 bytes of `text`.
    ///   - start: The start of one of its rows, counted in the same way.
    ///   - width: The number of columns of a row; less than 1 counts as 1.
    ///   - tabWidth: The number of columns from one tab stop to the next; less than 1 counts as 1.
    ///   - glyphs: The characters that the terminal can draw. With `.ascii` only ASCII is plain.
    ///   - known: Clusters of the same text that were found before, with the same `isShown`. New ones are added.
    ///   - isShown: Returns whether a cluster is shown as it is. It gets clusters that aren't plain, or that stand
    ///     before one. If it returns false, the work ends before that cluster's row.
    ///   - take: Gets the start of each row behind `start`. If it returns false, the work ends.
    /// - Returns: How far it got.
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
                // A scalar that isn't plain may join the scalar before it.
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

/// A cluster as a part of a row.
struct Piece {
    /// The number of its bytes.
    let length: Int
    /// The number of its columns; 0 for a tab.
    let width: Int
    let breaking: LineBreaking

    init(length: Int, width: Int, breaking: LineBreaking) {
        self.length = length
        self.width = width
        self.breaking = breaking
    }

    /// Takes the scalar that starts at a byte; nil if it isn't plain.
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

    /// Takes the cluster that starts at a byte; nil if it isn't shown as it is.
    init?(clusterOf text: String, at index: Int, _ isShown: (Character) -> Bool) {
        let cluster = text[text.utf8.index(text.startIndex, offsetBy: index)]
        guard isShown(cluster) else { return nil }
        length = cluster.utf8.count
        // The width of a tab is 0 too.
        width = cluster.displayWidth
        breaking = LineBreaking(first: cluster.unicodeScalars[cluster.unicodeScalars.startIndex], width: width)
    }
}

/// A row that is being filled, by the rules of `ParagraphWrap`.
private struct RowInProgress {
    private(set) var start: Int
    private let width: Int
    private let tabWidth: Int
    private var column = 0
    /// True if spaces hang over the end, so that the next word goes to the next row.
    private var hangs = false
    private var before: LineBreaking?
    /// The last place where the row may end: the start of the next row, and the columns up to there. Nil if there is
    /// none.
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

    /// Returns whether there is no room for a piece. Spaces need no room.
    @inline(__always)
    func isFull(for piece: Piece, at index: Int) -> Bool {
        piece.breaking.role != .space && (hangs || column + piece.width > width) && start < index
    }

    /// Starts the next row at the last break; if there is none, at the piece that has no room.
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
