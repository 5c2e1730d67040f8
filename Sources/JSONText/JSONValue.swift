/// A JSON value. Objects keep the order of their keys, and numbers every digit that was written.
package enum JSONValue: Sendable {
    case null
    case bool(Bool)
    /// A number as it is written.
    case number(String)
    case text(String)
    case list([JSONValue])
    case object(JSONObject)

    /// Creates a number from an integer.
    package init(_ integer: Int) {
        self = .number("\(integer)")
    }

    /// Creates a number in the shortest form that reads back as the same; null if it isn't finite.
    package init(_ number: Double) {
        guard number.isFinite else {
            self = .null
            return
        }
        let text = "\(number)"
        self = .number(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
    }

    /// The kinds of values that JSON has.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case null, boolean, number, string, array, object
    }

    /// The kind of the value.
    package var kind: Kind {
        switch self {
        case .null: .null
        case .bool: .boolean
        case .number: .number
        case .text: .string
        case .list: .array
        case .object: .object
        }
    }
}

/// Values are compared as JSON's data model says: numbers by value, texts by code points, objects in any order.
extension JSONValue: Hashable {
    /// Returns whether the data model calls two values equal.
    package static func == (first: JSONValue, second: JSONValue) -> Bool {
        switch (first, second) {
        case (.null, .null): true
        case (.bool(let first), .bool(let second)): first == second
        case (.number(let first), .number(let second)): first == second || JSONNumber(first) == JSONNumber(second)
        case (.text(let first), .text(let second)): ExactText(first) == ExactText(second)
        case (.list(let first), .list(let second)): first == second
        case (.object(let first), .object(let second)): first == second
        default: false
        }
    }

    /// Hashes equal values in the same way.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        switch self {
        case .null: break
        case .bool(let flag): hasher.combine(flag)
        case .number(let text): hasher.combine(JSONNumber(text))
        case .text(let text): hasher.combine(ExactText(text))
        case .list(let values): hasher.combine(values)
        case .object(let object): hasher.combine(object)
        }
    }
}
