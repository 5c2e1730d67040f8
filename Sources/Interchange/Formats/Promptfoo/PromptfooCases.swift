import Evaluation
import Foundation
import Library
import Prompting
import Sampling
import YAMLText

/// The tests of a `promptfooconfig.yaml`, as cases and evaluators.
///
/// An assertion that all tests share becomes an evaluator. If its value differs between tests, the evaluator looks the
/// value up in the case: `equals` under `expected`, `contains` under `contains`, and so on. A test without the
/// assertion has no such value.
struct PromptfooCases {
    /// Values for all cases.
    var variables: [String: String] = [:]
    var rows: [[String: String]] = []
    var evaluators: [Evaluator] = []

    func add(to prompt: inout Prompt) {
        prompt.variables = variables
        prompt.testData = rows
    }
}

extension PromptfooReader {
    private struct Assertion: Equatable {
        var type: String
        var name: String
        var value: YAMLValue?
        var threshold: String?
    }

    private struct Test {
        var variables: [String: String]
        var assertions: [Assertion]
    }

    /// The largest number of cases that lists of values may multiply to.
    private static let mostCases = 10_000

    mutating func readCases() throws(PromptFileError) -> PromptfooCases {
        var cases = PromptfooCases()
        var shared: [Assertion] = []
        if var value = root["defaultTest"] {
            if let word = value.scalar { value = try file(word, at: value) ?? value }
            if value.isMapping {
                let test = try tests(value, isDefault: true)
                cases.variables = test.first?.variables ?? [:]
                shared = test.first?.assertions ?? []
            }
        }
        var tests: [Test] = []
        if let value = root["tests"] {
            for item in value.isList ? try value.items() : [value] { tests += try readTest(item) }
        }
        cases.rows = tests.map(\.variables)
        cases.evaluators = shared.map {
            Evaluator(name: $0.name, type: $0.type, value: $0.value, threshold: $0.threshold)
        }
        spread(tests, over: &cases)
        // A row without values and checks isn't a case.
        cases.rows.removeAll(where: \.isEmpty)
        return cases
    }

    private mutating func readTest(_ item: PlacedValue) throws(PromptFileError) -> [Test] {
        guard item.scalar != nil else { return try tests(item, isDefault: false) }
        guard let file = try file(try item.text(), at: item) else { return [] }
        var found: [Test] = []
        for inner in file.isList ? try file.items() : [file] { found += try tests(inner, isDefault: false) }
        return found
    }

    /// Returns the YAML or JSON file that a value names; nil if there is none.
    private mutating func file(_ word: String, at value: PlacedValue) throws(PromptFileError) -> PlacedValue? {
        let path = Self.path(word) ?? word
        guard ["yaml", "yml", "json"].contains(where: { path.hasSuffix("." + $0) }), let text = context.file(path)
        else {
            losses.add(value, "is `\(word)`, which isn't a YAML or JSON file beside this one. It is left out.")
            return nil
        }
        return try PlacedValue(text: text, name: path)
    }

    // MARK: a test

    /// Returns the tests of one entry: one for each combination of its lists of values.
    private mutating func tests(_ item: PlacedValue, isDefault: Bool) throws(PromptFileError) -> [Test] {
        var combinations: [[String: String]] = [[:]]
        var assertions: [Assertion] = []
        for (key, value) in try item.entries() where !value.isNothing {
            switch key {
            case "vars":
                guard let vars = value.scalar == nil ? value : try file(try value.text(), at: value) else { break }
                for (name, part) in try vars.entries() {
                    let texts = try values(part)
                    guard !texts.isEmpty else { continue }
                    guard combinations.count * texts.count <= Self.mostCases else {
                        throw part.wrong("makes more than \(Self.mostCases) combinations of values.")
                    }
                    combinations = combinations.flatMap { row in
                        texts.map { text in row.merging([name: text]) { $1 } }
                    }
                }
            case "assert": assertions = try self.assertions(value)
            case "description" where !isDefault:
                losses.add(value, "(“\(value.scalar ?? "")”): Lathe's cases have no descriptions.")
            default: losses.add(value, "has no counterpart in Lathe.")
            }
        }
        return combinations.map { Test(variables: $0, assertions: assertions) }
    }

    private mutating func values(_ value: PlacedValue) throws(PromptFileError) -> [String] {
        if let text = value.scalar {
            guard text.hasPrefix("file://") else {
                if text.contains("{{") {
                    losses.add(value, "refers to another variable; Lathe takes it as plain text.")
                }
                return [value.isNothing ? "" : text]
            }
            if let content = context.file(String(text.dropFirst(7))) { return [content] }
            losses.add(value, "is `\(text)`, which can't be read beside this file. It is left out.")
            return []
        }
        guard value.isList, let items = try? value.items(), items.allSatisfy({ $0.scalar != nil }) else {
            losses.add(value, "is \(value.node.kind); Lathe's variables are texts. It is left out.")
            return []
        }
        var texts: [String] = []
        for item in items { texts += try values(item) }
        return texts
    }

    // MARK: assertions

    private mutating func assertions(_ value: PlacedValue) throws(PromptFileError) -> [Assertion] {
        var found: [Assertion] = []
        for item in try value.items() {
            var item = item
            if let reference = item["$ref"] {
                guard let target = target(of: try reference.text()) else {
                    throw reference.wrong("refers to something that this file doesn't have.")
                }
                item = target
            }
            guard let type = item["type"] else { throw item.wrong("needs a type.") }
            let word = try type.text()
            if word == "assert-set" {
                losses.add(item, "is a set; Lathe checks each of its assertions separately.")
                if let inner = item["assert"] { found += try assertions(inner) }
                continue
            }
            if let assertion = try assertion(item, type: word) { found.append(assertion) }
        }
        return found
    }

    private mutating func assertion(_ item: PlacedValue, type: String) throws(PromptFileError) -> Assertion? {
        var assertion = Assertion(
            type: type, name: item["metric"]?.scalar ?? type, threshold: item["threshold"]?.scalar)
        for (key, value) in try item.entries() where !value.isNothing {
            switch key {
            case "type", "threshold", "metric", "$ref": break
            case "value":
                if let text = value.scalar {
                    if PromptfooAssertions.isSchema(type), let schema = try schema(text) {
                        assertion.value = schema
                        break
                    }
                    guard !text.hasPrefix("file://") else {
                        losses.add(value, "is `\(text)`; checks in files are left out.")
                        return nil
                    }
                    assertion.value = .text(TemplateSyntax.jinja.read(text, at: value.place, losses: &losses))
                } else {
                    assertion.value = YAMLValue(value.node)
                }
            default: losses.add(value, "has no counterpart in Lathe.")
            }
        }
        if Measures.check(type) == nil {
            losses.add(
                item,
                "is `\(type)`, which Lathe can't check; it is kept in `evaluators`, and evaluations leave it out.")
        }
        return assertion
    }

    /// Returns the schema that a text is in YAML or JSON, or that a file beside this one contains; nil if there is
    /// none.
    private func schema(_ text: String) throws(PromptFileError) -> YAMLValue? {
        if text.hasPrefix("file://") {
            let path = String(text.dropFirst(7))
            guard ["json", "yaml", "yml"].contains(where: { path.hasSuffix("." + $0) }),
                let content = context.file(path)
            else { return nil }
            return YAMLValue(try PlacedValue(text: content, name: path).node)
        }
        guard let read = try? PlacedValue(text: text, name: "a schema"), read.isMapping else { return nil }
        return YAMLValue(read.node)
    }

    /// Returns the value that a reference such as `#/a/b` leads to; nil if there is none.
    private func target(of reference: String) -> PlacedValue? {
        var value = root
        guard reference.hasPrefix("#/") else { return nil }
        for part in reference.dropFirst(2).split(separator: "/") {
            guard let next = value[String(part)] else { return nil }
            value = next
        }
        return value
    }

    /// Makes evaluators of the tests' assertions.
    private mutating func spread(_ tests: [Test], over cases: inout PromptfooCases) {
        struct Slot: Hashable {
            var type: String
            var name: String
            var threshold: String?
            var number: Int
        }
        var slots: [Slot] = []
        var values: [Slot: [Int: YAMLValue?]] = [:]
        for (index, test) in tests.enumerated() {
            var counts: [Slot: Int] = [:]
            for assertion in test.assertions {
                var slot = Slot(type: assertion.type, name: assertion.name, threshold: assertion.threshold, number: 1)
                counts[slot, default: 0] += 1
                slot.number = counts[slot] ?? 1
                if !slots.contains(slot) { slots.append(slot) }
                values[slot, default: [:]][index] = .some(assertion.value)
            }
        }
        var taken = Set(tests.flatMap(\.variables.keys)).union(cases.variables.keys)
        for slot in slots {
            let found = values[slot] ?? [:]
            var evaluator = Evaluator(name: slot.name, type: slot.type, value: nil, threshold: slot.threshold)
            let first = found.values.first ?? nil
            if found.count == tests.count, found.values.allSatisfy({ $0 == first }), slot.type != "equals" {
                evaluator.value = first
            } else {
                let column = Self.column(slot.type, taken: &taken)
                evaluator.value = .text("{{\(column)}}")
                for (index, value) in found {
                    let values = cases.variables.merging(tests[index].variables) { $1 }
                    // The right answer of a case is no template. The values of other checks are filled in when the
                    // check is made.
                    let cell = Self.cell(value)
                    cases.rows[index][column] = slot.type == "equals" ? Template.filled(cell, with: values) : cell
                }
            }
            cases.evaluators.append(evaluator)
        }
    }

    private static func column(_ type: String, taken: inout Set<String>) -> String {
        let word =
            type == "equals"
            ? "expected" : type.replacing("-", with: "_").filter { $0.isLetter || $0.isNumber || $0 == "_" }
        var name = word
        var number = 1
        while !taken.insert(name).inserted {
            number += 1
            name = "\(word)\(number)"
        }
        return name
    }

    /// Returns a value as a text: a list or a mapping as JSON, a missing value as `true`.
    private static func cell(_ value: YAMLValue?) -> String {
        guard let value else { return "true" }
        return value.scalar ?? JSONWriter.line(value)
    }
}
