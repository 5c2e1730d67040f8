import Prompting
import YAMLText

/// A part of a prompt that is edited as YAML, in the form that it has in a file.
package enum PromptPart: String, Sendable, Hashable, CaseIterable {
    /// How answers are read, and the form that they are held to.
    case answer
    /// What every output must fulfil.
    case evaluators
    /// Cases: values of variables, and `expected`.
    case testData
}

extension Prompt {
    /// Returns a part as YAML; empty if the prompt has none. A part that can't be read is returned as it was typed.
    package func text(of part: PromptPart) -> String {
        if let text = unread?[part.rawValue] { return text }
        guard let value = fields[part.rawValue] else { return "" }
        var writer = YAMLWriter()
        writer.onlyLines = true
        return writer.lines(of: value).joined(separator: "\n")
    }

    /// Takes a part from its YAML; an empty text takes the part away. A text that can't be read is kept in ``unread``, and
    /// the part stays as it was.
    ///
    /// - Parameters:
    ///   - text: The YAML, without the part's key.
    ///   - part: The part.
    ///   - files: The schemas and grammars that were read from files, by the paths that the prompt writes.
    /// - Returns: Why the text can't be read; nil if it can.
    package mutating func take(_ text: String, as part: PromptPart, files: [String: String]) -> PromptFileError? {
        do throws(PromptFileError) {
            let source = YAMLSource(file: part.rawValue, text: text)
            var read = Prompt()
            if let node = try source.tree(), !node.isEmpty {
                var reader = PromptReader(source: source, places: [])
                try reader.take(part, from: node, into: &read)
                try read.answer?.fill(from: files, with: reader, at: node)
            }
            take(part.rawValue, from: read)
            unread?[part.rawValue] = nil
            if unread?.isEmpty == true { unread = nil }
            return nil
        } catch {
            unread = (unread ?? [:]).merging([part.rawValue: text]) { $1 }
            return error
        }
    }

    /// The checks of the evaluators, and the names of evaluators of other kinds, like a judge.
    package var checks: (known: [Evaluator], others: [String]) {
        guard let evaluators, let entries = try? PlacedValue(text: evaluators, name: "evaluators").items() else {
            return ([], [])
        }
        return (
            entries.flatMap { Evaluator.read($0) },
            entries.filter { Evaluator.read($0).isEmpty }.map { $0["name"]?.scalar ?? "without a name" }
        )
    }
}

extension PromptReader {
    /// Reads a part that stands alone. What a file may have without meaning is a mistake here.
    fileprivate mutating func take(
        _ part: PromptPart, from node: YAMLNode, into prompt: inout Prompt
    ) throws(PromptFileError) {
        switch part {
        case .answer: prompt.answer = try answer(node)
        case .testData: prompt.testData = try testData(node)
        case .evaluators:
            let items = try list(node, part.rawValue)
            for (index, item) in items.enumerated() {
                if case .mapping = item.content { continue }
                throw wrong(
                    item, "\(part.rawValue)[\(index)]",
                    "is \(item.kind); it takes a `name` with `type` and `value`, as in `{ name: polite, type: contains, value: please }`."
                )
            }
            prompt.evaluators = evaluators(node)
            if prompt.evaluators == nil, !items.isEmpty {
                throw wrong(node, part.rawValue, "has a key that is not a text.")
            }
        }
    }

    /// Reads the cases.
    func testData(_ node: YAMLNode) throws(PromptFileError) -> [[String: String]] {
        var cases: [[String: String]] = []
        for (index, item) in try list(node, "testData").enumerated() {
            cases.append(try values(item, "testData[\(index)]"))
        }
        return cases
    }

    /// Returns the evaluators, of whatever kinds, as JSON; nil if there are none.
    func evaluators(_ node: YAMLNode) -> String? {
        guard case .sequence(let items, _) = node.content, !items.isEmpty else { return nil }
        return YAMLValue(node)?.json
    }
}

extension AnswerForm {
    /// Takes the schema or the grammar of the file that the form names.
    ///
    /// - Throws: ``PromptFileError`` if it was never read.
    fileprivate mutating func fill(
        from files: [String: String], with reader: PromptReader, at node: YAMLNode
    ) throws(PromptFileError) {
        for (key, path) in [("schema", schemaFile), ("grammar", grammarFile)] {
            guard let path else { continue }
            guard let text = files[path] else {
                throw reader.wrong(
                    node, "answer.\(key)",
                    "names the file \(path), which is read only when a prompt is opened; write the \(key) itself here."
                )
            }
            if key == "schema" { schema = text } else { grammar = text }
        }
    }
}
