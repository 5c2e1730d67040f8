/// The characters that a terminal can draw.
package enum Glyphs: Sendable {
    /// Unicode, in UTF-8.
    case unicode
    /// Only ASCII, for locales that aren't UTF-8.
    case ascii

    /// The sign for text that is left out: `…`, or `...`.
    package var ellipsis: String { self == .unicode ? "…" : "..." }
    /// The sign before a text that is folded into a line, `▸` or `>`, and before one that is shown, `▾` or `v`.
    package func fold(isOpen: Bool) -> String {
        self == .unicode ? (isOpen ? "▾" : "▸") : (isOpen ? "v" : ">")
    }
    /// The sign before a call of a tool: `→`, or `->`.
    package var callMark: String { self == .unicode ? "→" : "->" }
    /// A line from left to right: `─`, or `-`.
    var horizontal: String { self == .unicode ? "─" : "-" }
    /// A line from top to bottom: `│`, or `|`.
    var vertical: String { self == .unicode ? "│" : "|" }
    /// The crossing of the two lines: `┼`, or `+`.
    var crossing: String { self == .unicode ? "┼" : "+" }
}
