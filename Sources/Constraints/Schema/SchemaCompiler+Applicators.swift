import JSONText

/// Reads keywords that contain schemas.
extension SchemaCompiler {
    mutating func applicator(
        _ name: String, _ value: JSONValue, _ object: JSONObject, at pointer: JSONPointer, resource: Int
    ) throws(JSONSchemaError) -> SchemaRule? {
        let place = pointer.appending(name)
        switch name {
        case "allOf": return .all(try schemas(value, at: place, resource: resource))
        case "anyOf": return .any(try schemas(value, at: place, resource: resource))
        case "oneOf": return .one(try schemas(value, at: place, resource: resource))
        case "not": return .not(try node(value, at: place, resource: resource))
        case "if":
            return .condition(
                try node(value, at: place, resource: resource),
                then: try schema(object, "then", at: pointer, resource: resource),
                otherwise: try schema(object, "else", at: pointer, resource: resource))
        case "contains":
            return .contains(
                try node(value, at: place, resource: resource),
                least: try count(object, "minContains", at: pointer) ?? 1,
                most: try count(object, "maxContains", at: pointer))
        case "propertyNames": return .names(try node(value, at: place, resource: resource))
        case "dependentSchemas":
            return .dependentSchemas(try schemasByKey(object, name, at: pointer, resource: resource))
        case "unevaluatedItems":
            countsEvaluated = true
            return .unevaluatedItems(try node(value, at: place, resource: resource))
        case "unevaluatedProperties":
            countsEvaluated = true
            return .unevaluatedProperties(try node(value, at: place, resource: resource))
        case "$ref", "$dynamicRef":
            _ = try text(object, name, at: pointer)
            // The target is looked up once all of the schema has been read.
            return name == "$ref" ? .reference(0) : .dynamicReference(0, name: "")
        default: return nil
        }
    }

    /// Reads `properties`, `patternProperties` and `additionalProperties`.
    mutating func members(
        _ object: JSONObject, at pointer: JSONPointer, resource: Int
    ) throws(JSONSchemaError) -> SchemaKeyword? {
        var rules = MemberRules()
        for (key, schema) in try schemasByKey(object, "properties", at: pointer, resource: resource) {
            rules.properties[ExactText(key)] = schema
        }
        for (key, schema) in try schemasByKey(object, "patternProperties", at: pointer, resource: resource) {
            let place = pointer.appending("patternProperties").appending(key)
            rules.patterns.append((try pattern(key, at: place), key, schema))
        }
        rules.additional = try schema(object, "additionalProperties", at: pointer, resource: resource)
        let isThere = ["properties", "patternProperties", "additionalProperties"].contains { object[$0] != nil }
        return isThere ? SchemaKeyword(name: "properties", rule: .members(rules)) : nil
    }

    /// Reads `prefixItems` and `items`, or draft-07's list of `items` and `additionalItems`.
    mutating func items(
        _ object: JSONObject, at pointer: JSONPointer, resource: Int
    ) throws(JSONSchemaError) -> SchemaKeyword? {
        let isOld = object["items"]?.kind == .array
        var first: [Int] = []
        if let name = isOld ? "items" : object["prefixItems"].map({ _ in "prefixItems" }), let value = object[name] {
            first = try schemas(value, at: pointer.appending(name), resource: resource)
        }
        let restName = isOld ? "additionalItems" : "items"
        let rest = try schema(object, restName, at: pointer, resource: resource)
        guard !first.isEmpty || rest != nil else { return nil }
        return SchemaKeyword(name: restName, rule: .items(first: first, rest: rest, restName: restName))
    }

    /// Reads draft-07's `dependencies`: other keys, or a schema, that a key needs.
    mutating func dependencies(
        _ value: JSONValue, at place: JSONPointer, resource: Int
    ) throws(JSONSchemaError) -> [SchemaKeyword] {
        guard case .object(let object) = value else { throw wrong(value, at: place, "an object") }
        var required: [(key: String, needs: [String])] = []
        var schemas: [(key: String, schema: Int)] = []
        for member in object.members {
            let inner = place.appending(member.key)
            if case .list(let items) = member.value {
                var keys: [String] = []
                for (index, item) in items.enumerated() {
                    guard case .text(let key) = item else {
                        throw wrong(item, at: inner.appending("\(index)"), "a key")
                    }
                    keys.append(key)
                }
                required.append((member.key, keys))
            } else {
                schemas.append((member.key, try node(member.value, at: inner, resource: resource)))
            }
        }
        return [
            SchemaKeyword(name: "dependencies", rule: .dependentRequired(required)),
            SchemaKeyword(name: "dependencies", rule: .dependentSchemas(schemas)),
        ]
    }

    private func count(
        _ object: JSONObject, _ name: String, at pointer: JSONPointer
    ) throws(JSONSchemaError) -> Int? {
        guard let value = object[name] else { return nil }
        return try count(value, at: pointer.appending(name))
    }

    // MARK: schemas

    mutating func schema(
        _ object: JSONObject, _ name: String, at pointer: JSONPointer, resource: Int
    ) throws(JSONSchemaError) -> Int? {
        guard let value = object[name] else { return nil }
        return try node(value, at: pointer.appending(name), resource: resource)
    }

    private mutating func schemas(
        _ value: JSONValue, at place: JSONPointer, resource: Int
    ) throws(JSONSchemaError) -> [Int] {
        guard case .list(let items) = value, !items.isEmpty else { throw wrong(value, at: place, "a list of schemas") }
        var schemas: [Int] = []
        for (index, item) in items.enumerated() {
            schemas.append(try node(item, at: place.appending("\(index)"), resource: resource))
        }
        return schemas
    }

    mutating func schemasByKey(
        _ object: JSONObject, _ name: String, at pointer: JSONPointer, resource: Int
    ) throws(JSONSchemaError) -> [(key: String, schema: Int)] {
        guard let value = object[name] else { return [] }
        let place = pointer.appending(name)
        guard case .object(let schemas) = value else { throw wrong(value, at: place, "an object of schemas") }
        var found: [(key: String, schema: Int)] = []
        for member in schemas.members {
            found.append(
                (member.key, try node(member.value, at: place.appending(member.key), resource: resource)))
        }
        return found
    }
}
