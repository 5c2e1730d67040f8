// Mappings and lists whose form comes from lines and indentation.
extension YAMLEditor {
    /// Returns the whole lines of an entry or an item, up to the next line.
    private func region(start: Int, end: Int) -> Range<Int> {
        source.lineStart(of: start)..<source.nextLine(after: end)
    }

    /// Returns the start of the comments directly above `line` in the same column, not before `bound`.
    private func commentStart(above line: Int, column: Int, bound: Int) -> Int {
        var start = line
        while start > bound {
            let above = source.lineStart(of: start - 1)
            let first = source.skippingBlanks(from: above)
            guard above >= bound, first < start, source.bytes[first] == UInt8(ascii: "#"),
                source.column(of: first) == column
            else { break }
            start = above
        }
        return start
    }

    /// Returns the start of an entry: its key, or the `?` before it.
    func begin(of entry: YAMLEntry) -> Int {
        let line = source.lineStart(of: entry.key.start)
        let sign = source.bytes[line..<entry.key.start].lastIndex { $0 != .space && $0 != .tab }
        return sign.flatMap { source.bytes[$0] == UInt8(ascii: "?") ? $0 : nil } ?? entry.key.start
    }

    private func end(of entry: YAMLEntry) -> Int { max(entry.key.range.upperBound, entry.value.range.upperBound) }

    // MARK: mappings

    /// Returns the edits that make a mapping in lines say `new`; the entries that stay keep their bytes.
    ///
    /// - Throws: ``YAMLUnfit`` if the mapping must be written anew as a whole.
    package func changeLines(
        _ entries: [YAMLEntry], from old: [YAMLPair], to new: [YAMLPair]
    ) throws(YAMLUnfit) -> [YAMLEdit] {
        let column = source.column(of: begin(of: entries[0]))
        let place = YAMLPlace(column: column, isFlow: false)
        var edits: [YAMLEdit] = []
        var removed: Set<Int> = []
        for (index, entry) in entries.enumerated() {
            guard let name = entry.name else { continue }
            let before = old[name]
            if let after = new[name] {
                edits += change(
                    entry.value, from: before, to: after, place: place, head: try head(of: entry),
                    inLines: name == "examples" || name == "messages")
            } else if let before {
                if let rest = try removal(of: before, from: entry.value, place: place, head: try head(of: entry)) {
                    edits += rest
                } else {
                    removed.insert(index)
                }
            }
        }
        let names = entries.map(\.name)
        let added = new.filter { pair in
            old[pair.key] != pair.value && !names.contains { $0?.isSame(as: pair.key) ?? false }
        }
        if removed.count == entries.count {
            // New entries take the place of the first.
            guard !added.isEmpty, let key = entries.first.map({ begin(of: $0) }),
                let last = entries.first.map({ end(of: $0) })
            else {
                throw YAMLUnfit()
            }
            let lines = writer.mapping(added, column: column)
            let text = joined(String(lines[0].dropFirst(column)), Array(lines.dropFirst()))
            removed.remove(0)
            return edits + [YAMLEdit(range: key..<source.lineEnd(of: last), text: text)]
                + (try remove(removed, of: entries, column: column))
        }
        edits += try remove(removed, of: entries, column: column)
        for pair in added { edits.append(insertion(of: pair, among: entries, order: new, column: column)) }
        return edits
    }

    /// Returns the edits that remove a value. If a mapping also has keys that aren't Lathe's, they stay; nil if the
    /// whole value can go.
    func removal(
        of old: YAMLValue, from node: YAMLNode, place: YAMLPlace, head: Int
    ) throws(YAMLUnfit) -> [YAMLEdit]? {
        guard !node.isAlias, !isWholesale, case .map(let pairs) = old,
            case .mapping(let entries, let isFlow) = node.content,
            entries.contains(where: { entry in entry.name.map { pairs[$0] == nil } ?? true }),
            entries.contains(where: { entry in entry.name.map { pairs[$0] != nil } ?? false })
        else { return nil }
        return isFlow
            ? try changeFlow(entries, of: node, from: pairs, to: [], place: place)
            : try changeLines(entries, from: pairs, to: [])
    }

    private func remove(_ removed: Set<Int>, of entries: [YAMLEntry], column: Int) throws(YAMLUnfit) -> [YAMLEdit] {
        var edits: [YAMLEdit] = []
        for index in removed.sorted() {
            let entry = entries[index]
            if source.startsLine(begin(of: entry)) {
                var range = region(start: begin(of: entry), end: end(of: entry))
                // A comment above the first entry is about the whole mapping.
                if index > 0 {
                    let bound = source.nextLine(after: end(of: entries[index - 1]))
                    range = commentStart(above: range.lowerBound, column: column, bound: bound)..<range.upperBound
                }
                edits.append(YAMLEdit(range: range, text: ""))
            } else {
                // The entry stands behind a dash: the next entry moves up.
                guard index + 1 < entries.count, index == 0 else { throw YAMLUnfit() }
                edits.append(YAMLEdit(range: begin(of: entry)..<begin(of: entries[index + 1]), text: ""))
                if removed.contains(index + 1) { throw YAMLUnfit() }
            }
        }
        return edits
    }

    private func insertion(
        of pair: YAMLPair, among entries: [YAMLEntry], order: [YAMLPair], column: Int
    ) -> YAMLEdit {
        let lines = writer.pair(pair, column: column)
        let before = order.prefix { !$0.key.isSame(as: pair.key) }.reversed()
        for neighbour in before {
            guard let entry = entries.last(where: { $0.name?.isSame(as: neighbour.key) ?? false }) else { continue }
            let offset = source.nextLine(after: end(of: entry))
            return YAMLEdit(range: offset..<offset, text: joined(lines[0], lines.dropFirst() + [""]))
        }
        // None of the keys before it is there, so it becomes the first.
        let first = begin(of: entries[0])
        guard source.startsLine(first) else {
            let text = joined(String(lines[0].dropFirst(column)), lines.dropFirst() + [writer.spaces(column)])
            return YAMLEdit(range: first..<first, text: text)
        }
        let line = source.lineStart(of: first)
        return YAMLEdit(range: line..<line, text: joined(lines[0], lines.dropFirst() + [""]))
    }

    // MARK: lists

    func changeLines(_ items: [YAMLNode], by list: YAMLListEdit, inLines: Bool) throws(YAMLUnfit) -> [YAMLEdit] {
        var dashes: [Int] = []
        for item in items { dashes.append(try dash(of: item)) }
        let column = source.column(of: dashes[0])
        guard dashes.allSatisfy({ source.startsLine($0) && source.column(of: $0) == column }) else { throw YAMLUnfit() }
        let place = YAMLPlace(column: column, isFlow: false)
        var chunks: [Range<Int>] = []
        for (index, item) in items.enumerated() {
            let lines = region(start: dashes[index], end: max(item.range.upperBound, dashes[index]))
            let bound = chunks.last?.upperBound ?? lines.lowerBound
            let above = firstComment(above: lines.lowerBound, column: column, bound: bound, isFirst: index == 0)
            chunks.append(above..<lines.upperBound)
        }
        var edits: [[YAMLEdit]] = []
        for item in list.items {
            guard let index = item.index else {
                edits.append([])
                continue
            }
            edits.append(
                change(items[index], from: list.old[index], to: item.value, place: place, head: dashes[index] + 1))
        }
        let isInLines = items.contains { $0.isBlockCollection } || inLines
        let offset = items.first { $0.isBlockCollection }.map { source.column(of: $0.start) - column } ?? 2
        func written(_ value: YAMLValue) -> String {
            let lines = writer.item(value, column: column, inLines: isInLines, offset: max(2, offset))
            return joined(lines[0], lines.dropFirst() + [""])
        }
        let blank = chunks.count > 1 ? source[chunks[0].upperBound..<chunks[1].lowerBound] : ""
        let separator = blank.utf8.allSatisfy { $0 == .newline || $0 == .carriageReturn } ? blank : ""
        if list.keepsOrder {
            let added = list.items.dropFirst(items.count).map { separator + written($0.value) }
            let end = chunks[items.count - 1].upperBound
            let more = added.isEmpty ? [] : [YAMLEdit(range: end..<end, text: added.joined())]
            return edits.flatMap { $0 } + more
        }
        var text = ""
        for (place, item) in list.items.enumerated() {
            // Blank lines and separate comments move with the item that they stood before.
            let gap = item.index.flatMap { $0 > 0 ? source[chunks[$0 - 1].upperBound..<chunks[$0].lowerBound] : nil }
            let isKept = place > 0 || gap?.utf8.contains(UInt8(ascii: "#")) ?? false
            if isKept { text += gap ?? separator }
            if let index = item.index {
                text += try self.text(of: chunks[index], applying: edits[place])
            } else {
                text += written(item.value)
            }
        }
        return [YAMLEdit(range: chunks[0].lowerBound..<chunks[items.count - 1].upperBound, text: text)]
    }

    private func firstComment(above line: Int, column: Int, bound: Int, isFirst: Bool) -> Int {
        guard isFirst else { return commentStart(above: line, column: column, bound: bound) }
        // Comments between the key and the first dash, in the dash's column, are about the first item.
        var start = line
        while start > 0 {
            let above = source.lineStart(of: start - 1)
            let first = source.skippingBlanks(from: above)
            guard source.bytes[first] == UInt8(ascii: "#"), source.column(of: first) == column, column > 0 else {
                break
            }
            start = above
        }
        return start
    }

    /// Returns the offset of an item's dash. The item may stand on a line below it.
    func dash(of item: YAMLNode) throws(YAMLUnfit) -> Int {
        let before = source.bytes[..<item.start].lastIndex { ![.space, .newline, .carriageReturn, .tab].contains($0) }
        guard let before, source.bytes[before] == UInt8(ascii: "-") else { throw YAMLUnfit() }
        return before
    }
}

extension String {
    /// Returns whether both texts have the same bytes. `==` calls composed and decomposed Hangul equal.
    package func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
