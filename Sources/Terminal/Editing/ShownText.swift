import TextLayout

/// A piece of untrusted text as it is shown. It knows the place of each shown character in the text.
///
/// Offsets are UTF-8 bytes from the start of the piece. Most text is shown as it is; only the clusters that aren't are
/// kept.
struct ShownText {
    /// The text that is shown. Its only control is the tab.
    let text: String
    /// True if that is the piece itself.
    let isVerbatim: Bool
    /// The clusters that are shown as something else, in order.
    private let pictures: [Picture]

    private struct Picture {
        let original: Range<Int>
        let shown: Range<Int>
    }

    /// Shows a piece, which must start at the border of a cluster and have no newline.
    init(_ piece: Substring, glyphs: Glyphs) {
        let original = String(piece)
        var place = Self.firstDoubtful(in: original[...], glyphs: glyphs)
        if place == original.endIndex {
            text = original
            isVerbatim = true
            pictures = []
            return
        }
        var shown = ""
        var pictures: [Picture] = []
        var copied = original.startIndex
        while place < original.endIndex {
            // Takes the whole cluster that the doubtful scalar belongs to.
            let start = String.Index(place, within: original) ?? original.index(before: original.index(after: place))
            let end = original.index(after: start)
            let picture = Self.picture(of: original[start], glyphs: glyphs)
            shown += original[copied..<start]
            let shownStart = shown.utf8.count
            shown += picture
            if !picture.utf8.elementsEqual(original[start..<end].utf8) {
                let range = original.offset(of: start)..<original.offset(of: end)
                pictures.append(Picture(original: range, shown: shownStart..<shown.utf8.count))
            }
            copied = end
            place = Self.firstDoubtful(in: original[end...], glyphs: glyphs)
        }
        shown += original[copied...]
        text = shown
        isVerbatim = pictures.isEmpty
        self.pictures = pictures
    }

    /// Returns the first scalar whose cluster may be shown as something else; the end if there is none.
    private static func firstDoubtful(in text: Substring, glyphs: Glyphs) -> String.Index {
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        // At the start and behind a tab there is no base.
        var followers = QuietScalars.mostFollowers
        var isBehindInitial = false
        while index < scalars.endIndex {
            let value = scalars[index].value
            if glyphs == .ascii, value >= 0x7F { return index }
            let kind = QuietScalars.kind(of: value)
            switch kind {
            case .base: followers = 0
            case .initial: followers = isBehindInitial ? followers + 1 : 0
            case .tab: followers = QuietScalars.mostFollowers
            case .follower: followers += 1
            case .other: return index
            }
            if kind != .tab, followers > QuietScalars.mostFollowers { return index }
            isBehindInitial = kind == .initial
            index = scalars.index(after: index)
        }
        return index
    }

    /// Returns whether a cluster is shown as it is.
    static func isVerbatim(_ cluster: Character, glyphs: Glyphs) -> Bool {
        var kinds = cluster.unicodeScalars.lazy.map { QuietScalars.kind(of: $0.value) }.makeIterator()
        if glyphs == .unicode, kinds.next() == .base {
            var followers = 0
            while kinds.next() == .follower { followers += 1 }
            if followers == cluster.unicodeScalars.count - 1, followers <= QuietScalars.mostFollowers { return true }
        }
        return picture(of: cluster, glyphs: glyphs).utf8.elementsEqual(cluster.utf8)
    }

    /// Returns the place in ``text`` of a cluster of the piece.
    func shownOffset(of original: Int) -> Int {
        guard let picture = pictures.last(notBehind: original, by: \.original.lowerBound) else { return original }
        if original < picture.original.upperBound { return picture.shown.lowerBound }
        return picture.shown.upperBound + original - picture.original.upperBound
    }

    /// Returns the cluster of the piece that is shown at a place in ``text``.
    func origin(of shown: Int) -> RowStart {
        guard let picture = pictures.last(notBehind: shown, by: \.shown.lowerBound) else {
            return RowStart(offset: shown)
        }
        if shown < picture.shown.upperBound {
            return RowStart(offset: picture.original.lowerBound, inside: shown - picture.shown.lowerBound)
        }
        return RowStart(offset: picture.original.upperBound + shown - picture.shown.upperBound)
    }

    /// Returns the text that is shown for one cluster, whatever stands beside it.
    ///
    /// A mark without a base would join the text before it, so it gets a dotted circle to stand on.
    private static func picture(of cluster: Character, glyphs: Glyphs) -> String {
        let shown = harmless(String(cluster), glyphs: glyphs)
        guard glyphs == .unicode, cluster != "\t", let first = shown.unicodeScalars.first, first.value >= 0x300 else {
            return shown
        }
        switch first.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return "\u{25CC}" + shown
        default: return shown
        }
    }
}

extension Array {
    /// Returns the last element whose key isn't behind a value; nil if there is none. The array must be sorted by the
    /// key.
    func last<Key: Comparable>(notBehind value: Key, by key: (Element) -> Key) -> Element? {
        lastIndex(notBehind: value, by: key).map { self[$0] }
    }

    /// Returns the index of the last element whose key isn't behind a value; nil if there is none.
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
    /// Returns the index of a UTF-8 offset.
    func place(_ offset: Int) -> String.Index {
        utf8.index(startIndex, offsetBy: offset)
    }

    /// Returns the part between two UTF-8 offsets.
    func part(_ range: Range<Int>) -> Substring {
        self[place(range.lowerBound)..<place(range.upperBound)]
    }

    /// Returns the start of the cluster that has the scalar before an offset; 0 at the start.
    func clusterStart(before offset: Int) -> Int {
        if offset == 0 { return 0 }
        let place = place(offset)
        return self.offset(of: index(before: String.Index(place, within: self) ?? index(after: place)))
    }

    /// Returns the UTF-8 offset of an index.
    func offset(of place: String.Index) -> Int {
        utf8.distance(from: startIndex, to: place)
    }
}
