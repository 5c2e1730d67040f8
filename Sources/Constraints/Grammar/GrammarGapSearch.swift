import JSONText

/// Goes through a schema as llama.cpp does, and notes the parts that it ignores.
struct GrammarGapSearch {
    private(set) var gaps: [GrammarGap] = []
    let document: JSONValue
    private var followed: Set<String> = []
    /// The name of llama.cpp's rule for each reference.
    private var ruleNames: [String: String] = [:]
    private var visits = 0
    /// An estimate of the symbols that the grammar has, with its repetitions written out.
    var symbols = 0
    /// The references that lead to the present place through `allOf`.
    var path: [String] = []

    /// The largest number of places that are visited. A schema that takes more repeats itself.
    private static let mostVisits = 20_000

    init(_ document: JSONValue) {
        self.document = document
    }

    /// Keywords that restrict values of every type.
    static let general = ["allOf", "anyOf", "oneOf", "not", "if", "$dynamicRef"]
    /// Keywords that restrict values of one type.
    static let special: [SchemaType: [String]] = [
        .object: [
            "properties", "required", "additionalProperties", "patternProperties", "propertyNames", "minProperties",
            "maxProperties", "dependentRequired", "dependentSchemas", "dependencies", "unevaluatedProperties",
        ],
        .array: [
            "items", "prefixItems", "minItems", "maxItems", "contains", "minContains", "maxContains", "uniqueItems",
            "unevaluatedItems", "additionalItems",
        ],
        .string: ["pattern", "format", "minLength", "maxLength"],
        .number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
        .integer: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
    ]

    mutating func visit(_ value: JSONValue, at pointer: JSONPointer) {
        visits += 1
        guard visits <= Self.mostVisits else {
            if visits == Self.mostVisits + 1 {
                refuse(JSONPointer(), "repeats itself so often that llama.cpp can't follow it.")
            }
            return
        }
        guard case .object(let object) = value else {
            return refuse(pointer, "is \(value.words); llama.cpp takes no schema that is only that.")
        }
        // A keyword of a member, the comma before it, and the space around both.
        count(symbols: 16, at: pointer)
        if object["$ref"] != nil { return visitReference(object, at: pointer) }
        if let name = ["oneOf", "anyOf"].first(where: { object[$0] != nil }) {
            leaveOut(object, at: pointer, reading: [name], beside: name)
            checkChoices(object[name], "alternatives", at: pointer.appending(name))
            checkBeginnings(of: object[name], at: pointer.appending(name))
            if name == "oneOf" {
                add(pointer.appending(name), "is read as `anyOf`: an output may fit several alternatives.")
            }
            return visitAll(object[name], at: pointer.appending(name))
        }
        switch object["type"] {
        case .list(let words)?:
            for word in words { visit(object, of: Self.type(word), at: pointer) }
        case let word: visit(object, of: word.flatMap(Self.type), at: pointer)
        }
    }

    private static func type(_ value: JSONValue) -> SchemaType? {
        if case .text(let word) = value { SchemaType(rawValue: word) } else { nil }
    }

    private mutating func visit(_ object: JSONObject, of type: SchemaType?, at pointer: JSONPointer) {
        if let name = ["const", "enum"].first(where: { object[$0] != nil }) {
            if name == "enum" { checkChoices(object[name], "values", at: pointer.appending(name)) }
            return leaveOut(object, at: pointer, reading: [name], beside: name)
        }
        let hasMembers =
            object["properties"] != nil || object["additionalProperties"].map { $0 != .bool(true) } ?? false
        let hasAll = object["allOf"] != nil
        switch type {
        case .object? where hasAll && !hasMembers, .string? where hasAll, nil where hasAll && !hasMembers:
            visitAllOf(object, at: pointer)
        case .object?: visitObject(object, at: pointer)
        case .array?: visitList(object, at: pointer)
        case .string?: visitText(object, at: pointer)
        case .integer?:
            var read: Set = ["minimum", "maximum"]
            for (inclusive, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")]
            where object[inclusive] == nil { read.insert(exclusive) }
            leaveOut(object, of: .integer, at: pointer, reading: read)
        case let type?: leaveOut(object, of: type, at: pointer, reading: [])
        case nil:
            if hasMembers {
                visitObject(object, at: pointer)
            } else if object["items"] != nil || object["prefixItems"] != nil {
                visitList(object, at: pointer)
            } else if ["pattern", "minLength", "maxLength"].contains(where: { object[$0] != nil })
                || Self.isRead(object["format"])
            {
                visitText(object, at: pointer)
            } else {
                leaveOut(object, at: pointer, reading: [])
            }
        }
    }

    // MARK: noting

    mutating func add(_ pointer: JSONPointer, _ problem: String) {
        let gap = GrammarGap(pointer: pointer, problem: problem, isRefused: false)
        if !gaps.contains(gap) { gaps.append(gap) }
    }

    mutating func refuse(_ pointer: JSONPointer, _ problem: String) {
        let gap = GrammarGap(pointer: pointer, problem: problem, isRefused: true)
        if !gaps.contains(gap) { gaps.append(gap) }
    }

    /// Notes the keywords that restrict values of a type (nil for any type) but aren't read. `beside` is the only one
    /// that is read.
    mutating func leaveOut(
        _ object: JSONObject, of type: SchemaType? = nil, at pointer: JSONPointer, reading read: Set<String>,
        beside: String? = nil
    ) {
        let special = type.map { Self.special[$0] ?? [] } ?? Self.special.values.flatMap(\.self)
        var names = Set(Self.general + special)
        // The type that a list of values or a reference requires may differ from `type`.
        if beside != nil { names.formUnion(["enum", "const"]) }
        if beside == "$ref" { names.insert("type") }
        for member in object.members where names.contains(member.key) && !read.contains(member.key) {
            guard !Self.isEmpty(member.key, member.value) else { continue }
            add(
                pointer.appending(member.key),
                beside.map { "is left out of the grammar, which reads only the `\($0)` beside it." }
                    ?? "is left out of the grammar.")
        }
    }

    /// Returns whether a keyword restricts nothing.
    private static func isEmpty(_ name: String, _ value: JSONValue) -> Bool {
        switch name {
        case "uniqueItems": value == .bool(false)
        case "unevaluatedProperties", "unevaluatedItems", "additionalProperties", "additionalItems":
            value == .bool(true)
        default: false
        }
    }

    // MARK: references

    private mutating func visitReference(_ object: JSONObject, at pointer: JSONPointer) {
        let place = pointer.appending("$ref")
        leaveOut(object, at: pointer, reading: [], beside: "$ref")
        guard case .text(let reference)? = object["$ref"] else { return }
        guard reference.hasPrefix("#/") else {
            return refuse(place, "is \(shortQuote(reference)); llama.cpp follows only references that begin with `#/`.")
        }
        guard followed.insert(reference).inserted else { return }
        let name = reference.replacing(#/[^a-zA-Z0-9-]+/#, with: "-")
        if let other = ruleNames[name], other != reference {
            refuse(
                place,
                "is \(shortQuote(reference)), which llama.cpp doesn't tell from \(shortQuote(other)): give them names that differ in letters from a to z or digits."
            )
        }
        ruleNames[name] = reference
        // llama.cpp takes the keys of the reference as they are written, escapes included.
        let steps = reference.dropFirst(2).split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let target = JSONPointer(steps)
        guard let value = document[target] else {
            return refuse(
                place, "is \(shortQuote(reference)); llama.cpp doesn't decode its escapes and finds nothing there.")
        }
        visit(value, at: target)
    }

    /// Returns the schema at the end of a chain of references, with its place; the schema itself if it has no
    /// reference.
    func target(_ value: JSONValue, at pointer: JSONPointer) -> (value: JSONValue, pointer: JSONPointer) {
        var (value, pointer) = (value, pointer)
        for _ in 0..<100 {
            guard case .object(let object) = value, case .text(let reference)? = object["$ref"],
                reference.hasPrefix("#/")
            else { break }
            let steps = reference.dropFirst(2).split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard let next = document[JSONPointer(steps)] else { break }
            (value, pointer) = (next, JSONPointer(steps))
        }
        return (value, pointer)
    }

    mutating func visitAll(_ value: JSONValue?, at pointer: JSONPointer) {
        guard case .list(let schemas)? = value else { return }
        for (index, schema) in schemas.enumerated() { visit(schema, at: pointer.appending("\(index)")) }
    }
}
