import Evaluation
import Library
import Prompting
import YAMLText

/// An assertion of promptfoo's, or a set of them.
struct PromptfooAssertion: Equatable {
    /// The word for a set.
    static let set = "assert-set"

    var type: String
    var name: String
    var value: YAMLValue?
    var threshold: String?
    var weight: String?
    var members: [PromptfooAssertion] = []

    /// Returns the assertion with other texts in place of variables.
    func renaming(_ names: [String: String]) -> PromptfooAssertion {
        func filled(_ value: YAMLValue) -> YAMLValue {
            switch value {
            case .text(let text): .text(Template.filled(text, with: names))
            case .bare: value
            case .list(let items): .list(items.map(filled))
            case .map(let pairs): .map(pairs.map { YAMLPair($0.key, filled($0.value)) })
            }
        }
        var assertion = self
        assertion.value = value.map(filled)
        assertion.members = members.map { $0.renaming(names) }
        return assertion
    }
}

extension PromptfooReader {
    /// Reads a list of assertions.
    mutating func assertions(_ value: PlacedValue) throws(PromptFileError) -> [PromptfooAssertion] {
        var found: [PromptfooAssertion] = []
        for item in try value.items() {
            guard let reference = item["$ref"] else {
                found += [try assertion(item)].compactMap(\.self)
                continue
            }
            let name = try reference.text()
            guard let target = target(of: name) else {
                throw reference.wrong("refers to something that this file doesn't have.")
            }
            guard openReferences.insert(name).inserted else { throw reference.wrong("refers to itself.") }
            found += [try assertion(target)].compactMap(\.self)
            openReferences.remove(name)
        }
        return found
    }

    /// Returns the assertion that a cell of an `__expected` column writes; nil if it is left out.
    mutating func assertion(cell: String, at place: String) -> PromptfooAssertion? {
        let read = CheckCell(cell)
        let others = ["grade": "llm-rubric", "fn": "javascript", "eval": "javascript"]
        let texts = read.values.map { TemplateSyntax.jinja.read($0, at: place, losses: &losses) }
        let assertion = PromptfooAssertion(
            type: others[read.type] ?? read.type, name: others[read.type] ?? read.type,
            value: Measures.check(read.type)?.splitsAtCommas == true
                ? .list(texts.map { .text($0) }) : texts.first.map { .text($0) },
            threshold: read.threshold.map { "\($0)" })
        note(assertion.type, at: place)
        return assertion
    }

    private mutating func assertion(_ item: PlacedValue) throws(PromptFileError) -> PromptfooAssertion? {
        guard let type = try item["type"]?.text() else { throw item.wrong("needs a type.") }
        var assertion = PromptfooAssertion(
            type: type, name: item["metric"]?.scalar ?? type, threshold: item["threshold"]?.scalar,
            weight: item["weight"]?.scalar)
        for (key, value) in try item.entries() where !value.isNothing {
            switch key {
            case "type", "threshold", "weight", "metric", "$ref": break
            case "assert" where type == PromptfooAssertion.set: assertion.members = try assertions(value)
            case "value":
                if let text = value.scalar {
                    if PromptfooAssertions.isSchema(type), let schema = try schema(text, at: value) {
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
        if type == PromptfooAssertion.set, assertion.members.isEmpty { return nil }
        note(type, at: item.place)
        return assertion
    }

    /// Tells of an assertion that Lathe can't make.
    private mutating func note(_ type: String, at place: String) {
        guard Measures.check(type) == nil else { return }
        losses.add(
            "\(place) is `\(type)`, which Lathe can't check; it is kept in `evaluators`, and evaluations leave it out.")
    }

    /// Returns the schema that a text is in YAML or JSON, or that a file beside this one contains; nil if there is
    /// none.
    private func schema(_ text: String, at value: PlacedValue) throws(PromptFileError) -> YAMLValue? {
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
}
