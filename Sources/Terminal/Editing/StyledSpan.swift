/// A part of a text with its style.
package struct StyledSpan: Sendable, Hashable {
    /// The UTF-8 bytes of the text.
    package var range: Range<Int>
    /// The style.
    package var style: Style

    /// Creates a span.
    package init(_ range: Range<Int>, _ style: Style) {
        self.range = range
        self.style = style
    }
}

/// Finds the spans of offsets that only grow. The spans must be in order and not overlap.
struct SpanFinder {
    private let spans: [StyledSpan]
    private var index: Int?

    init(_ spans: [StyledSpan]) { self.spans = spans }

    /// Returns the style at an offset; nil between spans. The first call searches by bisection, later ones go on from
    /// there.
    mutating func style(at offset: Int) -> Style? {
        var current = index ?? spans.lastIndex(notBehind: offset, by: \.range.lowerBound) ?? 0
        while current < spans.count, spans[current].range.upperBound <= offset { current += 1 }
        index = current
        guard current < spans.count, spans[current].range.contains(offset) else { return nil }
        return spans[current].style
    }
}
