import JSONText
import Lanes
import Prompting

/// The call of a tool that a right answer makes, with `{{column}}` where a case's values stand.
///
///     try ToolPattern("get_weather {\"city\": \"{{city}}\"}")
package struct ToolPattern: Sendable, Hashable {
    /// The tool's name; nil if the data say it.
    package var name: String?
    /// The arguments; nil if any will do, or if the data say them.
    package var arguments: JSONObject?

    /// Creates a pattern. `arguments` is a JSON object.
    ///
    /// - Throws: ``AnswerTypeError/badArguments(_:)`` if the arguments aren't one.
    package init(name: String?, arguments: String?) throws(AnswerTypeError) {
        self.name = name?.isEmpty == false ? name : nil
        guard let arguments else { return }
        guard case .object(let object)? = try? JSONValue(reading: arguments) else { throw .badArguments(arguments) }
        self.arguments = object
    }

    /// Reads what follows `tool:`: a name, and behind a space the arguments in JSON.
    ///
    /// - Throws: ``AnswerTypeError/badArguments(_:)``.
    package init(_ text: String) throws(AnswerTypeError) {
        let text = text.trimmingSpaces
        let name = text.prefix { $0 != " " && $0 != "{" }
        let rest = String(text.dropFirst(name.count)).trimmingSpaces
        try self.init(name: String(name), arguments: rest.isEmpty ? nil : rest)
    }

    /// The pattern as it is written behind `tool:`.
    package var text: String {
        [name, arguments.map { JSONValue.object($0).text }].compactMap(\.self).joined(separator: " ")
    }

    /// The names of the columns that it refers to.
    private var columns: [String] { Template(text).variables }

    /// Returns the calls that are right for a case, each list of them by itself: one for each right answer in the data,
    /// else the pattern's own.
    func expected(_ answers: [String], columns: [String: String]) -> [ExpectedCalls] {
        guard !answers.isEmpty, !self.columns.contains("expected") else {
            let all = answers.isEmpty ? [columns] : answers.map { columns.merging(["expected": $0]) { $1 } }
            return all.map { ExpectedCalls([ExpectedCall(name: name, arguments: arguments, columns: $0)]) }
        }
        return answers.map { ExpectedCalls(reading: $0, pattern: self, columns: columns) }
    }
}

/// The calls that an output has to make, in any order.
struct ExpectedCalls {
    let calls: [ExpectedCall]

    init(_ calls: [ExpectedCall]) {
        self.calls = calls
    }

    /// Reads a right answer of the data: a call in JSON, a list of calls, the arguments of the pattern's tool, or a tool's
    /// name.
    init(reading text: String, pattern: ToolPattern, columns: [String: String]) {
        let text = text.trimmingSpaces
        let value = try? JSONValue(reading: text)
        var items: [JSONValue] = []
        switch value {
        case .list(let list)?: items = list
        case .object?: items = [value].compactMap(\.self)
        default:
            calls = [ExpectedCall(name: text, arguments: pattern.arguments, columns: columns)]
            return
        }
        calls = items.map { item in
            if let call = ToolCall(item) {
                return ExpectedCall(name: call.name, arguments: call.object, columns: [:])
            }
            guard case .object(let object) = item else {
                return ExpectedCall(name: item.text, arguments: nil, columns: [:])
            }
            // `name` alone is a call of that tool with whatever arguments.
            if pattern.name == nil, case .text(let name)? = object["name"], object.members.count == 1 {
                return ExpectedCall(name: name, arguments: nil, columns: [:])
            }
            return ExpectedCall(name: pattern.name, arguments: object, columns: [:])
        }
    }

    /// Returns the reasons why calls aren't these, as sentences; empty if they are.
    func mismatches(_ made: [ToolCall]) -> [String] {
        guard !made.isEmpty else {
            return [calls.isEmpty ? "" : "The output calls no tool."].filter { !$0.isEmpty }
        }
        guard made.count == calls.count else {
            let names = made.map { "`\($0.name)`" }.joined(separator: ", ")
            return [
                "The output makes \(made.count == 1 ? "one call" : "\(made.count) calls") (\(names)); expected \(calls.count == 1 ? "is one" : "are \(calls.count)")."
            ]
        }
        var rest = made
        var reasons: [String] = []
        var unmet: [ExpectedCall] = []
        for call in calls {
            if let place = rest.firstIndex(where: { call.mismatches($0).isEmpty }) {
                rest.remove(at: place)
            } else {
                unmet.append(call)
            }
        }
        for call in unmet {
            // The call that comes nearest: of the same name if there is one.
            let place = rest.firstIndex { $0.name == call.name } ?? 0
            reasons += call.mismatches(rest.remove(at: place))
        }
        return reasons
    }
}

/// One call that an output has to make.
struct ExpectedCall {
    /// The tool's name; nil for any.
    var name: String?
    /// The arguments; nil for any.
    var arguments: JSONObject?
    /// Values for `{{column}}` in both.
    var columns: [String: String]

    /// Returns the reasons why a call isn't this one, as sentences; empty if it is.
    func mismatches(_ call: ToolCall) -> [String] {
        if let name = name.map({ Template.filled($0, with: columns) }), name != call.name {
            return ["The output calls `\(call.name)`; expected is `\(name)`."]
        }
        guard let arguments else { return [] }
        return mismatches(.object(call.object ?? JSONObject()), .object(arguments), at: JSONPointer())
    }

    /// Compares values: numbers by value, objects in any order of keys. A text that is only a column in braces also
    /// stands for the number, truth value, list or object that is written in the column.
    private func mismatches(_ value: JSONValue, _ wanted: JSONValue, at place: JSONPointer) -> [String] {
        func differs(_ wanted: String) -> [String] {
            ["The argument `\(place)` is \(Self.short(value.text)); expected is \(Self.short(wanted))."]
        }
        switch (value, wanted) {
        case (.object(let object), .object(let wanted)):
            let missing = wanted.members.filter { object[$0.key] == nil }.map {
                "The argument `\(place.appending($0.key))` is missing; expected is \(Self.short(shown($0.value)))."
            }
            let extra = object.members.filter { wanted[$0.key] == nil }.map {
                "The argument `\(place.appending($0.key))` isn't expected; it is \(Self.short($0.value.text))."
            }
            let different = wanted.members.flatMap { member in
                object[member.key].map { mismatches($0, member.value, at: place.appending(member.key)) } ?? []
            }
            return missing + different + extra
        case (.list(let items), .list(let wanted)) where items.count == wanted.count:
            return items.indices.flatMap { mismatches(items[$0], wanted[$0], at: place.appending("\($0)")) }
        case (_, .text(let template)):
            let text = Template.filled(template, with: columns)
            if value == .text(text) { return [] }
            let isColumn = Template(template).parts.count == 1 && !Template(template).variables.isEmpty
            if isColumn, let read = try? JSONValue(reading: text), read == value { return [] }
            return differs(shown(wanted))
        default: return value == wanted ? [] : differs(shown(wanted))
        }
    }

    /// Returns a wanted value with its columns filled in.
    private func shown(_ wanted: JSONValue) -> String {
        if case .text(let template) = wanted { return JSONValue.text(Template.filled(template, with: columns)).text }
        return Template.filled(wanted.text, with: columns)
    }

    /// Returns the beginning of a value's text.
    private static func short(_ text: String) -> String { text.count > 60 ? text.prefix(59) + "…" : text }
}

extension ToolCall {
    /// Reads a call that is written as JSON: `name` and `arguments` (or `parameters`), as an object or as its text, also
    /// inside of a `function`. Nil if it isn't one.
    init?(_ value: JSONValue) {
        guard case .object(var object) = value else { return nil }
        if case .object(let function)? = object["function"] { object = function }
        guard case .text(let name)? = object["name"] else { return nil }
        switch object["arguments"] ?? object["parameters"] {
        case .object(let arguments)?: self.init(name: name, arguments: JSONValue.object(arguments).text)
        case .text(let text)?:
            self.init(name: name, arguments: text)
            if self.object == nil { return nil }
        default: return nil
        }
    }
}
