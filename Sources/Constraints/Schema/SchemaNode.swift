import JSONText

/// A schema inside a schema, with its keywords in the order in which they are checked.
struct SchemaNode: Sendable {
    var pointer: JSONPointer
    /// The index of the resource (`$id`) that contains it.
    var resource: Int
    /// The value of a schema that is only `true` or `false`; nil for others.
    var constant: Bool?
    var keywords: [SchemaKeyword] = []
}

/// The part of a document that a `$id` names.
struct SchemaResource: Sendable {
    var uri: URIReference
    var pointer: JSONPointer
    var anchors: [String: JSONPointer] = [:]
    /// The nodes, by the name of their `$dynamicAnchor`.
    var dynamicAnchors: [String: Int] = [:]
}

/// A keyword, or several that belong together. Numbers are indices of ``JSONSchema/nodes``.
struct SchemaKeyword: Sendable {
    var name: String
    var rule: SchemaRule
}

/// The condition of a keyword.
enum SchemaRule: Sendable {
    case types([SchemaType])
    case values([JSONValue])
    case bound(NumberBound, JSONNumber)
    case multiple(of: JSONNumber)
    case count(CountBound, Int)
    case pattern(BoundedPattern, text: String)
    case format(JSONFormat)
    case items(first: [Int], rest: Int?, restName: String)
    case contains(Int, least: Int, most: Int?)
    case uniqueItems
    case members(MemberRules)
    case names(Int)
    case required([String])
    case dependentRequired([(key: String, needs: [String])])
    case dependentSchemas([(key: String, schema: Int)])
    case all([Int])
    case any([Int])
    case one([Int])
    case not(Int)
    case condition(Int, then: Int?, otherwise: Int?)
    case reference(Int)
    case dynamicReference(Int, name: String)
    case unevaluatedItems(Int)
    case unevaluatedProperties(Int)
}

/// `properties`, `patternProperties` and `additionalProperties`, which divide an object's members among them.
struct MemberRules: Sendable {
    var properties: [ExactText: Int] = [:]
    var patterns: [(pattern: BoundedPattern, text: String, schema: Int)] = []
    var additional: Int?
}

/// The name of a type.
enum SchemaType: String, Sendable, CaseIterable {
    case null, boolean, integer, number, string, array, object

    /// The type with its article, for a sentence.
    var words: String {
        switch self {
        case .null: "null"
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .number: "a number"
        case .string: "text"
        case .array: "a list"
        case .object: "an object"
        }
    }

    func accepts(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.integer, .number(let text)): JSONNumber(text)?.isInteger == true
        case (.integer, _): false
        default: rawValue == value.kind.rawValue
        }
    }
}

/// A comparison with a number.
enum NumberBound: String, Sendable, CaseIterable {
    case minimum, exclusiveMinimum, maximum, exclusiveMaximum

    func accepts(_ number: JSONNumber, _ bound: JSONNumber) -> Bool {
        switch self {
        case .minimum: number >= bound
        case .exclusiveMinimum: number > bound
        case .maximum: number <= bound
        case .exclusiveMaximum: number < bound
        }
    }

    var words: String {
        switch self {
        case .minimum: "at least"
        case .exclusiveMinimum: "more than"
        case .maximum: "at most"
        case .exclusiveMaximum: "less than"
        }
    }
}

/// A bound on the number of characters, items or members.
enum CountBound: String, Sendable, CaseIterable {
    case minLength, maxLength, minItems, maxItems, minProperties, maxProperties

    var isLeast: Bool { [.minLength, .minItems, .minProperties].contains(self) }

    /// Returns the number that a value has; nil if the bound isn't about this kind of value.
    func count(_ value: JSONValue) -> Int? {
        switch (self, value) {
        case (.minLength, .text(let text)), (.maxLength, .text(let text)): text.unicodeScalars.count
        case (.minItems, .list(let items)), (.maxItems, .list(let items)): items.count
        case (.minProperties, .object(let object)), (.maxProperties, .object(let object)): object.members.count
        default: nil
        }
    }

    func words(_ count: Int) -> String {
        switch self {
        case .minLength, .maxLength: count == 1 ? "1 character" : "\(count) characters"
        case .minItems, .maxItems: count == 1 ? "1 item" : "\(count) items"
        case .minProperties, .maxProperties: count == 1 ? "1 key" : "\(count) keys"
        }
    }
}
