import JSONText

extension SchemaCompiler {
    /// Keywords that don't affect whether a value fits, or that are read together with others.
    private static let silent: Set<String> = [
        "$schema", "$id", "$anchor", "$dynamicAnchor", "$comment", "$vocabulary", "title", "description", "default",
        "examples", "deprecated", "readOnly", "writeOnly", "contentEncoding", "contentMediaType", "contentSchema",
        "then", "else", "minContains", "maxContains", "prefixItems", "additionalItems", "patternProperties",
        "additionalProperties", "format", "uniqueItems",
    ]

    /// Returns the keywords of a schema, in the order in which they are checked.
    mutating func keywords(
        of object: JSONObject, at pointer: JSONPointer, resource: Int
    ) throws(JSONSchemaError) -> [SchemaKeyword] {
        noteDraft(object, at: pointer)
        var found: [SchemaKeyword] = []
        for name in ["$defs", "definitions"] { _ = try schemasByKey(object, name, at: pointer, resource: resource) }
        // References may lead to `then` and `else` without an `if` too.
        for name in ["then", "else"] { _ = try schema(object, name, at: pointer, resource: resource) }
        if let rule = try members(object, at: pointer, resource: resource) { found.append(rule) }
        if let rule = try items(object, at: pointer, resource: resource) { found.append(rule) }
        for member in object.members {
            let place = pointer.appending(member.key)
            var rule = try simpleRule(member.key, member.value, at: place)
            if rule == nil {
                rule = try applicator(member.key, member.value, object, at: pointer, resource: resource)
            }
            if let rule {
                found.append(SchemaKeyword(name: member.key, rule: rule))
            } else if member.key == "dependencies" {
                found += try dependencies(member.value, at: place, resource: resource)
            } else if !Self.silent.contains(member.key), !Self.grouped.contains(member.key) {
                note(place, "is not a keyword of JSON Schema that Lathe checks; it has no effect.")
            }
        }
        // A wrong type explains the most, so it is checked first. Parts that nothing looked at are known only at the
        // end.
        return found.filter(\.isFirst) + found.filter { !$0.isFirst && !$0.isLast } + found.filter(\.isLast)
    }

    /// Keywords that are read together with others.
    private static let grouped: Set<String> = ["$defs", "definitions", "properties", "items"]

    private mutating func noteDraft(_ object: JSONObject, at pointer: JSONPointer) {
        guard case .text(let draft)? = object["$schema"] else { return }
        let known = ["2020-12/schema", "2019-09/schema", "draft-07/schema", "draft-06/schema"]
        if !known.contains(where: { draft.contains($0) }) {
            note(pointer.appending("$schema"), "is \(shortQuote(draft)); the schema is read as draft 2020-12.")
        }
    }

    // MARK: keywords that look at the value alone

    private mutating func simpleRule(
        _ name: String, _ value: JSONValue, at place: JSONPointer
    ) throws(JSONSchemaError) -> SchemaRule? {
        if let bound = NumberBound(rawValue: name) { return .bound(bound, try number(value, at: place)) }
        if let bound = CountBound(rawValue: name) { return .count(bound, try count(value, at: place)) }
        switch name {
        case "type": return .types(try types(value, at: place))
        case "enum":
            guard case .list(let values) = value else { throw wrong(value, at: place, "a list of values") }
            return .values(values)
        case "const": return .values([value])
        case "multipleOf":
            let number = try number(value, at: place)
            guard !number.isNegative, !number.digits.isEmpty else {
                throw .malformed(at: place, problem: "is \(value.shown); it takes a number above 0.")
            }
            return .multiple(of: number)
        case "pattern":
            guard case .text(let text) = value else { throw wrong(value, at: place, "a regular expression") }
            return .pattern(try pattern(text, at: place), text: text)
        case "format":
            guard case .text(let text) = value else { throw wrong(value, at: place, "text") }
            guard formats == .checked else { return nil }
            if let format = JSONFormat(rawValue: text) { return .format(format) }
            note(place, "is \(shortQuote(text)), a format that Lathe doesn't check.")
            return nil
        case "uniqueItems":
            guard case .bool(let flag) = value else { throw wrong(value, at: place, "true or false") }
            return flag ? .uniqueItems : nil
        case "required": return .required(try texts(value, at: place))
        case "dependentRequired":
            guard case .object(let object) = value else { throw wrong(value, at: place, "an object of lists of keys") }
            var needs: [(key: String, needs: [String])] = []
            for member in object.members {
                needs.append((member.key, try texts(member.value, at: place.appending(member.key))))
            }
            return .dependentRequired(needs)
        default: return nil
        }
    }

    private func types(_ value: JSONValue, at place: JSONPointer) throws(JSONSchemaError) -> [SchemaType] {
        let list: [JSONValue]
        if case .list(let items) = value { list = items } else { list = [value] }
        var types: [SchemaType] = []
        for item in list {
            guard case .text(let word) = item, let type = SchemaType(rawValue: word) else {
                let words = SchemaType.allCases.map(\.rawValue).joined(separator: ", ")
                throw .malformed(at: place, problem: "is \(value.shown); there are \(words).")
            }
            types.append(type)
        }
        guard !types.isEmpty else {
            throw .malformed(at: place, problem: "is an empty list; it takes at least one type.")
        }
        return types
    }

    func pattern(_ text: String, at place: JSONPointer) throws(JSONSchemaError) -> BoundedPattern {
        guard let pattern = BoundedPattern(ecmaScript: text.isEmpty ? "(?:)" : text) else {
            throw .malformed(
                at: place, problem: "is \(shortQuote(text)), which is not a regular expression of ECMAScript.")
        }
        return pattern
    }

    private func number(_ value: JSONValue, at place: JSONPointer) throws(JSONSchemaError) -> JSONNumber {
        guard case .number(let text) = value, let number = JSONNumber(text) else {
            throw wrong(value, at: place, "a number")
        }
        return number
    }

    func count(_ value: JSONValue, at place: JSONPointer) throws(JSONSchemaError) -> Int {
        let number = try number(value, at: place)
        guard number.isInteger, !number.isNegative else {
            throw .malformed(at: place, problem: "is \(value.shown); it takes a whole number from 0 on.")
        }
        return number.integer ?? .max
    }

    private func texts(_ value: JSONValue, at place: JSONPointer) throws(JSONSchemaError) -> [String] {
        guard case .list(let items) = value else { throw wrong(value, at: place, "a list of keys") }
        var texts: [String] = []
        for (index, item) in items.enumerated() {
            guard case .text(let text) = item else { throw wrong(item, at: place.appending("\(index)"), "a key") }
            texts.append(text)
        }
        return texts
    }

    func wrong(_ value: JSONValue, at place: JSONPointer, _ wanted: String) -> JSONSchemaError {
        .malformed(at: place, problem: "is \(value.shown); it takes \(wanted).")
    }
}

extension SchemaKeyword {
    fileprivate var isFirst: Bool {
        if case .types = rule { true } else { false }
    }

    fileprivate var isLast: Bool {
        switch rule {
        case .unevaluatedItems, .unevaluatedProperties: true
        default: false
        }
    }
}
