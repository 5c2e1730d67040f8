/// Lines that are looked at before they are used up, since a row or a value may take several.
struct LinesAhead {
    private var reader: LineReader
    /// The lines that are read but not used up.
    private(set) var waiting: ArraySlice<LineReader.Line> = []

    /// Begins where the pieces stand.
    init(_ pieces: any DataPieces) {
        reader = LineReader(pieces)
    }

    /// Returns a line that isn't used up, counted from 0; nil if there are fewer.
    mutating func line(_ index: Int) throws(DataSetError) -> LineReader.Line? {
        while waiting.count <= index {
            guard let line = try reader.next() else { return nil }
            waiting.append(line)
        }
        return waiting[waiting.startIndex + index]
    }

    /// Uses up the first lines, which have been looked at.
    mutating func use(_ count: Int = 1) { waiting.removeFirst(count) }
}
