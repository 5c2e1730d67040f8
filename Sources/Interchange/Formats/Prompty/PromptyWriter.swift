import JSONText
import Library
import Prompting
import Sampling
import YAMLText

/// Writes a `.prompty` file of either version.
struct PromptyWriter {
    let conversion: Conversion<String>

    init(_ turns: PromptTurns, evaluators: EvaluatorEntries, title: String, isFirstVersion: Bool) {
        let prompt = turns.prompt
        var losses = Losses(turns)
        turns.report(lacking: [.testData, .samples, .layout, .lanes], title: title, losses: &losses)
        evaluators.report(title: title, holding: prompt.answer, losses: &losses)
        var header: [YAMLPair] = []
        if !prompt.name.isEmpty { header.append(YAMLPair("name", .text(prompt.name))) }
        if !prompt.description.isEmpty { header.append(YAMLPair("description", .text(prompt.description))) }
        if !prompt.tags.isEmpty {
            let tags = YAMLPair("tags", .list(prompt.tags.map { .text($0) }))
            header.append(isFirstVersion ? tags : YAMLPair("metadata", .map([tags])))
        }
        header.append(YAMLPair("model", .map(Self.model(turns, title: title, isFirstVersion, &losses))))
        if !isFirstVersion, !prompt.tools.isEmpty {
            header.append(YAMLPair("tools", PromptyTools.list(prompt.tools, title: title, losses: &losses)))
        }
        header += isFirstVersion ? Self.sample(prompt) : Self.inputs(prompt)
        if !isFirstVersion { header += Self.outputs(prompt.answer, title: title, losses: &losses) }
        var writer = TemplateWriter(.jinja)
        var body: [String] = []
        for turn in turns.turns(for: title, losses: &losses) {
            let text = writer.write(turn.content.trimmingBlanks)
            if let line = text.split(separator: "\n").first(where: { PromptyMarkup.marker($0) != nil }) {
                losses.add("The line `\(line)` in a text: \(title) reads it as the start of a message.")
            }
            body.append("\(turn.role.rawValue):\n\(text)")
        }
        writer.report(to: &losses, for: title)
        conversion = Conversion(
            "---\n\(header.text)---\n\(body.joined(separator: "\n\n"))\n", losses: losses.lines)
    }

    private static func model(_ turns: PromptTurns, title: String, _ isFirstVersion: Bool, _ losses: inout Losses)
        -> [YAMLPair]
    {
        var model: [YAMLPair] = []
        if isFirstVersion {
            model.append(YAMLPair("api", .bare("chat")))
            if let name = turns.model {
                model.append(YAMLPair("configuration", .map([YAMLPair("model", .text(name))])))
            }
            var settings = turns.pairs(names: Program.openAI.names, title: title, losses: &losses)
            if !turns.prompt.tools.isEmpty {
                settings.append(YAMLPair("tools", .list(turns.prompt.tools.map(\.yaml))))
            }
            if let format = ResponseFormat.value(turns.prompt.answer) {
                settings.append(YAMLPair("response_format", YAMLValue(format)))
            }
            if !settings.isEmpty { model.append(YAMLPair("parameters", .map(settings))) }
        } else {
            if let name = turns.model { model.append(YAMLPair("id", .text(name))) }
            model.append(YAMLPair("apiType", .bare("chat")))
            let settings = turns.pairs(names: Program.dotprompt.names, title: title, losses: &losses)
            if !settings.isEmpty { model.append(YAMLPair("options", .map(settings))) }
        }
        return model
    }

    private static func sample(_ prompt: Prompt) -> [YAMLPair] {
        let names = Self.names(prompt).filter { prompt.variables[$0] != nil }
        guard !names.isEmpty else { return [] }
        return [YAMLPair("sample", .map(names.map { YAMLPair($0, .text(prompt.variables[$0] ?? "")) }))]
    }

    private static func inputs(_ prompt: Prompt) -> [YAMLPair] {
        let inputs = names(prompt).map { name in
            var pairs = [YAMLPair("name", .text(name)), YAMLPair("kind", .bare("string"))]
            if let value = prompt.variables[name] { pairs.append(YAMLPair("default", .text(value))) }
            return YAMLValue.map(pairs)
        }
        return inputs.isEmpty ? [] : [YAMLPair("inputs", .list(inputs))]
    }

    /// Returns the properties of an answer in JSON; none, with a loss, if its schema isn't one of an object.
    private static func outputs(_ form: AnswerForm?, title: String, losses: inout Losses) -> [YAMLPair] {
        guard case .object(let format)? = ResponseFormat.value(form) else { return [] }
        guard case .object(let named)? = format["json_schema"], case .object(let schema)? = named["schema"],
            schema["type"] == .text("object"), case .object(let properties)? = schema["properties"],
            !properties.members.isEmpty
        else {
            losses.add("`answer`: \(title) has only answers that are objects with properties; it is left out.")
            return []
        }
        var lost: [String] = []
        let list = PromptySchema.list(schema, lost: &lost)
        if !lost.isEmpty {
            losses.add("`answer`: \(title) can't hold \(lost.map { "`\($0)`" }.joined(separator: ", ")) of its schema.")
        }
        return [YAMLPair("outputs", .list(list))]
    }

    private static func names(_ prompt: Prompt) -> [String] {
        prompt.variableNames + prompt.variables.keys.sorted().filter { !prompt.variableNames.contains($0) }
    }
}
