import TextLayout

/// A text as paragraphs, so that a change of a long text touches little of it.
struct EditorDocument: Hashable, Sendable {
    /// The paragraphs, each with the newline that ends it. The last one has none and may be empty.
    private(set) var paragraphs: [Paragraph]
    /// The UTF-8 offset of each paragraph's start.
    private(set) var starts: [Int]

    init(_ text: String) {
        paragraphs = Self.split(text)
        starts = []
        var start = 0
        for paragraph in paragraphs {
            starts.append(start)
            start += paragraph.text.utf8.count
        }
    }

    /// The whole text, byte for byte as it was put in.
    var text: String {
        var text = ""
        text.reserveCapacity(count)
        for paragraph in paragraphs { text += paragraph.text }
        return text
    }

    /// The number of its UTF-8 bytes.
    var count: Int {
        (starts.last ?? 0) + (paragraphs.last?.text.utf8.count ?? 0)
    }

    /// Returns the paragraph of an offset, and the number of bytes from its start.
    func locate(_ offset: Int) -> (paragraph: Int, local: Int) {
        let paragraph = starts.lastIndex(notBehind: offset, by: \.self) ?? 0
        return (paragraph, offset - starts[paragraph])
    }

    /// Returns the text between two offsets, which must be borders of scalars.
    func text(in range: Range<Int>) -> String {
        let (first, start) = locate(range.lowerBound)
        let (last, end) = locate(range.upperBound)
        if first == last { return String(paragraphs[first].text.part(start..<end)) }
        var text = String(paragraphs[first].text.part(start..<paragraphs[first].text.utf8.count))
        for paragraph in paragraphs[first + 1..<last] { text += paragraph.text }
        return text + paragraphs[last].text.part(0..<end)
    }

    /// Replaces a part of the text between borders of scalars.
    mutating func replace(_ range: Range<Int>, with new: String) {
        let (first, start) = locate(range.lowerBound)
        let (last, end) = locate(range.upperBound)
        if first == last, !new.utf8.contains(0x0A) {
            paragraphs[first].replace(start..<end, with: new)
            shiftStarts(from: first + 1, by: new.utf8.count - range.count)
            return
        }
        let (before, behind) = (paragraphs[first], paragraphs[last])
        var merged = String(before.text.part(0..<start))
        merged += new
        merged += behind.text.part(end..<behind.text.utf8.count)
        var parts = Self.split(merged)
        if last < paragraphs.count - 1 { parts.removeLast() }
        if parts.count == 1 {
            parts[0].reuseRows(before: (before, start), behind: (behind, end))
        } else {
            parts[0].reuseRows(before: (before, start), behind: nil)
            parts[parts.count - 1].reuseRows(before: nil, behind: (behind, end))
        }
        var at = starts[first]
        let newStarts = parts.map { part in
            defer { at += part.text.utf8.count }
            return at
        }
        paragraphs.replaceSubrange(first...last, with: parts)
        starts.replaceSubrange(first...last, with: newStarts)
        shiftStarts(from: first + parts.count, by: new.utf8.count - range.count)
    }

    private mutating func shiftStarts(from first: Int, by bytes: Int) {
        if bytes == 0 { return }
        for index in first..<starts.count { starts[index] += bytes }
    }

    /// Keeps the rows of a long paragraph, as far as they are needed, so that they needn't be found again.
    mutating func keepRows(of paragraph: Int, _ wrapping: Wrapping, through extent: RowExtent) {
        paragraphs[paragraph].keepRows(wrapping, through: extent)
    }

    private static func split(_ text: String) -> [Paragraph] {
        var paragraphs: [Paragraph] = []
        var start = text.startIndex
        while let newline = text.utf8[start...].firstIndex(of: 0x0A) {
            let next = text.utf8.index(after: newline)
            paragraphs.append(Paragraph(text: String(text[start..<next])))
            start = next
        }
        paragraphs.append(Paragraph(text: String(text[start...])))
        return paragraphs
    }
}
