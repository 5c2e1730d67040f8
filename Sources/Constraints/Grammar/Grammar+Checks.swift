extension Grammar {
    /// Throws if no text fits, or if a rule begins with itself.
    func check() throws(GrammarError) {
        guard rulesWhere(accepting: true)[root] else {
            throw GrammarError("fits no text: its rule `root` never comes to an end.")
        }
        if let rule = leftRecursiveRule {
            throw GrammarError(
                "has the rule `\(rules[rule].name)`, which begins with itself, so that it can't be followed from left to right."
            )
        }
    }

    /// Returns for each rule whether it has an alternative of such rules alone. Texts and tokens count if `accepting` is
    /// set: then these are the rules that some text fits; else those that nothing at all fits, too.
    private func rulesWhere(accepting: Bool) -> [Bool] {
        var holds = Array(repeating: false, count: rules.count)
        var users = Array(repeating: [Int](), count: rules.count)
        for (number, rule) in rules.enumerated() {
            for start in rule.starts {
                for case (_, .rule(let used)) in alternative(from: start) where used != number {
                    users[used].append(number)
                }
            }
        }
        var pending = Array(rules.indices)
        while let number = pending.popLast() {
            guard !holds[number] else { continue }
            holds[number] = rules[number].starts.contains { start in
                alternative(from: start).allSatisfy { _, symbol in
                    if case .rule(let used) = symbol { holds[used] } else { accepting }
                }
            }
            if holds[number] { pending += users[number].filter { !holds[$0] } }
        }
        return holds
    }

    /// A rule that comes back to itself before any text, with something left to do behind it; nil if there is none. A
    /// rule that comes back with nothing behind it, as in `(x*)*`, does no harm.
    private var leftRecursiveRule: Int? {
        let canBeEmpty = rulesWhere(accepting: false)
        var edges = Array(repeating: [(rule: Int, grows: Bool)](), count: rules.count)
        for (number, rule) in rules.enumerated() {
            for start in rule.starts {
                for case (let index, .rule(let used)) in leading(from: start, canBeEmpty) {
                    edges[number].append((used, symbols[index + 1] != .end))
                }
            }
        }
        let component = components(of: edges.map { $0.map(\.rule) })
        return edges.indices.first { number in
            edges[number].contains { $0.grows && component[$0.rule] == component[number] }
        }
    }

    /// The symbols at the beginning of an alternative that can be reached without any text.
    private func leading(from start: Int, _ canBeEmpty: [Bool]) -> [(Int, Symbol)] {
        var result: [(Int, Symbol)] = []
        for (index, symbol) in alternative(from: start) {
            result.append((index, symbol))
            guard case .rule(let used) = symbol, canBeEmpty[used] else { break }
        }
        return result
    }

    /// Returns the number of the strongly connected component of each node (Tarjan 1972), without recursion.
    private func components(of edges: [[Int]]) -> [Int] {
        var component = Array(repeating: -1, count: edges.count)
        var order = Array(repeating: -1, count: edges.count)
        var low = order
        var stack: [Int] = []
        var next = 0
        for root in edges.indices where order[root] < 0 {
            var path = [(node: root, edge: 0)]
            while let (node, edge) = path.last {
                if edge == 0 {
                    (order[node], low[node]) = (next, next)
                    next += 1
                    stack.append(node)
                }
                if edge < edges[node].count {
                    path[path.count - 1].edge += 1
                    let target = edges[node][edge]
                    if order[target] < 0 {
                        path.append((target, 0))
                    } else if component[target] < 0 {
                        low[node] = min(low[node], order[target])
                    }
                    continue
                }
                if low[node] == order[node] {
                    while let member = stack.popLast() {
                        component[member] = node
                        if member == node { break }
                    }
                }
                path.removeLast()
                if let parent = path.last?.node { low[parent] = min(low[parent], low[node]) }
            }
        }
        return component
    }
}
