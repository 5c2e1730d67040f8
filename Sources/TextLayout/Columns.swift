/// One of several texts that are printed side by side.
package struct Column: Equatable, Sendable {
    /// The lines above the rule, such as a name and settings.
    package var title: [String]
    /// The text. Its newlines, tabs and spaces are kept.
    package var body: String
    /// A line at the bottom, aligned with the other columns' footers; none if it is empty.
    package var footer: String

    /// Creates a column of untrusted text, which is made harmless when it is laid out.
    package init(title: [String], body: String, footer: String = "") {
        self.title = title
        self.body = body
        self.footer = footer
    }
}

/// Lays texts out side by side, as lines to print:
///
///     A · cool                     │ B · warm
///     T 0.20                       │ T 1.20
///     ─────────────────────────────┼─────────────────────────────
///     Negative                     │ Mixed, leaning negative: the
///                                  │ acting is praised.
///                                  │
///     3 tok · 0.4 s                │ 41 tok · 1.1 s
///
/// The functions are pure, and quick enough to be called for each frame of a stream. Lines are measured from left to
/// right; a terminal that reorders right-to-left text may move the separators of that line too.
package enum Columns {
    /// The smallest width of a column. If columns would be narrower, they stand one above the other.
    package static let narrowest = 28

    /// Lays the columns out.
    ///
    /// - Parameters:
    ///   - columns: The columns, from left to right, or from top to bottom if there isn't room for all.
    ///   - width: The number of columns of the terminal; less than 1 counts as 1. No line is wider.
    ///   - glyphs: The characters that the terminal can draw.
    ///   - tabWidth: The number of columns from one tab stop to the next.
    /// - Returns: The lines, without newlines, tabs, control characters and trailing spaces.
    package static func lines(
        _ columns: [Column], width: Int, glyphs: Glyphs = .unicode, tabWidth: Int = 8
    ) -> [String] {
        if columns.isEmpty { return [] }
        let width = max(width, 1)
        let each = columnWidth(count: columns.count, width: width)
        if columns.count > 1, each < narrowest {
            let blocks = columns.map { sideBySide([$0], width: width, glyphs: glyphs, tabWidth: tabWidth) }
            return Array(blocks.joined(separator: [""]))
        }
        return sideBySide(columns, width: each, glyphs: glyphs, tabWidth: tabWidth)
    }

    /// Returns the width of each of `count` columns, with ` │ ` between them.
    package static func columnWidth(count: Int, width: Int) -> Int {
        (width - 3 * (count - 1)) / max(count, 1)
    }

    /// Returns the lines of columns that are each `width` wide.
    private static func sideBySide(_ columns: [Column], width: Int, glyphs: Glyphs, tabWidth: Int) -> [String] {
        func wrapped(_ text: String) -> [String] {
            wrap(text, width: width, glyphs: glyphs, tabWidth: tabWidth)
        }
        let titles = columns.map { $0.title.flatMap(wrapped) }
        let bodies = columns.map { wrapped($0.body) }
        let footers = columns.map { $0.footer.isEmpty ? [] : wrapped($0.footer) }
        let separator = " \(glyphs.vertical) "
        var lines: [String] = []

        func append(_ parts: [[String]], height: Int, atBottom: Bool = false) {
            for row in 0..<height {
                let cells = parts.map { part in
                    let index = atBottom ? row - (height - part.count) : row
                    return (part.indices.contains(index) ? part[index] : "").padded(toWidth: width)
                }
                lines.append(cells.joined(separator: separator).trimmingTrailingSpaces())
            }
        }
        func height(_ parts: [[String]]) -> Int { parts.map(\.count).max() ?? 0 }

        if height(titles) > 0 {
            append(titles, height: height(titles))
            let rule = String(repeating: glyphs.horizontal, count: width)
            let crossing = glyphs.horizontal + glyphs.crossing + glyphs.horizontal
            lines.append(columns.map { _ in rule }.joined(separator: crossing))
        }
        append(bodies, height: height(bodies))
        if height(footers) > 0 {
            append([[String]](repeating: [], count: columns.count), height: 1)
            append(footers, height: height(footers), atBottom: true)
        }
        return lines
    }

    /// Returns the lines of one text, made harmless, without empty lines at its end.
    private static func wrap(_ text: String, width: Int, glyphs: Glyphs, tabWidth: Int) -> [String] {
        let expanded = harmless(text, glyphs: glyphs).expandingTabs(tabWidth: tabWidth)
        var lines = TextWrap.lines(expanded, width: width).map { line in
            // Only a cluster of 2 columns in a width of 1 is too wide.
            String(line.text).truncated(toWidth: width, ellipsis: glyphs == .unicode ? "…" : ".")
                .trimmingTrailingSpaces()
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}

extension String {
    /// Returns the text without spaces at its end.
    fileprivate func trimmingTrailingSpaces() -> String {
        guard let last = utf8.last, last == 0x20 else { return self }
        let end = utf8.lastIndex { $0 != 0x20 }.map(utf8.index(after:)) ?? startIndex
        return String(self[..<end])
    }
}
