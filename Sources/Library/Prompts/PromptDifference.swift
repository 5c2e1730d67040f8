import Prompting
import YAMLText

/// The differences between two states of a prompt, field by field.
package struct PromptDifference: Sendable, Hashable, Codable {
    /// A part of a prompt that differs.
    package struct Part: Sendable, Hashable, Codable {
        /// The part's name: `instruction`, `example 2`, `turn 3`, `{{city}}`, `temperature`, `lane warm`, `tool search`, `case 3`, or a key as
        /// files spell it.
        package var name: String
        /// The part in the first prompt; nil if it isn't there.
        package var first: String?
        /// The part in the second prompt; nil if it isn't there.
        package var second: String?
    }

    /// The parts that differ, in the order of a prompt file.
    package private(set) var parts: [Part] = []

    /// Compares two prompts.
    package init(_ first: Prompt, _ second: Prompt) {
        let (a, b) = (first.fields, second.fields)
        for key in PromptReader.keys where a[key] != b[key] { add(key, a[key], b[key]) }
    }

    /// The names of all parts, or `nothing`.
    package var summary: String { parts.isEmpty ? "nothing" : parts.map(\.name).joined(separator: ", ") }

    private mutating func add(_ key: String, _ first: YAMLValue?, _ second: YAMLValue?) {
        switch (key, first ?? second) {
        case ("examples", .list), ("turns", .list), ("lanes", .list), ("tools", .list), ("phrasings", .list),
            ("testData", .list), ("evaluators", .list):
            addItems(of: key, first?.items ?? [], second?.items ?? [])
        case (_, .map) where key != "answer":
            let (a, b) = (first?.pairs ?? [], second?.pairs ?? [])
            let names = a.map(\.key) + b.map(\.key).filter { a[$0] == nil }
            for name in names where a[name] != b[name] {
                let title =
                    switch key {
                    case "variables": "{{\(name)}}"
                    case "modelParameters": name
                    default: "\(key) \(name)"
                    }
                parts.append(Part(name: title, first: a[name]?.text, second: b[name]?.text))
            }
        default: parts.append(Part(name: key, first: first?.text, second: second?.text))
        }
    }

    /// The words for an item of the lists whose items have no names.
    private static let item = ["examples": "example", "turns": "turn", "testData": "case", "evaluators": "evaluator"]

    /// Adds the items of a list that differ. Lanes, tools and phrasings are compared by name. Of other lists the common beginning and end
    /// are left out, and the items between are compared one by one.
    private mutating func addItems(of key: String, _ first: [YAMLValue], _ second: [YAMLValue]) {
        if ["lanes", "tools", "phrasings"].contains(key) {
            let names =
                first.compactMap(\.name) + second.compactMap(\.name).filter { !first.compactMap(\.name).contains($0) }
            let count = parts.count
            for name in names {
                let (a, b) = (first.first { $0.name == name }, second.first { $0.name == name })
                if a != b { parts.append(Part(name: "\(key.dropLast()) \(name)", first: a?.text, second: b?.text)) }
            }
            if parts.count == count { parts.append(Part(name: "order of \(key)", first: nil, second: nil)) }
            return
        }
        var start = 0
        while start < min(first.count, second.count), first[start] == second[start] { start += 1 }
        var (a, b) = (first.count, second.count)
        while min(a, b) > start, first[a - 1] == second[b - 1] { (a, b) = (a - 1, b - 1) }
        for index in start..<max(a, b) {
            parts.append(
                Part(
                    name: "\(Self.item[key] ?? key) \(index + 1)",
                    first: index < a ? first[index].text : nil, second: index < b ? second[index].text : nil))
        }
    }
}

extension YAMLValue {
    fileprivate var items: [YAMLValue] { if case .list(let items) = self { items } else { [] } }
    fileprivate var pairs: [YAMLPair] { if case .map(let pairs) = self { pairs } else { [] } }
    /// The name of a lane or phrasing, or of a tool's function.
    fileprivate var name: String? { (pairs["name"] ?? pairs["function"]?.pairs["name"])?.scalar }

    /// The value for a person to read: each key on a line, with its value.
    fileprivate var text: String {
        switch self {
        case .text(let text), .bare(let text): text
        case .list(let items): items.map(\.text).joined(separator: ", ")
        case .map(let pairs): pairs.map { "\($0.key): \($0.value.text)" }.joined(separator: "\n")
        }
    }
}
