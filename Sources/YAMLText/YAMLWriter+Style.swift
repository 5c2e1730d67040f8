extension YAMLWriter {
    /// Takes the style of a file from its first lists and mappings.
    init(styleOf root: YAMLNode, in source: YAMLSource) {
        var found = Found()
        found.look(at: root, column: nil, in: source)
        step = found.step ?? step
        dashStep = found.dashStep ?? dashStep
        padsMaps = found.padsMaps ?? padsMaps
        padsLists = found.padsLists ?? padsLists
    }

    private struct Found {
        var step: Int?
        var dashStep: Int?
        var padsMaps: Bool?
        var padsLists: Bool?

        mutating func look(at node: YAMLNode, column: Int?, in source: YAMLSource) {
            guard !node.isAlias else { return }
            switch node.content {
            case .scalar: return
            case .mapping(let entries, let isFlow):
                guard let first = entries.first else { return }
                if isFlow { padsMaps = padsMaps ?? isPadded(node, in: source) }
                let own = isFlow ? nil : source.column(of: first.key.start)
                if let column, let own, step == nil, 1...9 ~= own - column { step = own - column }
                for entry in entries { look(at: entry.value, column: own, in: source) }
            case .sequence(let items, let isFlow):
                guard let first = items.first else { return }
                if isFlow {
                    padsLists = padsLists ?? isPadded(node, in: source)
                } else if let column, dashStep == nil {
                    let line = source.lineStart(of: first.start)
                    let dash = source.skippingBlanks(from: line)
                    if source.bytes[dash] == UInt8(ascii: "-"), source.column(of: dash) >= column {
                        dashStep = source.column(of: dash) - column
                    }
                }
                for item in items { look(at: item, column: nil, in: source) }
            }
        }

        private func isPadded(_ node: YAMLNode, in source: YAMLSource) -> Bool {
            source.bytes[node.range.lowerBound + 1] == .space
        }
    }
}
