import JSONText

extension SchemaEvaluation {
    /// Returns whether a keyword holds, and adds the parts that it looked at to `evaluated`.
    mutating func check(_ keyword: SchemaKeyword, _ value: JSONValue, _ evaluated: inout Evaluated) -> Bool {
        let name = keyword.name
        switch keyword.rule {
        case .types(let types): return check(types, value)
        case .values(let values): return check(values, name, value)
        case .bound(let bound, let limit):
            guard case .number(let text) = value, let number = JSONNumber(text), !bound.accepts(number, limit) else {
                return true
            }
            report(name, "is \(value.shown); the schema asks for \(bound.words) \(limit.canonical)")
            return false
        case .multiple(let divisor):
            guard case .number(let text) = value, let number = JSONNumber(text), !number.isMultiple(of: divisor) else {
                return true
            }
            report(name, "is \(value.shown); the schema asks for a multiple of \(divisor.canonical)")
            return false
        case .count(let bound, let limit):
            guard let count = bound.count(value), bound.isLeast ? count < limit : count > limit else { return true }
            let words = bound.words(limit)
            report(
                name, "has \(bound.words(count)); the schema asks for at \(bound.isLeast ? "least" : "most") \(words)")
            return false
        case .pattern(let pattern, let written):
            guard case .text(let text) = value else { return true }
            guard matches(pattern, text, written: written, keyword: name) == false else { return true }
            report(name, "is \(shortQuote(text)); the schema asks for text that matches \(shortQuote(written))")
            return false
        case .format(let format):
            guard case .text(let text) = value, !format.accepts(text) else { return true }
            report(name, "is \(shortQuote(text)), which is no \(format.words)")
            return false
        case .uniqueItems: return checkUnique(value)
        case .items(let first, let rest, let restName):
            return checkItems(value, first, rest, restName, &evaluated)
        case .contains(let node, let least, let most): return checkContains(value, node, least, most, &evaluated)
        case .unevaluatedItems(let node): return checkRest(items: value, node, &evaluated)
        case .members(let rules): return checkMembers(value, rules, &evaluated)
        case .unevaluatedProperties(let node): return checkRest(members: value, node, &evaluated)
        case .names(let node): return checkNames(value, node)
        case .required(let keys): return checkRequired(value, keys)
        case .dependentRequired(let needs): return checkDependent(value, needs, name)
        case .dependentSchemas(let schemas):
            guard case .object(let object) = value else { return true }
            return all(schemas.filter { object.index(of: $0.key) != nil }.map(\.schema), value, &evaluated)
        case .all(let nodes): return all(nodes, value, &evaluated)
        case .any(let nodes): return any(nodes, value, &evaluated)
        case .one(let nodes): return one(nodes, value, &evaluated)
        case .not(let node):
            guard silently(node, value) != nil else { return true }
            report(name, "fits what the schema excludes with `not`")
            return false
        case .condition(let condition, let then, let otherwise):
            let found = silently(condition, value)
            if let found { evaluated.add(found) }
            return all([found == nil ? otherwise : then].compactMap(\.self), value, &evaluated)
        case .reference(let node): return all([node], value, &evaluated)
        case .dynamicReference(let node, let anchor):
            return all([dynamicTarget(node, name: anchor)], value, &evaluated)
        }
    }

    // MARK: the value itself

    private mutating func check(_ types: [SchemaType], _ value: JSONValue) -> Bool {
        if types.contains(where: { $0.accepts(value) }) { return true }
        let isFraction = value.kind == .number
        report(
            "type",
            "is \(isFraction ? value.shown : value.words); the schema asks for \(Self.list(types.map(\.words), "or"))")
        return false
    }

    private mutating func check(_ values: [JSONValue], _ name: String, _ value: JSONValue) -> Bool {
        if values.contains(value) { return true }
        let shown = values.prefix(8).map(\.shown) + (values.count > 8 ? ["\(values.count - 8) more"] : [])
        report(name, "is \(value.shown); the schema allows \(values.isEmpty ? "nothing" : Self.list(shown, "and"))")
        return false
    }

    /// Returns words as a list, as in `a, b or c`.
    private static func list(_ words: [String], _ last: String) -> String {
        words.count < 2
            ? words.joined() : words.dropLast().joined(separator: ", ") + " \(last) " + (words.last ?? "")
    }

    // MARK: schemas for the same value

    private mutating func all(_ nodes: [Int], _ value: JSONValue, _ evaluated: inout Evaluated) -> Bool {
        var holds = true
        for node in nodes {
            if let found = evaluate(node, value) {
                evaluated.add(found)
            } else {
                holds = false
                if isSilent { return false }
            }
        }
        return holds
    }

    private mutating func any(_ nodes: [Int], _ value: JSONValue, _ evaluated: inout Evaluated) -> Bool {
        let mark = violations.count
        var nearest: (place: Int, violations: [JSONViolation])?
        var holds = false
        for (place, node) in nodes.enumerated() {
            if let found = evaluate(node, value) {
                evaluated.add(found)
                holds = true
                if !schema.countsEvaluated { break }
            } else {
                let own = Array(violations[mark...])
                if !own.isEmpty, nearest.map({ own.isNearer(than: $0.violations) }) ?? true { nearest = (place, own) }
            }
            violations.removeSubrange(mark...)
        }
        violations.removeSubrange(mark...)
        if !holds { reportNone("anyOf", of: nodes.count, nearest) }
        return holds
    }

    private mutating func one(_ nodes: [Int], _ value: JSONValue, _ evaluated: inout Evaluated) -> Bool {
        let mark = violations.count
        var nearest: (place: Int, violations: [JSONViolation])?
        var fitting: [(place: Int, evaluated: Evaluated)] = []
        for (place, node) in nodes.enumerated() {
            if let found = evaluate(node, value) {
                fitting.append((place, found))
            } else {
                let own = Array(violations[mark...])
                if !own.isEmpty, nearest.map({ own.isNearer(than: $0.violations) }) ?? true { nearest = (place, own) }
            }
            violations.removeSubrange(mark...)
            if fitting.count > 1 { break }
        }
        guard fitting.count == 1 else {
            if fitting.isEmpty {
                reportNone("oneOf", of: nodes.count, nearest)
            } else {
                report(
                    "oneOf",
                    "fits alternatives \(fitting[0].place + 1) and \(fitting[1].place + 1) of `oneOf`; it may fit only one"
                )
            }
            return false
        }
        evaluated.add(fitting[0].evaluated)
        return true
    }

    private mutating func reportNone(
        _ keyword: String, of count: Int, _ nearest: (place: Int, violations: [JSONViolation])?
    ) {
        guard let nearest, let first = nearest.violations.first else {
            return report(keyword, "fits none of the \(count) alternatives of `\(keyword)`")
        }
        if count == 1 {
            violations += nearest.violations
            return
        }
        let more = nearest.violations.count - 1
        report(
            keyword,
            "fits none of the \(count) alternatives of `\(keyword)`; by number \(nearest.place + 1), \(first.sentence.lowercasedFirst)"
                + (more > 0 ? ", and \(more) more" : ""))
    }
}

extension [JSONViolation] {
    /// Whether a value misses these by less than others: it fails deeper inside, or in fewer places.
    fileprivate func isNearer(than others: [JSONViolation]) -> Bool {
        func depth(_ violations: [JSONViolation]) -> Int { violations.map(\.instance.steps.count).min() ?? 0 }
        let (own, other) = (depth(self), depth(others))
        return own == other ? count < others.count : own > other
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
