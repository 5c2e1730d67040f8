/// A range of bytes in a file, and the text to replace it with.
package struct YAMLEdit: Sendable {
    var range: Range<Int>
    var text: String
}

/// Thrown if an edit is only possible when more of the file is written anew.
package struct YAMLUnfit: Error {
    /// Creates the error.
    package init() {}
}

/// Finds the edits that change the values in a file. Values that stay keep their bytes.
package struct YAMLEditor {
    let source: YAMLSource
    private(set) var writer: YAMLWriter
    /// True if changed values are written anew as a whole, not part by part.
    var isWholesale = false

    /// Creates an editor that writes new values in the style of the file. With `onlyQuotes` it writes no `|` or `>`
    /// blocks.
    package init(source: YAMLSource, root: YAMLNode, isWholesale: Bool = false, onlyQuotes: Bool = false) {
        self.source = source
        self.isWholesale = isWholesale
        writer = YAMLWriter(styleOf: root, in: source)
        writer.onlyQuotes = onlyQuotes
    }

    /// Returns the bytes of `range` after `edits`.
    package func text(of range: Range<Int>, applying edits: [YAMLEdit]) throws(YAMLUnfit) -> String {
        let sorted = edits.enumerated().sorted {
            ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
                < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
        }
        var result = ""
        var offset = range.lowerBound
        for (_, edit) in sorted {
            guard offset <= edit.range.lowerBound, edit.range.upperBound <= range.upperBound else { throw YAMLUnfit() }
            result += source[offset..<edit.range.lowerBound] + edit.text
            offset = edit.range.upperBound
        }
        return result + source[offset..<range.upperBound]
    }

    /// Returns the edits that give `node` the value `new`. `head` is the offset behind its colon or dash.
    func change(
        _ node: YAMLNode, from old: YAMLValue?, to new: YAMLValue, place: YAMLPlace, head: Int?, inLines: Bool = false
    ) -> [YAMLEdit] {
        guard old != new else { return [] }
        if let edits = try? parts(of: node, from: old, to: new, place: place, inLines: inLines) { return edits }
        return [replace(node, with: new, place: place, head: head, inLines: inLines)]
    }

    /// Returns the edits of the parts that differ; nil if the whole value must be replaced.
    private func parts(
        of node: YAMLNode, from old: YAMLValue?, to new: YAMLValue, place: YAMLPlace, inLines: Bool
    ) throws(YAMLUnfit) -> [YAMLEdit]? {
        if !isWholesale, !node.isAlias {
            switch (node.content, new) {
            case (.mapping(let entries, let isFlow), .map(let pairs)) where !entries.isEmpty && !pairs.isEmpty:
                var before: [YAMLPair] = []
                if case .map(let pairs) = old { before = pairs }
                return isFlow
                    ? try changeFlow(entries, of: node, from: before, to: pairs, place: place)
                    : try changeLines(entries, from: before, to: pairs)
            case (.sequence(let items, let isFlow), .list(let values)) where !items.isEmpty && !values.isEmpty:
                guard case .list(let before) = old, before.count == items.count else { break }
                let list = YAMLListEdit(from: before, to: values)
                return isFlow
                    ? try changeFlow(items, of: node, by: list, place: place)
                    : try changeLines(items, by: list, inLines: inLines)
            case (.scalar(let text, let style), .text), (.scalar(let text, let style), .bare):
                return [changeScalar(node, text, style, to: new, place: place)]
            default: break
            }
        }
        return nil
    }

    // MARK: values

    private func changeScalar(
        _ node: YAMLNode, _ text: String, _ style: YAMLNode.Style, to new: YAMLValue, place: YAMLPlace
    ) -> YAMLEdit {
        let range = node.range
        let isBlock = style == .literal || style == .folded
        let headerEnd = source.lineEnd(of: range.lowerBound)
        var indent: Int?
        if isBlock,
            let line = source.bytes[headerEnd..<max(headerEnd, range.upperBound)].firstIndex(where: {
                ![.space, .newline, .carriageReturn].contains($0)
            })
        {
            indent = source.column(of: line) - max(place.column, 0)
            // If the first line is indented itself, the indicator says where the text begins.
            if let digit = source.bytes[range.lowerBound..<headerEnd].prefix(3).first(where: { 0x31...0x39 ~= $0 }) {
                indent = Int(digit - 0x30)
            }
            if indent ?? 0 < 1 { indent = nil }
        }
        let isNew = node.isEmpty
        let lines = writer.scalar(
            new, style: isNew ? nil : style, wasAmbiguous: !isNew && style == .plain && YAMLScalar.isAmbiguous(text),
            hadBreaks: text.utf8.contains(.newline), place: place, indent: indent)
        var first = lines.first
        if isNew, range.lowerBound > 0, ![.space, .tab].contains(source.bytes[range.lowerBound - 1]) {
            first =
                source.bytes[range.lowerBound - 1] == UInt8(ascii: ":") || !place.isFlow ? " " + first : ": " + first
        }
        if isBlock {
            return YAMLEdit(range: range, text: joined(first + comment(in: range.lowerBound..<headerEnd), lines.rest))
        }
        guard !lines.rest.isEmpty else { return YAMLEdit(range: range, text: first) }
        let end = source.lineEnd(of: range.upperBound)
        return YAMLEdit(
            range: range.lowerBound..<end, text: joined(first + source[range.upperBound..<end], lines.rest))
    }

    /// Returns the edit that writes a value anew, whatever it was.
    package func replace(
        _ node: YAMLNode, with new: YAMLValue, place: YAMLPlace, head: Int?, inLines: Bool = false
    ) -> YAMLEdit {
        guard !place.isFlow, let head else {
            let gap = node.isEmpty && node.start > 0 && source.bytes[node.start - 1] == UInt8(ascii: ":") ? " " : ""
            return YAMLEdit(range: node.start..<node.range.upperBound, text: gap + writer.flow(new, place: place))
        }
        let start = source.column(of: head) + 1
        var lines = writer.lines(new, place: place, start: start, inLines: inLines)
        if head > 0, source.bytes[head - 1] == UInt8(ascii: "-"), lines.first.isEmpty {
            // The first line of an item stands beside its dash.
            let item = writer.item(new, column: place.column, inLines: true)
            lines = YAMLWriter.Lines(
                first: String(item[0].dropFirst(place.column + 1).drop { $0 == " " }), rest: Array(item.dropFirst()))
        }
        let end = source.lineEnd(of: max(head, node.range.upperBound))
        var tail = source[max(head, node.range.upperBound)..<end]
        var isBlock = node.isBlockCollection
        if !node.isAlias, case .scalar(_, let style) = node.content { isBlock = style == .literal || style == .folded }
        if isBlock { tail = comment(in: head..<source.lineEnd(of: head)) }
        let first = lines.first.isEmpty ? "" : " " + lines.first
        return YAMLEdit(range: head..<end, text: joined(first + tail, lines.rest))
    }

    /// Returns the comment at the end of the line in which a block begins, with the blanks before it.
    private func comment(in range: Range<Int>) -> String {
        guard
            let sign = range.first(where: {
                source.bytes[$0] == UInt8(ascii: "#") && $0 > 0 && [.space, .tab].contains(source.bytes[$0 - 1])
            })
        else { return "" }
        let blanks = source.bytes[range.lowerBound..<sign].reversed().prefix { $0 == .space || $0 == .tab }.count
        return source[(sign - blanks)..<range.upperBound]
    }

    func joined(_ first: String, _ rest: [String]) -> String {
        ([first] + rest).map { $0.replacing("\n", with: source.newline) }.joined(separator: source.newline)
    }

    /// Returns the offset behind the colon that follows a key.
    func head(of entry: YAMLEntry) throws(YAMLUnfit) -> Int {
        let colon = source.skippingSpace(from: entry.key.range.upperBound)
        guard colon < source.bytes.count, source.bytes[colon] == UInt8(ascii: ":") else { throw YAMLUnfit() }
        return colon + 1
    }
}
