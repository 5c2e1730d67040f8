import JSONText
import YAMLText

extension PlacedValue {
    /// Returns the value as JSON. Words and numbers without quotes are read as YAML 1.2's core schema reads them.
    ///
    /// - Throws: ``PromptFileError`` if a key is not a text.
    package var json: JSONValue {
        get throws(PromptFileError) {
            switch node.content {
            case .scalar(let text, .plain): return JSONValue(plainYAML: text)
            case .scalar(let text, _): return .text(text)
            case .sequence:
                var values: [JSONValue] = []
                for item in try items() { values.append(try item.json) }
                return .list(values)
            case .mapping:
                var object = JSONObject()
                for entry in try entries() { object[entry.name] = try entry.value.json }
                return .object(object)
            }
        }
    }

    /// Returns the value at a place inside it, or the last value on the way there.
    package func value(at pointer: JSONPointer) -> PlacedValue {
        var value = self
        for step in pointer.steps {
            var next: PlacedValue?
            if value.isList {
                if let items = try? value.items(), let index = Int(step), items.indices.contains(index) {
                    next = items[index]
                }
            } else if value.isMapping {
                next = try? value.entries().first { $0.name.utf8.elementsEqual(step.utf8) }?.value
            }
            guard let next else { return value }
            value = next
        }
        return value
    }
}

extension JSONValue {
    /// Returns a scalar of YAML without quotes (YAML 1.2, section 10.3.2).
    init(plainYAML text: String) {
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .bool(true)
        case "false", "False", "FALSE": self = .bool(false)
        default: self = Self.number(text).map(JSONValue.number) ?? .text(text)
        }
    }

    /// Returns a number of YAML as JSON writes it; nil if the text isn't a number.
    private static func number(_ text: String) -> String? {
        if JSONNumber(text) != nil { return text }
        for (mark, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(mark) {
            return UInt64(text.dropFirst(2), radix: radix).map { "\($0)" }
        }
        // Fast path: making the expression takes longer than most texts.
        guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return nil }
        guard let match = text.wholeMatch(of: /([-+]?)([0-9]*)(?:\.([0-9]*))?([eE][-+]?[0-9]+)?/) else { return nil }
        let (whole, decimals) = (match.2, match.3 ?? "")
        guard !whole.isEmpty || !decimals.isEmpty else { return nil }
        let digits = whole.drop { $0 == "0" }
        return (match.1 == "-" ? "-" : "") + (digits.isEmpty ? "0" : digits) + (decimals.isEmpty ? "" : ".\(decimals)")
            + (match.4 ?? "")
    }
}
