/// The grapheme clusters of a text with their widths, in order.
///
/// Yields the same clusters as the text's own iteration, several times faster if plain scalars follow each other.
struct Clusters {
    /// One cluster.
    struct Cluster {
        /// The cluster's place in the text.
        let range: Range<String.Index>
        /// Its first scalar, which decides where lines may break.
        let first: Unicode.Scalar
        /// The number of its columns; 0 for a tab.
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

    /// Returns the next cluster; nil at the end.
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
