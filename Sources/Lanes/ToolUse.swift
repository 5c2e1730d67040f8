import JSONText

/// A call of a tool that a model asks for. Lathe makes none of them.
package struct ToolCall: Sendable, Hashable, Codable {
    /// The tool's name.
    package var name: String
    /// The arguments as the model wrote them: a JSON object, with its order of keys and every digit.
    package var arguments: String
    /// The text by which the model or the server knows the call; empty if it has none.
    package var id: String

    /// Creates a call. Empty arguments are an object without members.
    package init(name: String, arguments: String, id: String = "") {
        self.name = name
        self.arguments = arguments.allSatisfy(\.isWhitespace) ? "{}" : arguments
        self.id = id
    }

    /// Reads an object; one without an `id` has none.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try values.decode(String.self, forKey: .name),
            arguments: try values.decode(String.self, forKey: .arguments),
            id: try values.decodeIfPresent(String.self, forKey: .id) ?? "")
    }

    /// Writes an object, with an `id` if there is one.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(name, forKey: .name)
        try values.encode(arguments, forKey: .arguments)
        if !id.isEmpty { try values.encode(id, forKey: .id) }
    }

    private enum CodingKeys: CodingKey {
        case name, arguments, id
    }
}

/// The calls of tools in a stage's output, and why a call in it wasn't read.
package struct ToolUse: Sendable, Hashable, Codable {
    /// Why a call isn't among the calls.
    package enum Problem: String, Sendable, Hashable, Codable {
        /// The output ended in the middle of it.
        case cut
        /// Its arguments aren't a JSON object, or the output doesn't have the form that the model's template gives calls.
        case malformed
    }

    /// The calls, in the order in which the model wrote them.
    package var calls: [ToolCall]
    /// The text beside the calls, without thoughts.
    package var content: String
    /// Why the last call wasn't read; nil if all were.
    package var problem: Problem?

    /// Creates the result of an output that has a problem and no calls.
    package init(problem: Problem) {
        calls = []
        content = ""
        self.problem = problem
    }

    /// Takes the calls that were read. One whose arguments aren't a JSON object doesn't count, nor do those behind it.
    package init(_ all: [ToolCall], content: String, problem: Problem? = nil) {
        calls = all
        self.content = content
        self.problem = problem
        if let place = calls.firstIndex(where: { $0.object == nil }) {
            calls.removeSubrange(place...)
            self.problem = problem ?? .malformed
        }
    }

    /// True if there is nothing to say: no call was made, and none went wrong.
    package var isEmpty: Bool { calls.isEmpty && problem == nil }
}

extension ToolCall {
    /// The arguments as an object; nil if they aren't one.
    package var object: JSONObject? {
        guard case .object(let object)? = try? JSONValue(reading: arguments) else { return nil }
        return object
    }

    /// The call on one line, the same for calls that ask for the same: `get_weather {"city":"Seoul"}`.
    package var text: String { "\(name) \(object.map { JSONValue.object($0).canonical } ?? arguments)" }

    /// The call as a tree: the name, and below it a line for each value, with those inside it further in.
    ///
    ///     get_weather
    ///       city: "Seoul"
    ///       days: 3
    package var tree: String {
        let lines = object.map { Self.lines(of: $0, depth: 1) } ?? ["  " + arguments]
        return ([name] + lines).joined(separator: "\n")
    }

    private static func lines(of object: JSONObject, depth: Int) -> [String] {
        object.members.flatMap { lines(of: $0.value, label: label($0.key), depth: depth) }
    }

    private static func lines(of value: JSONValue, label: String, depth: Int) -> [String] {
        let start = String(repeating: "  ", count: depth) + label + ":"
        switch value {
        case .object(let object) where !object.members.isEmpty:
            return [start] + lines(of: object, depth: depth + 1)
        case .list(let items) where items.contains { [.object, .array].contains($0.kind) }:
            return [start] + items.enumerated().flatMap { lines(of: $1, label: "[\($0)]", depth: depth + 1) }
        default: return ["\(start) \(value.text)"]
        }
    }

    /// Returns a key as it stands in a tree: in quotes only if it isn't a word.
    private static func label(_ key: String) -> String {
        let isWord =
            !key.isEmpty && key.unicodeScalars.allSatisfy { $0 == "_" || $0 == "-" || $0.properties.isXIDContinue }
        return isWord ? key : JSONValue.quoted(key)
    }
}

extension [ToolCall] {
    /// The calls as text, each on a line; nil if there are none.
    package var text: String? { isEmpty ? nil : map(\.text).joined(separator: "\n") }

    /// Returns a text with the calls below it as trees, as a person reads it. Without calls the text stays as it is.
    package func shown(below text: String, mark: String = "→") -> String {
        guard !isEmpty else { return text }
        let content = text.trimmingPrefix { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
        let parts = (content.isEmpty ? [] : [String(content)]) + map { "\(mark) \($0.tree)" }
        return parts.joined(separator: "\n\n")
    }
}

extension StageResult {
    /// The text without the model's own form of calls.
    fileprivate var textBesideCalls: String {
        guard let toolUse, !toolUse.calls.isEmpty else { return text }
        return toolUse.content
    }

    /// Returns the text as a person reads it: each call of a tool as a tree, in place of the model's own form of it.
    package func shown(mark: String = "→") -> String {
        (toolUse?.calls ?? []).shown(below: textBesideCalls, mark: mark)
    }
}

extension SampleResult {
    /// The text without the model's own form of calls.
    package var textBesideCalls: String {
        guard !calls.isEmpty else { return text }
        return stages.enumerated().map { $0 == 0 ? $1.textBesideCalls : $1.prompt + $1.textBesideCalls }.joined()
    }

    /// The text as a person reads it: each call of a tool as a tree, in place of the model's own form of it.
    package var shown: String {
        guard !calls.isEmpty else { return text }
        return stages.enumerated().map { $0 == 0 ? $1.shown() : $1.prompt + $1.shown() }.joined()
    }
}
