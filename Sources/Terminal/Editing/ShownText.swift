import TextLayout

/// A piece of untrusted text as it is shown, and where each place of it comes from.
///
/// Offsets are UTF-8 bytes from the start of the piece. Most text is shown as it is; only the clusters that aren't are
/// remembered.
struct ShownText {
    /// What is shown; its only control is the tab.
    let text: String
    /// Whether that is the piece itself.
    let isVerbatim: Bool
    /// The clusters that are shown as something else of another length, in order.
    private let pictures: [Picture]

    private struct Picture {
        let original: Range<Int>
        let shown: Range<Int>
    }

    /// Shows a piece that starts at the border of a cluster and has no newline.
    init(_ piece: Substring, glyphs: Glyphs) {
        let original = String(piece)
        if harmless(original, glyphs: glyphs) == original, !Self.mayHoldLoneMark(original) {
            text = original
            isVerbatim = true
            pictures = []
            return
        }
        var shown = ""
        var pictures: [Picture] = []
        var offset = 0
        for cluster in original {
            let picture = Self.picture(of: cluster, glyphs: glyphs)
            let count = cluster.utf8.count
            let start = shown.utf8.count
            shown += picture
            if picture.utf8.count != count {
                pictures.append(Picture(original: offset..<offset + count, shown: start..<shown.utf8.count))
            }
            offset += count
        }
        text = shown
        isVerbatim = false
        self.pictures = pictures
    }

    /// The place that shows a cluster of the piece.
    func shownOffset(of original: Int) -> Int {
        guard let picture = pictures.last(notBehind: original, by: \.original.lowerBound) else { return original }
        if original < picture.original.upperBound { return picture.shown.lowerBound }
        return picture.shown.upperBound + original - picture.original.upperBound
    }

    /// The cluster that is shown at a place.
    func origin(of shown: Int) -> RowStart {
        guard let picture = pictures.last(notBehind: shown, by: \.shown.lowerBound) else {
            return RowStart(offset: shown)
        }
        if shown < picture.shown.upperBound {
            return RowStart(offset: picture.original.lowerBound, inside: shown - picture.shown.lowerBound)
        }
        return RowStart(offset: picture.original.upperBound + shown - picture.shown.upperBound)
    }

    /// How one cluster is shown, whatever stands beside it.
    ///
    /// A mark without a base would join what is shown before it, or take no cell: it gets a dotted circle to stand on.
    private static func picture(of cluster: Character, glyphs: Glyphs) -> String {
        let shown = harmless(String(cluster), glyphs: glyphs)
        guard glyphs == .unicode, cluster != "\t", let first = shown.unicodeScalars.first, first.value >= 0x300 else {
            return shown
        }
        let isLoneMark =
            switch first.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark: true
            default: shown.displayWidth == 0
            }
        return isLoneMark ? "\u{25CC}" + shown : shown
    }

    /// Whether a mark may stand at the start or behind a tab; behind other controls the text isn't shown as it is anyway.
    private static func mayHoldLoneMark(_ text: String) -> Bool {
        var before: UInt8 = 0x09
        for byte in text.utf8 {
            // U+0300, the first mark, begins with 0xCC; U+1160 and others that take no cell come later.
            if before == 0x09, byte >= 0xCC { return true }
            before = byte
        }
        return false
    }
}

extension Array {
    /// The last element whose key isn't behind a value, in an array sorted by that key.
    func last<Key: Comparable>(notBehind value: Key, by key: (Element) -> Key) -> Element? {
        lastIndex(notBehind: value, by: key).map { self[$0] }
    }

    /// The index of that element.
    func lastIndex<Key: Comparable>(notBehind value: Key, by key: (Element) -> Key) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if key(self[middle]) <= value { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }
}

extension String {
    /// The place of a UTF-8 offset.
    func place(_ offset: Int) -> String.Index {
        utf8.index(startIndex, offsetBy: offset)
    }

    /// The part between two UTF-8 offsets.
    func part(_ range: Range<Int>) -> Substring {
        self[place(range.lowerBound)..<place(range.upperBound)]
    }

    /// The UTF-8 offset of a place.
    func offset(of place: String.Index) -> Int {
        utf8.distance(from: startIndex, to: place)
    }
}
