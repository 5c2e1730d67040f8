import Foundation
import JSONText
import Library
import Prompting
import Sampling
import YAMLText

/// The format of dotprompt's `.prompt` files. https://google.github.io/dotprompt/
struct Dotprompt: ForeignFormat {
    let name = "dotprompt"
    let title = "Dotprompt"
    let files = "`.prompt`"
    let translation = "roles become instruction, examples and input; `{{#if}}` and other tags stay as text"
    let endings = [".prompt"]

    func likeness(to content: ForeignContent) -> ForeignContent.Likeness? {
        if case .headed = content { .faint } else { nil }
    }

    func read(
        _ text: String, name: String, context: ImportContext
    ) throws(PromptFileError) -> Conversion<Imported> {
        let matter = try FrontMatter(text: text, name: name)
        try matter.checkFilled()
        var losses = Losses()
        if matter.body.isEmpty { losses.add("\(name): it has no text below its header, so the prompt is empty.") }
        losses.add(commentsAt: matter.commentLines, of: name)
        matter.reportTextAbove(to: &losses)
        var prompt = Prompt()
        var named: PlacedValue?
        for (key, value) in try matter.header?.entries() ?? [] where !value.isNothing {
            switch key {
            case "name": prompt.name = try value.text()
            case "description": prompt.description = try value.text()
            case "model": prompt.model = context.model(value, losses: &losses)
            case "config":
                try ForeignSettings.read(
                    value, into: &prompt.modelParameters, samples: &prompt.samples, losses: &losses)
            case "input": try readInput(value, into: &prompt, losses: &losses)
            case "output": prompt.answer = try readOutput(value, losses: &losses)
            case "tools": named = value
            case "toolDefs": try readTools(value, into: &prompt, losses: &losses)
            default: losses.add(value, "has no counterpart in Lathe.")
            }
        }
        // Names of tools that the file defines are no loss.
        for item in try named?.items() ?? [] where !prompt.tools.contains(where: { $0.name == item.scalar }) {
            losses.add(item, "names the tool `\(item.scalar ?? "")`, which is defined elsewhere; it is left out.")
        }
        ForeignTurns.fill(
            &prompt, with: turns(of: matter, losses: &losses), place: matter.place(), context: context, losses: &losses)
        let title = prompt.name.isEmpty ? context.baseName(name) : prompt.name
        return Conversion(.prompts([ImportedPrompt(name: title, prompt: prompt)]), losses: losses.lines)
    }

    /// Reads definitions of tools, with `inputSchema` for their parameters.
    private func readTools(
        _ value: PlacedValue, into prompt: inout Prompt, losses: inout Losses
    ) throws(PromptFileError) {
        for item in try value.items() {
            guard let name = item["name"] else { throw item.wrong("needs a name.") }
            for (key, part) in try item.entries()
            where !["name", "description", "inputSchema"].contains(key) && !part.isNothing {
                losses.add(part, "has no counterpart in Lathe.")
            }
            let tool = ForeignTools.tool(
                name: try name.text(), description: try item["description"]?.text(),
                parameters: try item["inputSchema"]?.json)
            ForeignTools.add(tool, at: item, to: &prompt.tools, losses: &losses)
        }
    }

    /// Reads the form of the output: text, or JSON, of a schema if there is one.
    private func readOutput(_ value: PlacedValue, losses: inout Losses) throws(PromptFileError) -> AnswerForm? {
        var form: AnswerForm?
        for (key, part) in try value.entries() where !part.isNothing {
            switch key {
            case "format" where part.scalar == "json": form = form ?? ResponseFormat.anyJSON
            case "format" where part.scalar == "text": break
            case "schema" where value["format"]?.scalar ?? "json" == "json":
                var reader = Picoschema()
                form = try ResponseFormat.form(try reader.schema(part), of: part)
                for name in reader.unknown {
                    losses.add(
                        name,
                        "names the schema `\(name.scalar ?? "")`, which is defined elsewhere; anything may stand there."
                    )
                }
            default:
                losses.add(part, "sets a form of the output that Lathe doesn't have; its answers are JSON or free.")
            }
        }
        return form
    }

    /// Returns the form of the output with Dotprompt's keys; none for one that they can't say.
    private func output(_ form: AnswerForm?, losses: inout Losses) -> [YAMLPair] {
        guard case .object(let format)? = ResponseFormat.value(form) else { return [] }
        var pairs = [YAMLPair("format", .bare("json"))]
        guard case .object(let named)? = format["json_schema"], let schema = named["schema"] else { return pairs }
        if Picoschema.isJSONSchema(schema) {
            pairs.append(YAMLPair("schema", YAMLValue(schema)))
        } else {
            losses.add(
                "`answer`: without `type` or `properties` at its top, \(title) reads a schema as Picoschema; it is left out."
            )
        }
        return pairs
    }

    private func readInput(
        _ value: PlacedValue, into prompt: inout Prompt, losses: inout Losses
    ) throws(PromptFileError) {
        for (key, part) in try value.entries() where !part.isNothing {
            switch key {
            case "default":
                for (name, value) in try part.entries() {
                    if value.scalar != nil {
                        prompt.variables[name] = try value.text()
                    } else {
                        losses.add(value, "is \(value.node.kind); Lathe's variables are texts.")
                    }
                }
            case "schema":
                // Variables are texts anyway, so that type is no loss.
                let types = part.isMapping ? try part.entries() : []
                if !part.isMapping { losses.add(part, "has types or descriptions of variables; Lathe's are texts.") }
                for (name, type) in types where !(type.scalar == "string" && TemplateSyntax.isName(name)) {
                    losses.add(type, "has a type or a description of a variable; Lathe's are texts.")
                }
            default: losses.add(part, "has no counterpart in Lathe.")
            }
        }
    }

    /// Returns a tool's definition with Dotprompt's keys.
    private static func definition(_ tool: Tool) -> YAMLValue {
        let (name, description, parameters) = ForeignTools.parts(of: tool)
        var pairs = [YAMLPair("name", .text(name))]
        if let description { pairs.append(YAMLPair("description", YAMLValue(description))) }
        if let parameters { pairs.append(YAMLPair("inputSchema", YAMLValue(.object(parameters)))) }
        return .map(pairs)
    }

    // MARK: turns

    /// Returns a text with helpers in place of the marks that dotprompt makes of them: `<<<dotprompt:role:user>>>`.
    private static func withHelpers(_ text: String) -> String {
        text.replacing(/<<<dotprompt:(role:(\w+)|history|(media|section)[^>\n]*)>>>/) { match in
            if let role = match.2 { return "{{role \"\(role)\"}}" }
            if match.1 == "history" { return "{{history}}" }
            // Dotprompt's words behind the kind, as the arguments of a helper.
            let words = match.1.drop { $0.isLetter }.replacing(/^:url\s+(\S+)/) { " url=\"\($0.1)\"" }
            return "{{\(match.3 ?? "")\(words)}}"
        }
    }

    private func turns(of matter: FrontMatter, losses: inout Losses) -> [MessageTurn] {
        var turns: [MessageTurn] = []
        var role: Role? = .user
        // True if the file itself begins a message here; then it counts even if it has no text.
        var isMarked = false
        var parts: [ForeignPart] = []
        func close() {
            let (text, problems, names) = parts.asTemplate
            losses.names.add(names)
            parts = []
            let content = text.trimmingBlanks
            for problem in problems { losses.add("\(matter.place()) \(problem.sentence)", problem.remedy) }
            guard let role, !content.isEmpty || (isMarked && role != .system) else { return }
            turns.append(MessageTurn(role: role, content: content))
        }
        // Made once: a regular expression is compiled wherever it is written.
        let beginning = /\{\{~?#?\s*role\s+["'](\w+)["']\s*~?\}\}/
        let ending = /\{\{\/\s*role\s*\}\}/
        for part in TemplateSyntax.handlebars.parts(of: Self.withHelpers(matter.body)) {
            switch part {
            case .variable("history"):
                losses.add("\(matter.place()) `{{history}}`: Lathe has no conversation history to insert.")
            case .tag(let tag):
                if let match = tag.wholeMatch(of: beginning) {
                    close()
                    role = ForeignTurns.role(String(match.1))
                    isMarked = !tag.contains("#")
                    if role == nil {
                        losses.add("\(matter.place()) `\(tag)`: Lathe doesn't have this role; the message is left out.")
                    }
                } else if tag.wholeMatch(of: ending) != nil {
                    close()
                    (role, isMarked) = (.user, false)
                } else {
                    parts.append(part)
                }
            default: parts.append(part)
            }
        }
        close()
        return turns
    }

    // MARK: writing

    func write(_ turns: PromptTurns, evaluators: EvaluatorEntries, options: ExportOptions) -> Conversion<String> {
        let prompt = turns.prompt
        var losses = Losses(turns)
        var writer = TemplateWriter(.handlebars)
        turns.report(lacking: [.tags, .testData, .samples, .layout, .lanes], title: title, losses: &losses)
        evaluators.report(title: title, holding: prompt.answer, losses: &losses)
        var header: [YAMLPair] = []
        if !prompt.name.isEmpty { header.append(YAMLPair("name", .text(prompt.name))) }
        if !prompt.description.isEmpty { header.append(YAMLPair("description", .text(prompt.description))) }
        if let model = turns.model { header.append(YAMLPair("model", .text(model))) }
        let config = turns.pairs(names: Program.dotprompt.names, title: title, losses: &losses)
        if !config.isEmpty { header.append(YAMLPair("config", .map(config))) }
        if !prompt.tools.isEmpty {
            header.append(YAMLPair("tools", .list(prompt.tools.map { .text($0.name) })))
            header.append(YAMLPair("toolDefs", .list(prompt.tools.map(Self.definition))))
        }
        let names = prompt.variableNames + prompt.variables.keys.sorted().filter { !prompt.variableNames.contains($0) }
        var input: [YAMLPair] = []
        if !names.isEmpty { input.append(YAMLPair("schema", .map(names.map { YAMLPair($0, .bare("string")) }))) }
        let values = names.compactMap { name in prompt.variables[name].map { YAMLPair(name, .text($0)) } }
        if !values.isEmpty { input.append(YAMLPair("default", .map(values))) }
        if !input.isEmpty { header.append(YAMLPair("input", .map(input))) }
        let form = output(prompt.answer, losses: &losses)
        if !form.isEmpty { header.append(YAMLPair("output", .map(form))) }
        let sent = turns.turns(for: title, losses: &losses)
        let body = sent.map { turn in
            let text = writer.write(turn.content.trimmingBlanks)
            let role = turn.role == .assistant ? "model" : turn.role.rawValue
            return sent.count == 1 && turn.role == .user ? text : "{{role \"\(role)\"}}\n\(text)"
        }
        writer.report(to: &losses, for: title)
        let head = header.isEmpty ? "" : "---\n\(header.text)---\n\n"
        return Conversion(head + body.joined(separator: "\n\n") + "\n", losses: losses.lines)
    }
}
