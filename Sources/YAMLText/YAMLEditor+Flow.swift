// Mappings and lists in brackets.
extension YAMLEditor {
    private func end(of entry: YAMLEntry) -> Int { max(entry.key.range.upperBound, entry.value.range.upperBound) }

    /// Returns the text to write between two parts. It has a line break and indentation if the parts stand on lines of
    /// their own.
    private func separator(_ node: YAMLNode, firstEnd: Int, secondStart: Int?, firstStart: Int) -> String {
        if let secondStart {
            let between = source[firstEnd..<secondStart]
            if between.utf8.allSatisfy({ [.space, .newline, .carriageReturn, UInt8(ascii: ",")].contains($0) }),
                between.utf8.count(where: { $0 == UInt8(ascii: ",") }) == 1
            {
                return between
            }
            return ", "
        }
        let lead = source[(node.range.lowerBound + 1)..<firstStart]
        guard lead.utf8.contains(.newline), lead.utf8.allSatisfy({ $0 <= .space }) else { return ", " }
        return "," + lead
    }

    /// Returns the edits that make a mapping in brackets say `new`; the entries that stay keep their bytes.
    ///
    /// - Throws: ``YAMLUnfit`` if the mapping must be written anew as a whole.
    package func changeFlow(
        _ entries: [YAMLEntry], of node: YAMLNode, from old: [YAMLPair], to new: [YAMLPair], place: YAMLPlace
    ) throws(YAMLUnfit) -> [YAMLEdit] {
        let place = YAMLPlace(
            column: place.column, isFlow: true,
            isJSON: entries.contains {
                if case .scalar(_, .doubleQuoted) = $0.key.content { true } else { false }
            })
        var edits: [YAMLEdit] = []
        var removed: Set<Int> = []
        for (index, entry) in entries.enumerated() {
            guard let name = entry.name else { continue }
            if let after = new[name] {
                edits += change(entry.value, from: old[name], to: after, place: place, head: nil)
            } else if let before = old[name] {
                if let rest = try removal(of: before, from: entry.value, place: place, head: 0) {
                    edits += rest
                } else {
                    removed.insert(index)
                }
            }
        }
        let starts = entries.map(\.key.start)
        let ends = entries.map { end(of: $0) }
        let separator = separator(
            node, firstEnd: ends[0], secondStart: entries.count > 1 ? starts[1] : nil, firstStart: starts[0])
        if removed.count == entries.count {
            // New entries take the place of the first.
            guard !new.isEmpty else { throw YAMLUnfit() }
            let text = new.map { writer.flow($0, place: place) }.joined(separator: separator)
            removed.remove(0)
            return edits + [YAMLEdit(range: starts[0]..<ends[0], text: text)]
                + remove(removed, starts: starts, ends: ends)
        }
        edits += remove(removed, starts: starts, ends: ends)
        let kept = entries.indices.filter { !removed.contains($0) }
        for pair in new where old[pair.key] != pair.value {
            guard !entries.contains(where: { $0.name?.isSame(as: pair.key) ?? false }) else { continue }
            let text = writer.flow(pair, place: place)
            let neighbours = new.prefix { !$0.key.isSame(as: pair.key) }.reversed().lazy.compactMap { neighbour in
                kept.last { entries[$0].name?.isSame(as: neighbour.key) ?? false }
            }
            if let before = neighbours.first {
                edits.append(YAMLEdit(range: ends[before]..<ends[before], text: separator + text))
            } else {
                edits.append(YAMLEdit(range: starts[kept[0]]..<starts[kept[0]], text: text + separator))
            }
        }
        return edits
    }

    func changeFlow(
        _ items: [YAMLNode], of node: YAMLNode, by list: YAMLListEdit, place: YAMLPlace
    ) throws(YAMLUnfit) -> [YAMLEdit] {
        let isJSON = place.isJSON || items.contains { Self.isJSON($0) }
        let place = YAMLPlace(column: place.column, isFlow: true, isJSON: isJSON)
        var texts: [String] = []
        var edits: [YAMLEdit] = []
        for item in list.items {
            guard let index = item.index else {
                texts.append(writer.flow(item.value, place: place))
                continue
            }
            let changes = change(items[index], from: list.old[index], to: item.value, place: place, head: nil)
            edits += changes
            texts.append(try text(of: items[index].start..<items[index].range.upperBound, applying: changes))
        }
        let separator = separator(
            node, firstEnd: items[0].range.upperBound, secondStart: items.count > 1 ? items[1].start : nil,
            firstStart: items[0].start)
        let last = items[items.count - 1].range.upperBound
        if list.keepsOrder {
            let more = texts.dropFirst(items.count).map { separator + $0 }.joined()
            return edits + (more.isEmpty ? [] : [YAMLEdit(range: last..<last, text: more)])
        }
        var text = ""
        for (index, item) in texts.enumerated() {
            if index > 0 {
                text += index < items.count ? source[items[index - 1].range.upperBound..<items[index].start] : separator
            }
            text += item
        }
        return [YAMLEdit(range: items[0].start..<last, text: text)]
    }

    private func remove(_ removed: Set<Int>, starts: [Int], ends: [Int]) -> [YAMLEdit] {
        let kept = starts.indices.filter { !removed.contains($0) }
        var edits: [YAMLEdit] = []
        for index in removed.sorted() {
            if let next = kept.first(where: { $0 > index }) {
                // Removes up to the next part, whether that stays or not.
                let end = min(starts[next], starts[index + 1])
                edits.append(YAMLEdit(range: starts[index]..<end, text: ""))
            } else if index > 0 {
                edits.append(YAMLEdit(range: ends[index - 1]..<ends[index], text: ""))
            }
        }
        return edits
    }

    private static func isJSON(_ node: YAMLNode) -> Bool {
        guard case .mapping(let entries, true) = node.content, let first = entries.first else { return false }
        if case .scalar(_, .doubleQuoted) = first.key.content { return true }
        return false
    }
}
