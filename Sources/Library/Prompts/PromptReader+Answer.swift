import Constraints
import JSONText
import Prompting
import YAMLText

extension PromptReader {
    /// Reads `answer`. A schema or a grammar is checked here, so that a mistake is told with its line.
    mutating func answer(_ node: YAMLNode) throws(PromptFileError) -> AnswerForm {
        var form = AnswerForm(type: "")
        var schema: AnswerSchema?
        for entry in try mapping(node, "answer") {
            switch entry.name {
            case "type": form.type = try text(entry.value, "answer.type")
            case "choices": form.choices = try texts(entry.value, "answer.choices")
            case "name": form.name = try text(entry.value, "answer.name")
            case "arguments":
                let value = PlacedValue(node: entry.value, path: "answer.arguments", source: source)
                guard value.isMapping else {
                    throw wrong(entry.value, "answer.arguments", "is \(entry.value.kind); it takes keys with values.")
                }
                form.arguments = try value.json.text
            case "tolerance": form.tolerance = try tolerance(entry.value)
            case "sentences": form.sentences = try texts(entry.value, "answer.sentences")
            case "schema":
                schema = try self.schema(entry.value, file: &form.schemaFile)
                form.schema = schema?.text
            case "grammar": form.grammar = try grammar(entry.value, file: &form.grammarFile)
            case "constrain":
                let word = try text(entry.value, "answer.constrain")
                guard word == "true" || word == "false" else {
                    throw wrong(entry.value, "answer.constrain", "is neither true nor false.")
                }
                form.isConstrained = word == "true"
            default: continue
            }
        }
        let (hasSchema, hasGrammar) = (
            (form.schema ?? form.schemaFile) != nil, (form.grammar ?? form.grammarFile) != nil
        )
        if form.type.isEmpty, hasSchema { form.type = "json" }
        if form.type.isEmpty, hasGrammar { form.type = "text" }
        guard !form.type.isEmpty else {
            throw wrong(
                node, "answer", "has no type: number, choice, yes-no, letters, text, regex:…, json:path or tool.")
        }
        if hasSchema, form.type.split(separator: ":").first != "json" {
            throw wrong(node, "answer", "has a schema, which only answers of type json can fit.")
        }
        if form.tolerance != nil, form.type != "number" {
            throw wrong(node, "answer", "has a tolerance, which only answers of type number take.")
        }
        if hasSchema, hasGrammar {
            throw wrong(
                node, "answer", "has both a schema and a grammar; only one of them can say what the model writes.")
        }
        // A schema that only checks answers needs no grammar.
        if let schema, form.isConstrained ?? true {
            for gap in try schema.gaps() { note("`answer.schema`: \(gap)", at: node) }
        }
        do throws(PromptError) {
            _ = try form.constraint
        } catch {
            throw wrong(node, "answer.constrain", "can't be met: \(error)")
        }
        return form
    }

    /// Reads a tolerance: a number from 0 on, or a share in percent.
    private func tolerance(_ node: YAMLNode) throws(PromptFileError) -> String {
        let path = "answer.tolerance"
        let tolerance = try text(node, path)
        let digits = tolerance.hasSuffix("%") ? tolerance.dropLast() : tolerance[...]
        guard let number = JSONNumber(String(digits)), !number.isNegative else {
            throw wrong(
                node, path, "is neither a number from 0 on, such as 0.01, nor a share of the right one, such as 1%.")
        }
        return tolerance
    }

    /// Reads a schema: a mapping, a text in JSON, or the path of a file with a schema in JSON or YAML.
    ///
    /// - Returns: The schema; nil if it is in a file and no files are read.
    private func schema(_ node: YAMLNode, file: inout String?) throws(PromptFileError) -> AnswerSchema? {
        let path = "answer.schema"
        var value = PlacedValue(node: node, path: path, source: source)
        if let written = value.scalar {
            if let named = AnswerFile(schema: written) {
                file = named.path
                guard let folder else { return nil }
                let (text, place) = try named.read(in: folder, for: value)
                return try AnswerSchema(try PlacedValue(text: text, name: place))
            }
            do throws(PromptFileError) {
                value = try PlacedValue(text: written, name: path)
            } catch {
                throw wrong(node, path, "is no JSON schema: \(error)")
            }
        }
        return try AnswerSchema(value)
    }

    /// Reads a grammar: a text in GBNF, or the path of a file with one; nil if it is in a file and no files are read.
    private func grammar(_ node: YAMLNode, file: inout String?) throws(PromptFileError) -> String? {
        var grammar = try text(node, "answer.grammar")
        var name = "the grammar"
        if let named = AnswerFile(grammar: grammar) {
            file = named.path
            guard let folder else { return nil }
            let value = PlacedValue(node: node, path: "answer.grammar", source: source)
            (grammar, name) = try named.read(in: folder, for: value)
        }
        do throws(GrammarError) {
            _ = try Grammar(grammar)
        } catch {
            let place = error.line.map { ", line \($0), column \(error.column ?? 1)," } ?? ""
            throw wrong(node, "answer.grammar", "can't be used; \(name)\(place) \(error.problem)")
        }
        return grammar
    }
}
