/// Keeps clusters of a text that aren't plain scalars, so that they needn't be found and measured again when the text
/// is wrapped again. Takes eight bytes for each.
///
/// They follow from the text, so they don't take part in comparisons.
package struct KnownClusters: Hashable, Sendable {
    /// The clusters in order.
    private var entries: [Entry] = []
    /// The index of the cluster that is probably asked for next.
    private var next = 0

    private struct Entry {
        let offset: UInt32
        let length: UInt8
        let width: UInt8
        let breaking: LineBreaking
    }

    /// Creates an empty collection.
    package init() {}

    /// Forgets clusters that start at an offset or behind it.
    package mutating func forget(from offset: Int) {
        entries.removeSubrange(index(notBefore: offset)...)
    }

    /// Returns the cluster that starts at an offset, if need be by calling `find`. It is kept if it is behind all
    /// others, and short and near enough for an entry.
    mutating func cluster(at offset: Int, find: () -> Piece?) -> Piece? {
        if next >= entries.count || entries[next].offset != offset { next = index(notBefore: offset) }
        if next < entries.count, entries[next].offset == offset {
            let entry = entries[next]
            next += 1
            return Piece(length: Int(entry.length), width: Int(entry.width), breaking: entry.breaking)
        }
        guard let piece = find() else { return nil }
        if next == entries.count, let offset = UInt32(exactly: offset), let length = UInt8(exactly: piece.length) {
            let entry = Entry(offset: offset, length: length, width: UInt8(piece.width), breaking: piece.breaking)
            entries.append(entry)
            next += 1
        }
        return piece
    }

    private func index(notBefore offset: Int) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Returns true.
    package static func == (left: KnownClusters, right: KnownClusters) -> Bool { true }
    /// Does nothing.
    package func hash(into hasher: inout Hasher) {}
}
