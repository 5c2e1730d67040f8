/// A part of a text and how it is shown.
package struct StyledSpan: Sendable, Hashable {
    /// UTF-8 bytes of the text.
    package var range: Range<Int>
    /// How it is shown.
    package var style: Style

    /// A part of a text and how it is shown.
    package init(_ range: Range<Int>, _ style: Style) {
        self.range = range
        self.style = style
    }
}

/// Finds the spans of offsets that only grow, among spans in order that don't overlap.
struct SpanFinder {
    private let spans: [StyledSpan]
    private var index: Int?

    init(_ spans: [StyledSpan]) { self.spans = spans }

    /// Returns the style at an offset, nil between spans. The first is found by bisection, the others from there.
    mutating func style(at offset: Int) -> Style? {
        var current = index ?? spans.lastIndex(notBehind: offset, by: \.range.lowerBound) ?? 0
        while current < spans.count, spans[current].range.upperBound <= offset { current += 1 }
        index = current
        guard current < spans.count, spans[current].range.contains(offset) else { return nil }
        return spans[current].style
    }
}
