/// Finds schemas that refer to themselves for the same value.
enum EndlessReference {
    /// Returns a node that leads back to itself without going into the value; nil if there is none.
    static func find(in nodes: [SchemaNode], _ resources: [SchemaResource]) -> Int? {
        let next = nodes.map { Set($0.keywords.flatMap { $0.rule.inPlace(resources) }).sorted() }
        var before: [[Int]] = Array(repeating: [], count: nodes.count)
        for (index, targets) in next.enumerated() {
            for target in targets { before[target].append(index) }
        }
        // Kahn's algorithm: schemas that lead nowhere are removed repeatedly, until only loops and the schemas that
        // lead to them are left.
        var left = next.map(\.count)
        var ended = left.indices.filter { left[$0] == 0 }
        while let index = ended.popLast() {
            for source in before[index] {
                left[source] -= 1
                if left[source] == 0 { ended.append(source) }
            }
        }
        guard var index = left.firstIndex(where: { $0 > 0 }) else { return nil }
        // Following references long enough ends in a loop.
        var seen: Set<Int> = []
        while seen.insert(index).inserted {
            guard let target = next[index].first(where: { left[$0] > 0 }) else { break }
            index = target
        }
        return index
    }
}

extension SchemaRule {
    /// The schemas with which this one checks the same value.
    fileprivate func inPlace(_ resources: [SchemaResource]) -> [Int] {
        switch self {
        case .reference(let target): [target]
        case .dynamicReference(let target, let name): [target] + resources.compactMap { $0.dynamicAnchors[name] }
        case .all(let schemas), .any(let schemas), .one(let schemas): schemas
        case .not(let schema): [schema]
        case .condition(let condition, let then, let otherwise):
            [condition] + [then, otherwise].compactMap(\.self)
        case .dependentSchemas(let schemas): schemas.map(\.schema)
        default: []
        }
    }
}
