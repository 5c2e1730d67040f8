import TextLayout

/// A text as paragraphs, so that a change of a long one touches little.
struct EditorDocument: Hashable, Sendable {
    /// Each with the newline that ends it; the last has none and may be empty.
    private(set) var paragraphs: [Paragraph]
    /// The UTF-8 offset where each starts.
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

    /// All of it, byte for byte what was put in.
    var text: String {
        var text = ""
        text.reserveCapacity(count)
        for paragraph in paragraphs { text += paragraph.text }
        return text
    }

    /// Its UTF-8 bytes.
    var count: Int {
        (starts.last ?? 0) + (paragraphs.last?.text.utf8.count ?? 0)
    }

    /// The paragraph of an offset, and the bytes from its start.
    func locate(_ offset: Int) -> (paragraph: Int, local: Int) {
        let paragraph = starts.lastIndex(notBehind: offset, by: \.self) ?? 0
        return (paragraph, offset - starts[paragraph])
    }

    /// The part of the text between two offsets, which are borders of scalars.
    func text(in range: Range<Int>) -> String {
        let (first, start) = locate(range.lowerBound)
        let (last, end) = locate(range.upperBound)
        if first == last { return String(paragraphs[first].text.part(start..<end)) }
        var text = String(paragraphs[first].text.part(start..<paragraphs[first].text.utf8.count))
        for paragraph in paragraphs[first + 1..<last] { text += paragraph.text }
        return text + paragraphs[last].text.part(0..<end)
    }

    /// Puts another text in place of a part between borders of scalars.
    mutating func replace(_ range: Range<Int>, with new: String) {
        let (first, start) = locate(range.lowerBound)
        let (last, end) = locate(range.upperBound)
        if first == last, !new.utf8.contains(0x0A) {
            paragraphs[first].replace(start..<end, with: new)
        } else {
            var merged = String(paragraphs[first].text.part(0..<start))
            merged += new
            merged += paragraphs[last].text.part(end..<paragraphs[last].text.utf8.count)
            var parts = Self.split(merged)
            if last < paragraphs.count - 1 { parts.removeLast() }
            var at = starts[first]
            let newStarts = parts.map { part in
                defer { at += part.text.utf8.count }
                return at
            }
            paragraphs.replaceSubrange(first...last, with: parts)
            starts.replaceSubrange(first...last, with: newStarts)
            shiftStarts(from: first + parts.count, by: new.utf8.count - range.count)
            return
        }
        shiftStarts(from: first + 1, by: new.utf8.count - range.count)
    }

    private mutating func shiftStarts(from first: Int, by bytes: Int) {
        if bytes == 0 { return }
        for index in first..<starts.count { starts[index] += bytes }
    }

    /// Keeps the rows of a long paragraph for the next time.
    mutating func keepRows(of paragraph: Int, _ wrapping: Wrapping) {
        paragraphs[paragraph].keepRows(wrapping)
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

/// A paragraph with the newline that ends it.
struct Paragraph: Hashable, Sendable {
    private(set) var text: String
    /// The rows of a long one; short ones are folded again each time.
    private var kept = KeptRows()

    init(text: String) {
        self.text = text
        self.text.makeContiguousUTF8()
    }

    /// The bytes without the newline (LF or CR LF).
    var contentCount: Int {
        let bytes = text.utf8
        guard bytes.last == 0x0A else { return bytes.count }
        return bytes.count - (bytes.dropLast().last == 0x0D ? 2 : 1)
    }

    /// The starts of its rows, in bytes from its own start.
    func rows(_ wrapping: Wrapping) -> [RowStart] {
        kept.wrapping == wrapping ? kept.rows : wrapping.rows(in: 0..<contentCount, of: text)
    }

    /// Keeps its rows if finding them again would take long.
    mutating func keepRows(_ wrapping: Wrapping) {
        if text.utf8.count < 2048 || kept.wrapping == wrapping { return }
        kept = KeptRows(wrapping: wrapping, rows: wrapping.rows(in: 0..<contentCount, of: text))
    }

    /// Puts a text without newlines in place of a part; kept rows are folded again around it only.
    mutating func replace(_ range: Range<Int>, with new: String) {
        // A change may join the cluster before it.
        let touched =
            range.lowerBound == 0 ? 0 : text.offset(of: text.index(before: text.place(range.lowerBound)))
        text.replaceSubrange(text.place(range.lowerBound)..<text.place(range.upperBound), with: new)
        guard let wrapping = kept.wrapping else { return }
        let old = kept.rows
        let first = max(0, old.row(of: RowStart(offset: touched)) - Wrapping.reach)
        let end = range.lowerBound + new.utf8.count
        let shift = new.utf8.count - range.count
        var rows = Array(old[...first])
        var known: Int?
        wrapping.appendRows(after: old[first], in: 0..<contentCount, of: text, to: &rows) { start in
            if start.offset < end { return false }
            let before = start.moved(by: -shift)
            let index = old.row(of: before)
            if old[index] == before { known = index }
            return known != nil
        }
        if let known { rows += old[known...].map { $0.moved(by: shift) } }
        kept.rows = rows
    }

    /// Rows that were found before. They follow from the text, so they don't take part in comparisons.
    private struct KeptRows: Hashable, Sendable {
        var wrapping: Wrapping?
        var rows: [RowStart] = []

        static func == (left: KeptRows, right: KeptRows) -> Bool { true }
        func hash(into hasher: inout Hasher) {}
    }
}
