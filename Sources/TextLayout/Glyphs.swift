/// What a terminal can draw.
package enum Glyphs: Sendable {
    /// Unicode, in UTF-8.
    case unicode
    /// ASCII and nothing else, for locales that aren't UTF-8.
    case ascii

    /// What stands for text left out: `…`, or `...`.
    package var ellipsis: String { self == .unicode ? "…" : "..." }
    /// A line from left to right: `─`, or `-`.
    var horizontal: String { self == .unicode ? "─" : "-" }
    /// A line from top to bottom: `│`, or `|`.
    var vertical: String { self == .unicode ? "│" : "|" }
    /// Where the two cross: `┼`, or `+`.
    var crossing: String { self == .unicode ? "┼" : "+" }
}
