import JSONText

extension JSONValue {
    /// True for a text, a number or a truth value.
    var isScalar: Bool {
        switch self {
        case .bool, .number, .text: true
        case .null, .list, .object: false
        }
    }

    /// The value as text for a prompt: of a list each text on a line of its own, of an object its JSON. Nil for null, so
    /// that null is the same as a missing value. Numbers lose zeros at their ends.
    var spelled: String? {
        switch self {
        case .null: nil
        case .bool(let flag): flag ? "true" : "false"
        case .number(let text): JSONNumber(text)?.canonical ?? text
        case .text(let text): text
        case .list(let list): list.compactMap(\.spelled).joined(separator: "\n")
        case .object: text
        }
    }

    /// The texts of a value and of lists in it; nil if an object is among them.
    var texts: [String]? {
        switch self {
        case .null: []
        case .bool, .number, .text: spelled.map { [$0] }
        case .list(let list):
            list.reduce([String]?([])) { texts, item in
                guard let texts, let more = item.texts else { return nil }
                return texts + more
            }
        case .object: nil
        }
    }

    /// The content of the last of several messages, as Inspect's `input` has them; nil if the value is no list of such.
    var lastMessage: JSONValue? {
        guard case .list(let list) = self, case .object(let last) = list.last else { return nil }
        guard case .list(let parts)? = last["content"] else { return last["content"] }
        let texts = parts.compactMap { if case .object(let part) = $0 { part["text"] } else { $0 } }
        return .text(texts.compactMap(\.spelled).joined(separator: "\n"))
    }

    /// The list or object that a text is in JSON, or as Python writes it, as cells of a table have it; nil if it is something
    /// else.
    init?(inCell text: String) {
        guard let cell = Self.cell(text) else { return nil }
        self = cell.value
    }

    /// Returns the list or object that a text is, and whether only Python writes it so; nil if it is something else.
    static func cell(_ text: String) -> (value: JSONValue, isPython: Bool)? {
        guard let first = text.utf8.first(where: { $0 != 0x20 }),
            first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        else { return nil }
        if let value = try? JSONValue(reading: text) { return (value, false) }
        return PythonReader.value(text).map { ($0, true) }
    }
}

extension JSONObject {
    /// Creates an object of keys and their values.
    init(_ keys: [String], _ values: [JSONValue]) {
        self.init()
        for (key, value) in zip(keys, values) { self[key] = value }
    }
}

extension JSONValue.Kind {
    /// The kind in a word, as in "text".
    var words: String {
        switch self {
        case .null: "null"
        case .boolean: "truth value"
        case .number: "number"
        case .string: "text"
        case .array: "list"
        case .object: "object"
        }
    }
}
