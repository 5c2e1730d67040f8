/// The place where a text that is too wide is cut.
package enum TruncationPlace: Sendable {
    /// The end of the text is kept.
    case start
    /// Both ends of the text are kept.
    case middle
    /// The start of the text is kept.
    case end
}

/// The side on which a field is filled with spaces.
package enum PaddingSide: Sendable {
    /// Spaces come before the text, which stands at the right.
    case left
    /// Spaces come after the text, which stands at the left.
    case right
}

extension StringProtocol {
    /// Returns the text if it fits, else as much of it as fits with an ellipsis in place of the rest.
    ///
    /// Clusters stay whole, so the result may be a column narrower than the width. If the width is too small for the
    /// ellipsis, as much of that is kept as fits.
    ///
    /// - Parameters:
    ///   - width: The largest number of columns of the result; less than 1 gives an empty text.
    ///   - place: The place where text is left out.
    ///   - ellipsis: The text in place of what is left out.
    /// - Returns: A text of at most the width. Newlines and tabs stay in it and have no width.
    package func truncated(
        toWidth width: Int, at place: TruncationPlace = .end, ellipsis: String = Glyphs.unicode.ellipsis
    ) -> String {
        let total = displayWidth
        if total <= width { return String(self) }
        let room = width - ellipsis.displayWidth
        if room < 0 { return ellipsis.prefix(fitting: width).0 }
        switch place {
        case .end:
            return prefix(fitting: room).0 + ellipsis
        case .start:
            return ellipsis + suffix(fitting: room)
        case .middle:
            let head = prefix(fitting: (room + 1) / 2)
            return head.0 + ellipsis + suffix(fitting: room - head.width)
        }
    }

    /// Returns the text with spaces on one side, so that it is as wide as `width`. A wider text doesn't change.
    ///
    /// - Parameters:
    ///   - width: The number of columns of the field.
    ///   - side: The side of the spaces.
    /// - Returns: A text of at least the width.
    package func padded(toWidth width: Int, on side: PaddingSide = .right) -> String {
        let spaces = String(repeating: " ", count: Swift.max(0, width - displayWidth))
        return side == .right ? self + spaces : spaces + self
    }

    /// Returns the text with spaces up to the next tab stop in place of each tab. A newline begins a new line.
    ///
    /// - Parameters:
    ///   - tabWidth: The number of columns from one stop to the next; less than 1 counts as 1.
    ///   - column: The column at which the text starts.
    /// - Returns: A text without tabs.
    package func expandingTabs(tabWidth: Int = 8, from column: Int = 0) -> String {
        if !utf8.contains(0x09) { return String(self) }
        let tabWidth = Swift.max(tabWidth, 1)
        var expanded = ""
        var column = column
        let text = Substring(self)
        var clusters = Clusters(text)
        while let cluster = clusters.next() {
            switch cluster.first {
            case "\t":
                let columns = tabWidth - column % tabWidth
                expanded += String(repeating: " ", count: columns)
                column += columns
            case "\n", "\r":
                expanded += text[cluster.range]
                column = 0
            default:
                expanded += text[cluster.range]
                column += cluster.width
            }
        }
        return expanded
    }

    /// Returns the longest beginning that fits, and its width.
    private func prefix(fitting width: Int) -> (String, width: Int) {
        let text = Substring(self)
        var end = text.startIndex
        var column = 0
        var clusters = Clusters(text)
        while let cluster = clusters.next(), column + cluster.width <= width {
            column += cluster.width
            end = cluster.range.upperBound
        }
        return (String(text[..<end]), column)
    }

    /// Returns the longest end that fits.
    private func suffix(fitting width: Int) -> String {
        var start = endIndex
        var column = 0
        while start > startIndex {
            let before = index(before: start)
            let columns = self[before].displayWidth
            if column + columns > width { break }
            column += columns
            start = before
        }
        return String(self[start...])
    }
}
