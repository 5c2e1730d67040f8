/// The lines of a long text for which a terminal has room.
package struct TextPage: Sendable, Hashable {
    /// The index of the first line that is seen.
    package let top: Int
    /// The lines that are seen.
    package let lines: [String]
    /// The number of all lines.
    package let count: Int

    /// Takes as many lines as there are rows: from `top` on, or the nearest ones that fill them.
    package init(_ all: [String], from top: Int, rows: Int) {
        let rows = max(1, rows)
        self.top = max(0, min(top, all.count - rows))
        lines = Array(all.dropFirst(self.top).prefix(rows))
        count = all.count
    }

    /// True if there are more lines than are seen.
    package var isPart: Bool { lines.count < count }
    /// The index from which the next page is taken; it begins with the last line of this one.
    package var next: Int { top + max(1, lines.count - 1) }
    /// The index from which the page before is taken.
    package var previous: Int { top - max(1, lines.count - 1) }
    /// The place in words: `lines 1 to 20 of 45`.
    package var place: String { "lines \(top + 1) to \(top + lines.count) of \(count)" }
}
