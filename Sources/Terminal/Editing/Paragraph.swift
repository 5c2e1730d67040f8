import TextLayout

/// The rows of a paragraph that are needed.
enum RowExtent {
    /// All rows.
    case all
    /// This many rows, if there are as many.
    case rows(Int)
    /// The rows up to the one that shows an offset, and some more.
    case offset(Int, more: Int)

    /// Returns whether these rows, which begin with the first, are enough.
    func isCovered(by rows: [RowStart]) -> Bool {
        Progress(rows, towards: self).isEnough
    }

    /// The rows so far.
    struct Progress {
        private let extent: RowExtent
        private var count: Int
        /// The number of rows behind the offset.
        private var behind = 0

        init(_ rows: [RowStart], towards extent: RowExtent) {
            self.extent = extent
            count = rows.count
            if case .offset(let offset, _) = extent {
                behind = rows.count - 1 - rows.row(of: RowStart(offset: offset, inside: .max))
            }
        }

        var isEnough: Bool {
            switch extent {
            case .all: false
            case .rows(let needed): count >= needed
            case .offset(_, let more): behind > more
            }
        }

        mutating func add(_ row: RowStart) {
            count += 1
            if case .offset(let offset, _) = extent, row.offset > offset { behind += 1 }
        }
    }
}

/// A paragraph with the newline that ends it.
struct Paragraph: Hashable, Sendable {
    private(set) var text: String
    /// The first rows of a long paragraph. Short ones are folded again each time.
    private var kept = KeptRows()

    init(text: String) {
        self.text = text
        self.text.makeContiguousUTF8()
    }

    /// The smallest paragraph, in bytes, whose rows are kept.
    private static let shortest = 2048
    /// The number of rows behind a change that are folded at once. The rest waits until it is needed, if the old rows
    /// don't fit it.
    private static let mostRowsBehindChange = 100

    /// The number of its bytes without the newline (LF or CR LF).
    var contentCount: Int {
        let bytes = text.utf8
        guard bytes.last == 0x0A else { return bytes.count }
        return bytes.count - (bytes.dropLast().last == 0x0D ? 2 : 1)
    }

    /// Returns the starts of its rows from the first on, in bytes from the paragraph's start: all, or at least as many
    /// as are needed.
    func rows(_ wrapping: Wrapping, through extent: RowExtent) -> [RowStart] {
        let isKept = kept.wrapping == wrapping && (kept.isComplete || extent.isCovered(by: kept.rows))
        return isKept ? kept.rows : folded(wrapping, through: extent).rows
    }

    /// Keeps its rows, if finding them again would take long.
    mutating func keepRows(_ wrapping: Wrapping, through extent: RowExtent) {
        if text.utf8.count < Self.shortest { return }
        if kept.wrapping == wrapping, kept.isComplete || extent.isCovered(by: kept.rows) { return }
        kept = folded(wrapping, through: extent)
    }

    /// Returns its rows, continued from those that are kept.
    private func folded(_ wrapping: Wrapping, through extent: RowExtent) -> KeptRows {
        var rows = kept.wrapping == wrapping ? kept.rows : [RowStart(offset: 0)]
        var progress = RowExtent.Progress(rows, towards: extent)
        var clusters = KnownClusters()
        let isComplete = wrapping.appendRows(
            after: rows[rows.count - 1], in: 0..<contentCount, of: text, to: &rows, known: &clusters
        ) {
            if progress.isEnough { return true }
            progress.add($0)
            return false
        }
        return KeptRows(wrapping: wrapping, rows: rows, isComplete: isComplete)
    }

    /// Replaces a part with a text without newlines. Kept rows are folded again only around it.
    mutating func replace(_ range: Range<Int>, with new: String) {
        if kept.wrapping == nil {
            text.replaceSubrange(text.place(range.lowerBound)..<text.place(range.upperBound), with: new)
            return
        }
        let old = self
        text.replaceSubrange(text.place(range.lowerBound)..<text.place(range.upperBound), with: new)
        kept = KeptRows()
        reuseRows(before: (old, range.lowerBound), behind: (old, range.upperBound))
    }

    /// Takes over the rows of the paragraphs that this one was made from.
    ///
    /// - Parameters:
    ///   - before: A paragraph with the same beginning, and the end of that beginning.
    ///   - behind: A paragraph with the same end, and the start of that end.
    mutating func reuseRows(before: (old: Paragraph, end: Int)?, behind: (old: Paragraph, start: Int)?) {
        guard text.utf8.count >= Self.shortest,
            let wrapping = before?.old.kept.wrapping ?? behind?.old.kept.wrapping
        else { return }
        var rows = [RowStart(offset: 0)]
        var isStale = false
        if let before, before.old.kept.wrapping == wrapping {
            // The change may have joined the cluster before it.
            let touched = RowStart(offset: before.old.text.clusterStart(before: before.end))
            let old = before.old.kept
            rows = Array(old.rows[...max(0, old.rows.row(of: touched) - Wrapping.reach)])
            isStale = !old.isComplete && old.rows[old.rows.count - 1] < touched
        }
        // Rows that weren't needed yet aren't folded before they are.
        if isStale {
            kept = KeptRows(wrapping: wrapping, rows: rows)
            return
        }
        let known = behind.flatMap { $0.old.kept.wrapping == wrapping ? $0.old.kept : nil }
        let change = behind.map { text.utf8.count - ($0.old.text.utf8.count - $0.start) } ?? Int.max
        let shift = change - (behind?.start ?? 0)
        var found: Int?
        var rowsBehind = 0
        var clusters = KnownClusters()
        let isAtEnd = wrapping.appendRows(
            after: rows[rows.count - 1], in: 0..<contentCount, of: text, to: &rows, known: &clusters
        ) {
            if $0.offset < change { return false }
            if let known {
                let old = $0.moved(by: -shift)
                let index = known.rows.row(of: old)
                if known.rows[index] == old { found = index }
            }
            rowsBehind += 1
            return found != nil || rowsBehind > Self.mostRowsBehindChange
        }
        if let known, let found { rows += known.rows[found...].map { $0.moved(by: shift) } }
        kept = KeptRows(
            wrapping: wrapping, rows: rows, isComplete: isAtEnd || (found != nil && known?.isComplete == true))
    }

    /// The rows that were found before. They follow from the text, so they don't take part in comparisons.
    private struct KeptRows: Hashable, Sendable {
        var wrapping: Wrapping?
        var rows: [RowStart] = []
        /// True if these are all rows.
        var isComplete = false

        static func == (left: KeptRows, right: KeptRows) -> Bool { true }
        func hash(into hasher: inout Hasher) {}
    }
}
