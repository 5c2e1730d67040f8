import Library
import Prompting
import Sampling
import YAMLText

/// The format of templates of the command line tool `llm`. https://llm.datasette.io/en/stable/templates.html
struct LLMTemplate: ForeignFormat {
    let name = "llm"
    let title = "llm"
    let fileName = ".yaml"
    let files = "templates"
    let translation = "`$name` becomes `{{name}}`, `defaults` become variables; examples are written into the text"

    func likeness(to content: ForeignContent) -> ForeignContent.Likeness? {
        content.has("prompt", "system") ? .possible : nil
    }

    func read(
        _ text: String, name: String, context: ImportContext
    ) throws(PromptFileError) -> Conversion<Imported> {
        let root = try PlacedValue(text: text, name: name)
        var losses = Losses()
        var prompt = Prompt()
        // A file may be only a text.
        guard root.isMapping else {
            prompt.input = try TemplateSyntax.dollar.read(root, losses: &losses)
            return Conversion(
                .prompts([ImportedPrompt(name: context.baseName(name), prompt: prompt)]), losses: losses.lines
            ).losingComments(of: text, name: name)
        }
        for (key, value) in try root.entries() where !value.isNothing {
            switch key {
            case "name": prompt.name = try value.text()
            case "system": prompt.instruction = try TemplateSyntax.dollar.read(value, losses: &losses)
            case "prompt": prompt.input = try TemplateSyntax.dollar.read(value, losses: &losses)
            case "model": prompt.model = context.model(value, losses: &losses)
            case "defaults":
                for (name, value) in try value.entries() { prompt.variables[name] = try value.text() }
            case "options":
                try ForeignSettings.read(
                    value, into: &prompt.modelParameters, samples: &prompt.samples, losses: &losses)
            case "extract", "extract_last":
                if try value.isTrue() {
                    losses.add(value, "extracts the code from an answer; Lathe shows the whole answer.")
                }
            default: losses.add(value, "has no counterpart in Lathe.")
            }
        }
        // If there is no prompt, what the user types is the prompt, also with a system prompt.
        if prompt.input.isEmpty {
            prompt.input = "{{input}}"
            losses.add("\(name): it has no `prompt`; the text that is typed becomes the variable `{{input}}`.")
        }
        let title = prompt.name.isEmpty ? context.baseName(name) : prompt.name
        return Conversion(
            .prompts([ImportedPrompt(name: title, prompt: prompt)]), losses: losses.lines
        ).losingComments(of: text, name: name)
    }

    func write(_ turns: PromptTurns, evaluators: EvaluatorEntries, options: ExportOptions) -> Conversion<String> {
        let prompt = turns.prompt
        var losses = Losses(turns)
        var writer = TemplateWriter(.dollar)
        let isPlain =
            prompt.turns.isEmpty && turns.turns.allSatisfy { $0.role != .assistant } && turns.layout != .completion
        turns.report(
            lacking: [.description, .tags, .tools, .answer, .testData, .samples, .lanes], title: title,
            writesLabels: !isPlain,
            losses: &losses)
        evaluators.report(title: title, losses: &losses)
        var pairs: [YAMLPair] = []
        if !prompt.name.isEmpty { pairs.append(YAMLPair("name", .text(prompt.name))) }
        if let model = turns.model { pairs.append(YAMLPair("model", .text(model))) }
        turns.reportTechnique(for: title, isText: true, losses: &losses)
        if isPlain, !prompt.instruction.isEmpty {
            pairs.append(YAMLPair("system", .text(writer.write(prompt.instruction))))
        }
        if isPlain {
            let isImplied = prompt.input == "{{input}}" && !prompt.instruction.isEmpty
            if !isImplied { pairs.append(YAMLPair("prompt", .text(writer.write(prompt.input)))) }
            if prompt.input.isEmpty {
                losses.add("`input`: it is empty, so \(title) sends the text that is typed instead.")
            }
        } else {
            // A template has no turns of the assistant, so examples, turns and opening become a text with labels.
            let text = turns.completionText(withInstruction: turns.layout == .completion) ?? prompt.input
            if turns.layout != .completion {
                if !prompt.instruction.isEmpty {
                    pairs.append(YAMLPair("system", .text(writer.write(prompt.instruction))))
                }
                losses.add(
                    "llm's templates have no turns, so examples\(prompt.turns.isEmpty ? "" : ", turns") and opening are written into `prompt`, as in the completion layout."
                )
            } else {
                turns.reportCompletion(losses: &losses)
            }
            pairs.append(YAMLPair("prompt", .text(writer.write(text))))
        }
        if !prompt.variables.isEmpty {
            let values = prompt.variables.sorted { $0.key < $1.key }
            pairs.append(
                YAMLPair("defaults", .map(values.map { YAMLPair(writer.name(of: $0.key), .text($0.value)) })))
        }
        let options = turns.pairs(names: Program.openAI.names, title: title, losses: &losses)
        if !options.isEmpty { pairs.append(YAMLPair("options", .map(options))) }
        writer.report(to: &losses, for: title)
        return Conversion(pairs.text, losses: losses.lines)
    }
}
