import Library
import Prompting
import Sampling
import YAMLText

/// The format of requests to OpenAI's chat API, or of their list of messages. It reads the further keys of llama.cpp's
/// server too.
/// https://platform.openai.com/docs/api-reference/chat/create
struct OpenAIMessages: ForeignFormat {
    let name = "openai"
    let title = "OpenAI's chat format"
    let files = "chat requests, lists of messages"
    let translation = "variables are filled in with their values"

    func likeness(to content: ForeignContent) -> ForeignContent.Likeness? {
        guard case .document(let root, let isJSON) = content else { return nil }
        if root.isList { return (try? root.items().first?["role"]) != nil ? .certain : nil }
        return isJSON && content.has("messages") && !content.has("testData") ? .certain : nil
    }

    func read(
        _ text: String, name: String, context: ImportContext
    ) throws(PromptFileError) -> Conversion<Imported> {
        let root = try PlacedValue(text: text, name: name)
        var losses = Losses()
        var prompt = Prompt()
        var list = root
        if root.isMapping {
            guard let messages = root["messages"] else { throw root.wrong("has no `messages`.") }
            list = messages
            prompt.model = context.model(root["model"], losses: &losses)
            var mode: PlacedValue?
            for (key, value) in try root.entries() where !["messages", "model", "n"].contains(key) && !value.isNothing {
                if ["tools", "functions"].contains(key) {
                    try ForeignTools.read(value, into: &prompt.tools, context: context, losses: &losses)
                } else if key == "response_format" {
                    prompt.answer = try ResponseFormat.read(value)
                } else if ["mirostat", "mirostat_mode"].contains(key) {
                    mode = value
                } else if let setting = SettingsKey(foreignName: key) {
                    try ForeignSettings.read(value, as: setting, into: &prompt.modelParameters, losses: &losses)
                } else if key != "samplers",
                    try !LlamaServerRequest.read(key, value, into: &prompt, losses: &losses)
                {
                    losses.add(value, "is not a setting of Lathe's.")
                }
            }
            ForeignSettings.settle(mirostat: mode, in: &prompt.modelParameters, losses: &losses)
            if let samplers = root["samplers"] {
                prompt.modelParameters.order = StageOrder.translated(
                    try LlamaServerRequest.samplers(samplers), unnamed: .off,
                    settings: Settings().applying(prompt.modelParameters))
            }
            if let count = root["n"] {
                guard let number = Int(try count.text()), 1...1000 ~= number else {
                    throw count.wrong("is `\(count.scalar ?? "")`; it takes a whole number from 1 to 1000.")
                }
                prompt.samples = number > 1 ? number : nil
            }
        }
        let turns = try ForeignTurns.read(list, syntax: .braces, losses: &losses)
        guard turns.contains(where: { !$0.content.isEmpty }) else { throw list.wrong("has no message with a text.") }
        ForeignTurns.fill(&prompt, with: turns, place: "\(name):", context: context, usual: .turns, losses: &losses)
        let variables = prompt.variableNames
        if !variables.isEmpty {
            let list = variables.map { "`{{\($0)}}`" }.joined(separator: ", ")
            losses.add(
                "\(name): \(list), plain text for a server, \(variables.count == 1 ? "is a variable" : "are variables") to Lathe."
            )
        }
        return Conversion(
            .prompts([ImportedPrompt(name: context.baseName(name), prompt: prompt)]), losses: losses.lines
        ).losingComments(of: text, name: name)
    }

    func write(_ turns: PromptTurns, evaluators: EvaluatorEntries, options: ExportOptions) -> Conversion<String> {
        var losses = Losses(turns)
        var pairs = Self.body(turns, evaluators: evaluators, title: title, losses: &losses)
        pairs += turns.pairs(names: Program.openAI.names, title: title, losses: &losses)
        if let samples = turns.samples, samples > 1 { pairs.append(YAMLPair("n", .bare(String(samples)))) }
        return Conversion(JSONWriter.text(.map(pairs)), losses: losses.lines)
    }

    /// Returns a request without its settings. Adds losses for what it can't hold.
    static func body(
        _ turns: PromptTurns, evaluators: EvaluatorEntries, title: String, losses: inout Losses
    ) -> [YAMLPair] {
        turns.report(lacking: [.name, .description, .tags, .testData, .layout, .lanes], title: title, losses: &losses)
        evaluators.report(title: title, holding: turns.prompt.answer, losses: &losses)
        let unused = turns.prompt.variables.keys.sorted().filter { !turns.prompt.variableNames.contains($0) }
        if !unused.isEmpty {
            let list = unused.map { "`\($0)`" }.joined(separator: ", ")
            losses.add("`variables`: no text has \(list); left out.")
        }
        var pairs: [YAMLPair] = []
        if let model = turns.model { pairs.append(YAMLPair("model", .text(model))) }
        let messages = turns.turns(for: title, losses: &losses).map { turn in
            YAMLValue.map([
                YAMLPair("role", .text(turn.role.rawValue)),
                YAMLPair("content", .text(turns.filled(turn.content, title: title, losses: &losses))),
            ])
        }
        pairs.append(YAMLPair("messages", .list(messages)))
        if !turns.prompt.tools.isEmpty { pairs.append(YAMLPair("tools", .list(turns.prompt.tools.map(\.yaml)))) }
        if let format = ResponseFormat.value(turns.prompt.answer) {
            pairs.append(YAMLPair("response_format", YAMLValue(format)))
        }
        return pairs
    }
}
