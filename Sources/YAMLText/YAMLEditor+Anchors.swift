extension YAMLEditor {
    /// Returns edits that make a copy of each alias whose anchor `edits` touch, and remove that anchor.
    package func freeing(_ root: YAMLNode, from edits: [YAMLEdit]) throws(YAMLUnfit) -> [YAMLEdit] {
        var anchored: [YAMLNode] = []
        var aliases: [(node: YAMLNode, place: YAMLPlace, head: Int?)] = []
        try walk(root, place: YAMLPlace(column: -1, isFlow: false), head: nil) { node, place, head in
            if node.isAlias { aliases.append((node, place, head)) }
            if node.anchor != nil { anchored.append(node) }
        }
        let touched = anchored.filter { node in
            edits.contains {
                // A new last key begins on the line below.
                $0.range.lowerBound <= source.nextLine(after: node.range.upperBound)
                    && node.start <= $0.range.upperBound
            }
        }
        let targets = Set(touched.map(\.start)).intersection(aliases.compactMap(\.node.target))
        var changes: [YAMLEdit] = []
        for alias in aliases where alias.node.target.map(targets.contains) ?? false {
            guard let value = YAMLValue(alias.node) else { throw YAMLUnfit() }
            changes.append(replace(alias.node, with: value, place: alias.place, head: alias.head))
        }
        for node in touched where targets.contains(node.start) { changes.append(removingAnchor(of: node)) }
        return changes
    }

    private func walk(
        _ node: YAMLNode, place: YAMLPlace, head: Int?, visit: (YAMLNode, YAMLPlace, Int?) -> Void
    ) throws(YAMLUnfit) {
        visit(node, place, head)
        guard !node.isAlias else { return }
        switch node.content {
        case .scalar: break
        case .mapping(let entries, let isFlow):
            let column = isFlow ? place.column : entries.first.map { source.column(of: begin(of: $0)) } ?? place.column
            let inner = YAMLPlace(column: column, isFlow: isFlow)
            for entry in entries {
                try walk(entry.key, place: inner, head: nil, visit: visit)
                try walk(entry.value, place: inner, head: isFlow ? nil : try self.head(of: entry), visit: visit)
            }
        case .sequence(let items, let isFlow):
            for item in items {
                let dash = isFlow ? nil : try self.dash(of: item)
                let column = dash.map { source.column(of: $0) } ?? place.column
                try walk(
                    item, place: YAMLPlace(column: column, isFlow: isFlow), head: dash.map { $0 + 1 }, visit: visit)
            }
        }
    }

    private func removingAnchor(of node: YAMLNode) -> YAMLEdit {
        let space: [UInt8] = [.space, .tab, .newline, .carriageReturn]
        var start = source.bytes[node.start...].firstIndex(of: UInt8(ascii: "&")) ?? node.start
        var end = source.bytes[start...].firstIndex { space.contains($0) } ?? source.bytes.count
        if end < source.bytes.count, source.bytes[end] == .space {
            end = source.skippingBlanks(from: end)
        } else {
            while start > 0, source.bytes[start - 1] == .space { start -= 1 }
        }
        return YAMLEdit(range: start..<end, text: "")
    }
}
