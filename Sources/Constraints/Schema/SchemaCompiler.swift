import JSONText

/// Turns a schema's document into nodes, and finds the targets of its references.
struct SchemaCompiler {
    private(set) var nodes: [SchemaNode] = []
    private(set) var resources: [SchemaResource] = []
    private(set) var notices: [JSONSchema.Notice] = []
    var countsEvaluated = false

    let document: JSONValue
    let formats: JSONSchema.FormatUse
    private var known: [JSONPointer: Int] = [:]
    private var pending: [Pending] = []

    /// How deep schemas may be nested.
    private static let mostDepth = 300

    private struct Pending {
        var node: Int
        var keyword: Int
        var reference: String
        var pointer: JSONPointer
    }

    init(_ document: JSONValue, formats: JSONSchema.FormatUse) {
        self.document = document
        self.formats = formats
    }

    mutating func compile() throws(JSONSchemaError) {
        resources = [SchemaResource(uri: URIReference(""), pointer: JSONPointer())]
        _ = try node(document, at: JSONPointer(), resource: 0)
        while let next = pending.popLast() { try resolve(next) }
        for index in nodes.indices {
            guard case .dynamicReference(let target, let name)? = nodes[index].keywords.first(where: \.isDynamic)?.rule,
                resources[nodes[target].resource].dynamicAnchors[name] != target
            else { continue }
            // If its first target isn't dynamic, it is an ordinary reference.
            nodes[index].makeReferencesPlain()
        }
        if let node = EndlessReference.find(in: nodes, resources) {
            throw .endless(at: nodes[node].pointer)
        }
    }

    // MARK: nodes

    /// Returns the node of the schema at a place, and makes it if there is none yet.
    mutating func node(_ value: JSONValue, at pointer: JSONPointer, resource: Int) throws(JSONSchemaError) -> Int {
        if let index = known[pointer] { return index }
        guard pointer.steps.count <= Self.mostDepth else {
            throw .malformed(
                at: pointer, problem: "lies too deep: a schema has at most \(Self.mostDepth) nested keys.")
        }
        let index = nodes.count
        known[pointer] = index
        nodes.append(SchemaNode(pointer: pointer, resource: resource))
        switch value {
        case .bool(let flag): nodes[index].constant = flag
        case .object(let object):
            let own = try identify(object, at: pointer, resource: resource, node: index)
            nodes[index].resource = own
            let keywords = try keywords(of: object, at: pointer, resource: own)
            nodes[index].keywords = keywords
            for (place, keyword) in keywords.enumerated() where keyword.isReference {
                guard case .text(let reference)? = object[keyword.name] else { continue }
                pending.append(
                    Pending(
                        node: index, keyword: place, reference: reference, pointer: pointer.appending(keyword.name)))
            }
        default:
            throw .malformed(
                at: pointer, problem: "is \(value.words); a schema is an object, or true or false.")
        }
        return index
    }

    /// Reads `$id`, `$anchor` and `$dynamicAnchor`.
    private mutating func identify(
        _ object: JSONObject, at pointer: JSONPointer, resource: Int, node: Int
    ) throws(JSONSchemaError) -> Int {
        var own = resource
        if let id = try text(object, "$id", at: pointer) {
            let uri = URIReference(id).resolved(against: resources[resource].uri)
            if let fragment = uri.fragment, !fragment.isEmpty {
                // Draft-07's spelling of an anchor.
                resources[resource].anchors[fragment] = pointer
            }
            if !id.hasPrefix("#") {
                if pointer.steps.isEmpty {
                    resources[0].uri = uri.withoutFragment
                } else {
                    own = resources.count
                    resources.append(SchemaResource(uri: uri.withoutFragment, pointer: pointer))
                }
            }
        }
        if let anchor = try text(object, "$anchor", at: pointer) { resources[own].anchors[anchor] = pointer }
        if let anchor = try text(object, "$dynamicAnchor", at: pointer) {
            resources[own].anchors[anchor] = pointer
            resources[own].dynamicAnchors[anchor] = node
        }
        return own
    }

    func text(_ object: JSONObject, _ key: String, at pointer: JSONPointer) throws(JSONSchemaError) -> String? {
        guard let value = object[key] else { return nil }
        guard case .text(let text) = value else {
            throw .malformed(at: pointer.appending(key), problem: "is \(value.words); it takes text.")
        }
        return text
    }

    mutating func note(_ pointer: JSONPointer, _ problem: String) {
        notices.append(JSONSchema.Notice(pointer: pointer, problem: problem))
    }

    // MARK: references

    private mutating func resolve(_ pending: Pending) throws(JSONSchemaError) {
        let base = resources[nodes[pending.node].resource].uri
        let target = URIReference(pending.reference).resolved(against: base)
        guard let resource = resources.firstIndex(where: { $0.uri == target.withoutFragment }) else {
            throw .remote(at: pending.pointer, reference: pending.reference)
        }
        let fragment = target.fragment.map(Self.withoutEscapes) ?? ""
        guard let pointer = place(fragment, in: resources[resource]), let value = document[pointer] else {
            throw .unresolved(at: pending.pointer, reference: pending.reference)
        }
        let index = try node(value, at: pointer, resource: self.resource(around: pointer))
        switch nodes[pending.node].keywords[pending.keyword].rule {
        case .dynamicReference:
            nodes[pending.node].keywords[pending.keyword].rule = .dynamicReference(index, name: fragment)
        default: nodes[pending.node].keywords[pending.keyword].rule = .reference(index)
        }
    }

    /// Returns the place that a fragment names: a pointer, an anchor, or the whole document if it is empty.
    private func place(_ fragment: String, in resource: SchemaResource) -> JSONPointer? {
        guard !fragment.isEmpty, !fragment.hasPrefix("/") else {
            return JSONPointer(fragment).map { JSONPointer(resource.pointer.steps + $0.steps) }
        }
        return resource.anchors[fragment]
    }

    /// Returns the innermost resource that contains a place.
    private func resource(around pointer: JSONPointer) -> Int {
        resources.indices.filter { pointer.steps.starts(with: resources[$0].pointer.steps) }
            .max { resources[$0].pointer.steps.count < resources[$1].pointer.steps.count } ?? 0
    }

    private static func withoutEscapes(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension SchemaKeyword {
    fileprivate var isReference: Bool {
        if case .reference = rule { true } else { isDynamic }
    }

    fileprivate var isDynamic: Bool {
        if case .dynamicReference = rule { true } else { false }
    }
}

extension SchemaNode {
    fileprivate mutating func makeReferencesPlain() {
        for index in keywords.indices {
            if case .dynamicReference(let target, _) = keywords[index].rule {
                keywords[index].rule = .reference(target)
            }
        }
    }
}
