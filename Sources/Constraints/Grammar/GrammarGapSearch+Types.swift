import JSONText

extension GrammarGapSearch {
    /// Returns whether the grammar has a rule for a format.
    static func isRead(_ format: JSONValue?) -> Bool {
        guard case .text(let name)? = format else { return false }
        return ["date", "time", "date-time", "uuid"].contains(name)
    }

    mutating func visitObject(_ object: JSONObject, at pointer: JSONPointer) {
        leaveOut(object, of: .object, at: pointer, reading: ["properties", "required", "additionalProperties"])
        var known: JSONObject = [:]
        if case .object(let properties)? = object["properties"] {
            known = properties
            for member in properties.members {
                visit(member.value, at: pointer.appending("properties").appending(member.key))
            }
            checkOptional(properties, required: object["required"], at: pointer.appending("properties"))
        }
        if case .list(let keys)? = object["required"] {
            for case .text(let key) in keys where known[key] == nil {
                add(
                    pointer.appending("required"),
                    "names \(shortQuote(key)), which isn't among the `properties`; the grammar doesn't require it.")
            }
        }
        if let additional = object["additionalProperties"], case .object = additional {
            visit(additional, at: pointer.appending("additionalProperties"))
        }
    }

    mutating func visitList(_ object: JSONObject, at pointer: JSONPointer) {
        let name = object["items"] != nil ? "items" : "prefixItems"
        guard case .list(let items)? = object[name] else {
            leaveOut(object, of: .array, at: pointer, reading: ["items", "minItems", "maxItems"])
            // The first item stands before the repetition, which has a comma and an item.
            checkSize(object, "minItems", "maxItems", limit: GrammarParser.mostRepetitions + 1, at: pointer)
            if let item = object["items"] { visit(item, at: pointer.appending("items")) }
            return
        }
        // The list has exactly these items.
        var read: Set = [name, "additionalItems"]
        if case .number(let least)? = object["minItems"], let least = JSONNumber(least)?.integer, least <= items.count {
            read.insert("minItems")
        }
        if case .number(let most)? = object["maxItems"], let most = JSONNumber(most)?.integer, most >= items.count {
            read.insert("maxItems")
        }
        leaveOut(object, of: .array, at: pointer, reading: read)
        visitAll(object[name], at: pointer.appending(name))
    }

    mutating func visitText(_ object: JSONObject, at pointer: JSONPointer) {
        if case .text(let pattern)? = object["pattern"], !pattern.isEmpty {
            leaveOut(object, of: .string, at: pointer, reading: ["pattern"], beside: "pattern")
            if let reason = GrammarPattern.problem(pattern) {
                add(
                    pointer.appending("pattern"),
                    "is \(shortQuote(pattern)); \(reason), so that the grammar takes any text.")
            } else {
                checkRepetitions(of: pattern, at: pointer.appending("pattern"))
            }
            return
        }
        guard Self.isRead(object["format"]) else {
            checkSize(object, "minLength", "maxLength", limit: GrammarParser.mostRepetitions, at: pointer)
            return leaveOut(object, of: .string, at: pointer, reading: ["minLength", "maxLength"])
        }
        leaveOut(object, of: .string, at: pointer, reading: ["format"], beside: "format")
        if case .text(let name)? = object["format"], name.hasPrefix("date") {
            add(pointer.appending("format"), "is read by its form alone: the grammar takes 2026-02-31 for a date.")
        }
    }

    /// Visits `allOf`. The grammar takes from it the keys of objects, all of them as required, and the values that all
    /// its lists of values share.
    mutating func visitAllOf(_ object: JSONObject, at pointer: JSONPointer) {
        leaveOut(object, at: pointer, reading: ["allOf"], beside: "allOf")
        let place = pointer.appending("allOf")
        guard case .list(let schemas)? = object["allOf"] else { return }
        let here = "\(pointer)"
        guard !path.contains(here) else {
            return refuse(place, "leads back to itself, which llama.cpp follows without end.")
        }
        path.append(here)
        defer { path.removeLast() }
        for (index, schema) in schemas.enumerated() {
            let (schema, pointer) = target(schema, at: place.appending("\(index)"))
            if case .object(let part) = schema, let name = ["oneOf", "anyOf"].first(where: { part[$0] != nil }) {
                leaveOut(part, at: pointer, reading: [name], beside: name)
                guard case .list(let inner)? = part[name] else { continue }
                for (index, schema) in inner.enumerated() {
                    let (schema, pointer) = target(schema, at: pointer.appending(name).appending("\(index)"))
                    visitPart(schema, at: pointer)
                }
            } else {
                visitPart(schema, at: pointer)
            }
        }
    }

    private mutating func visitPart(_ schema: JSONValue, at pointer: JSONPointer) {
        guard case .object(let part) = schema else { return visit(schema, at: pointer) }
        if let values = part["enum"] {
            checkChoices(values, "values", at: pointer.appending("enum"))
            return leaveOut(part, at: pointer, reading: ["enum"], beside: "enum")
        }
        let isObject = part["properties"] != nil || part["type"] == .text("object")
        guard isObject, part["const"] == nil, part["allOf"] == nil else {
            return add(pointer, "is left out of the grammar: of `allOf` it has only the keys of objects, and `enum`.")
        }
        visitObject(part, at: pointer)
    }
}
