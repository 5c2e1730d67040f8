/// The grapheme clusters of a text, with their widths, from the first to the last.
///
/// Yields exactly what the text's own iteration does, several times faster where plain scalars follow each other.
struct Clusters {
    /// One cluster.
    struct Cluster {
        /// Where it stands in the text.
        let range: Range<String.Index>
        /// Its first scalar, which decides where lines may break.
        let first: Unicode.Scalar
        /// Its columns; 0 for a tab.
        let width: Int
    }

    private let text: Substring
    private let scalars: Substring.UnicodeScalarView
    private var index: String.Index

    /// Starts at the beginning of the text.
    init(_ text: Substring) {
        self.text = text
        scalars = text.unicodeScalars
        index = text.startIndex
    }

    /// Returns the next cluster, nil at the end.
    @inline(__always)
    mutating func next() -> Cluster? {
        guard index < scalars.endIndex else { return nil }
        let start = index
        let first = scalars[start]
        let after = scalars.index(after: start)
        if let width = DisplayWidth.ofPlainScalar(first),
            after == scalars.endIndex || DisplayWidth.ofPlainScalar(scalars[after]) != nil || scalars[after] == "\n"
        {
            index = after
            return Cluster(range: start..<after, first: first, width: width)
        }
        index = text.index(after: start)
        return Cluster(range: start..<index, first: first, width: text[start].displayWidth)
    }
}
