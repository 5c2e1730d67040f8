import JSONText

/// Keywords about the items of a list and the members of an object.
extension SchemaEvaluation {
    // MARK: lists

    mutating func checkItems(
        _ value: JSONValue, _ first: [Int], _ rest: Int?, _ name: String, _ evaluated: inout Evaluated
    ) -> Bool {
        guard case .list(let items) = value else { return true }
        var holds = true
        for (index, item) in items.enumerated() {
            guard let node = index < first.count ? first[index] : rest else { break }
            if index >= first.count, schema.nodes[node].constant == false {
                let words = CountBound.maxItems.words(first.count)
                inside("\(index)") { $0.report(name, "isn't allowed; the list may have \(words)") }
                return false
            }
            if !evaluate(node, item, at: "\(index)") {
                holds = false
                if isSilent { return false }
            }
        }
        evaluated.firstItems = max(evaluated.firstItems, rest == nil ? min(first.count, items.count) : items.count)
        return holds
    }

    mutating func checkContains(
        _ value: JSONValue, _ node: Int, _ least: Int, _ most: Int?, _ evaluated: inout Evaluated
    ) -> Bool {
        guard case .list(let items) = value else { return true }
        var count = 0
        for (index, item) in items.enumerated() where evaluate(node, item, at: "\(index)", silent: true) {
            count += 1
            evaluated.items.insert(index)
            if most == nil, count >= least, !schema.countsEvaluated { return true }
        }
        if count < least {
            let words = CountBound.minItems.words(count)
            report(
                count == 0 ? "contains" : "minContains",
                count == 0
                    ? "has no item that fits `contains`"
                    : "has \(words) that \(count == 1 ? "fits" : "fit") `contains`; the schema asks for at least \(least)"
            )
            return false
        }
        if let most, count > most {
            report("maxContains", "has \(count) items that fit `contains`; the schema asks for at most \(most)")
            return false
        }
        return true
    }

    mutating func checkUnique(_ value: JSONValue) -> Bool {
        guard case .list(let items) = value else { return true }
        var seen: [JSONValue: Int] = [:]
        for (index, item) in items.enumerated() {
            if let former = seen.updateValue(index, forKey: item) {
                report(
                    "uniqueItems", "has equal items, numbers \(former) and \(index); the schema asks for different ones"
                )
                return false
            }
        }
        return true
    }

    mutating func checkRest(items value: JSONValue, _ node: Int, _ evaluated: inout Evaluated) -> Bool {
        guard case .list(let items) = value else { return true }
        var holds = true
        for (index, item) in items.enumerated()
        where index >= evaluated.firstItems && !evaluated.items.contains(index) {
            if !evaluate(node, item, at: "\(index)") {
                holds = false
                if isSilent { return false }
            }
        }
        evaluated.firstItems = items.count
        return holds
    }

    // MARK: objects

    mutating func checkMembers(_ value: JSONValue, _ rules: MemberRules, _ evaluated: inout Evaluated) -> Bool {
        guard case .object(let object) = value else { return true }
        var holds = true
        for (index, member) in object.members.enumerated() {
            var nodes: [Int] = []
            if let node = rules.properties[ExactText(member.key)] { nodes.append(node) }
            for rule in rules.patterns
            where matches(rule.pattern, member.key, written: rule.text, keyword: "patternProperties") == true {
                nodes.append(rule.schema)
            }
            if nodes.isEmpty, let node = rules.additional {
                nodes = [node]
                if schema.nodes[node].constant == false {
                    reportKey(member.key, "additionalProperties")
                    holds = false
                    if isSilent { return false }
                    continue
                }
            }
            if !nodes.isEmpty { evaluated.members.insert(index) }
            for node in nodes where !evaluate(node, member.value, at: member.key) {
                holds = false
                if isSilent { return false }
            }
        }
        return holds
    }

    mutating func checkRest(members value: JSONValue, _ node: Int, _ evaluated: inout Evaluated) -> Bool {
        guard case .object(let object) = value else { return true }
        var holds = true
        for (index, member) in object.members.enumerated()
        where !evaluated.hasAllMembers && !evaluated.members.contains(index) {
            if schema.nodes[node].constant == false {
                reportKey(member.key, "unevaluatedProperties")
                holds = false
            } else if !evaluate(node, member.value, at: member.key) {
                holds = false
            }
            if !holds, isSilent { return false }
        }
        evaluated.hasAllMembers = true
        return holds
    }

    private mutating func reportKey(_ key: String, _ keyword: String) {
        inside(key) { $0.report(keyword, "isn't allowed: the schema has no such key") }
    }

    mutating func checkNames(_ value: JSONValue, _ node: Int) -> Bool {
        guard case .object(let object) = value else { return true }
        var holds = true
        for member in object.members where silently(node, .text(member.key)) == nil {
            report("propertyNames", "has the key \(shortQuote(member.key)), which doesn't fit `propertyNames`")
            holds = false
            if isSilent { return false }
        }
        return holds
    }

    mutating func checkRequired(_ value: JSONValue, _ keys: [String]) -> Bool {
        guard case .object(let object) = value else { return true }
        let missing = keys.filter { object.index(of: $0) == nil }
        for key in missing { report("required", "has no \(shortQuote(key)), which the schema requires") }
        return missing.isEmpty
    }

    mutating func checkDependent(
        _ value: JSONValue, _ needs: [(key: String, needs: [String])], _ name: String
    ) -> Bool {
        guard case .object(let object) = value else { return true }
        var holds = true
        for (key, needed) in needs where object.index(of: key) != nil {
            for missing in needed where object.index(of: missing) == nil {
                report(name, "has \(shortQuote(key)) but no \(shortQuote(missing)), which that requires")
                holds = false
            }
        }
        return holds
    }
}
