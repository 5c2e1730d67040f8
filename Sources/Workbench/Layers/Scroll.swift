import Terminal

/// A motion through text.
enum Scroll: Sendable, Hashable {
    case up, down, pageUp, pageDown, start, end

    /// Returns the first row to show after the motion, at most `last`.
    func top(from top: Int, page: Int, last: Int) -> Int {
        let next =
            switch self {
            case .up: top - 1
            case .down: top + 1
            case .pageUp: top - page
            case .pageDown: top + page
            case .start: 0
            case .end: last
            }
        return max(0, min(next, last))
    }
}

extension LayerKey {
    /// Returns the keys that scroll. Space is one of them, unless it means something else.
    static func scrolling(withSpace: Bool = true, _ command: (Scroll) -> Command) -> [LayerKey] {
        [
            LayerKey([Key(.up)], command(.up), "Scroll up", hint: "scroll", hintName: "↑/↓"),
            LayerKey([Key(.down)], command(.down), "Scroll down"),
            LayerKey([Key(.pageUp)], command(.pageUp), "Scroll up by a page"),
            LayerKey([Key(.pageDown)] + (withSpace ? [Key(" ")] : []), command(.pageDown), "Scroll down by a page"),
            LayerKey([Key(.home)], command(.start), "Scroll to the start"),
            LayerKey([Key(.end)], command(.end), "Scroll to the end"),
        ]
    }
}
