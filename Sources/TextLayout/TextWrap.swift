/// A line on the screen, as a part of the text that was wrapped.
package struct WrappedLine: Equatable, Sendable {
    /// The text that is shown. It is never wider than the width, unless it is a single cluster. Tabs are still in it.
    package let text: Substring

    /// The text with the parts that aren't shown: spaces that hang over the width, and the newline. Joined, these are
    /// the whole text.
    package let full: Substring

    /// The number of columns of `text`, with tabs up to their stops.
    package let width: Int

    /// True if the line ends with a newline or with the text; else the paragraph goes on in the next line.
    package let endsParagraph: Bool
}

/// Wraps text by display width.
///
/// Lines break after spaces and around ideographs, kana and emoji, but not before closing punctuation or after opening
/// punctuation. Hangul breaks between words. A word too long for a line is cut at the border of a cluster, and never
/// inside of one. Spaces that don't fit hang over the end of the line.
///
/// The lines of a paragraph depend only on the paragraph. So if a text grows at its end, only its last paragraph must
/// be wrapped again:
///
///     var lines = TextWrap.lines(text, width: 40)          // once
///     text += token                                        // then, with `start` after the last newline wrapped so far
///     lines.replaceSubrange(firstOfLast..., with: TextWrap.lines(text[start...], width: 40))
package enum TextWrap {
    /// Wraps a text of any number of paragraphs, which end with a newline (LF or CR LF).
    ///
    /// - Parameters:
    ///   - text: The text. If it ends with a newline it has an empty last line, and an empty text has one line.
    ///   - width: The number of columns of a line; less than 1 counts as 1.
    ///   - tabWidth: The number of columns from one tab stop to the next; less than 1 counts as 1.
    /// - Returns: At least one line. Their `full` parts joined are the text.
    package static func lines(_ text: Substring, width: Int, tabWidth: Int = 8) -> [WrappedLine] {
        var lines: [WrappedLine] = []
        var start = text.startIndex
        while let newline = text.utf8[start...].firstIndex(of: 0x0A) {
            let next = text.utf8.index(after: newline)
            appendParagraph(text[start..<next], to: &lines, width: width, tabWidth: tabWidth)
            start = next
        }
        appendParagraph(text[start...], to: &lines, width: width, tabWidth: tabWidth)
        return lines
    }

    /// Wraps a string; see `lines(_:width:tabWidth:)` for substrings.
    package static func lines(_ text: String, width: Int, tabWidth: Int = 8) -> [WrappedLine] {
        lines(text[...], width: width, tabWidth: tabWidth)
    }

    /// Appends the lines of a paragraph. Its only newline, if any, is at its end.
    private static func appendParagraph(
        _ paragraph: Substring, to lines: inout [WrappedLine], width: Int, tabWidth: Int
    ) {
        var wrap = ParagraphWrap(paragraph, width: max(width, 1), tabWidth: max(tabWidth, 1))
        wrap.appendLines(to: &lines)
    }
}

/// Wraps one paragraph, line by line.
private struct ParagraphWrap {
    private let paragraph: Substring
    private let width: Int
    private let tabWidth: Int

    /// The start of the line; the other is the end of its shown text so far.
    private var start: String.Index
    private var shownEnd: String.Index
    /// The number of columns up to `shownEnd`.
    private var column = 0
    /// True if spaces hang over the end of the line, so that the next word goes to the next line.
    private var hangs = false
    /// The last place where the line may break: the end of the shown text with its columns, and the start of the next
    /// line with its columns so far. Nil if there is none.
    private var lastBreak: (shownEnd: String.Index, column: Int, next: String.Index, columnAtNext: Int)?

    init(_ paragraph: Substring, width: Int, tabWidth: Int) {
        self.paragraph = paragraph
        self.width = width
        self.tabWidth = tabWidth
        start = paragraph.startIndex
        shownEnd = paragraph.startIndex
    }

    mutating func appendLines(to lines: inout [WrappedLine]) {
        let content = paragraph.dropLast(paragraph.last?.isLineFeed == true ? 1 : 0)
        var clusters = Clusters(content)
        var before: LineBreaking?
        while let cluster = clusters.next() {
            let current = LineBreaking(first: cluster.first, width: cluster.width)
            if let before, LineBreaking.isAllowed(between: before, and: current) {
                lastBreak = (shownEnd, column, cluster.range.lowerBound, column)
            }
            before = current
            if current.role == .space {
                appendSpace(cluster)
            } else {
                while hangs || column + cluster.width > width, start < cluster.range.lowerBound {
                    breakLine(before: cluster.range.lowerBound, appendingTo: &lines)
                }
                column += cluster.width
                shownEnd = cluster.range.upperBound
            }
        }
        lines.append(
            WrappedLine(
                text: paragraph[start..<shownEnd], full: paragraph[start...], width: column, endsParagraph: true))
    }

    /// Shows a space or tab if it fits. Else it hangs, and so do all spaces before the next word.
    private mutating func appendSpace(_ cluster: Clusters.Cluster) {
        let columns = cluster.first == "\t" ? tabWidth - column % tabWidth : cluster.width
        hangs = hangs || column + columns > width
        if hangs { return }
        column += columns
        shownEnd = cluster.range.upperBound
    }

    /// Ends the line at its last break; if it has none, before the cluster that doesn't fit.
    private mutating func breakLine(before index: String.Index, appendingTo lines: inout [WrappedLine]) {
        let place = lastBreak ?? (shownEnd, column, index, column)
        lines.append(
            WrappedLine(
                text: paragraph[start..<place.shownEnd], full: paragraph[start..<place.next], width: place.column,
                endsParagraph: false))
        start = place.next
        shownEnd = max(shownEnd, start)
        column -= place.columnAtNext
        lastBreak = nil
        hangs = false
    }
}

extension Character {
    /// True for a newline, which ends a paragraph.
    fileprivate var isLineFeed: Bool { self == "\n" || self == "\r\n" }
}
