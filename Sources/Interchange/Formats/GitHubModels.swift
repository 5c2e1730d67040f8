import Library
import Prompting
import Remedies
import Sampling
import YAMLText

/// The format of GitHub Models' `.prompt.yml`. Lathe's own files extend it.
/// https://docs.github.com/github-models/use-github-models/storing-prompts-in-github-repositories
struct GitHubModels: ForeignFormat {
    let name = "github-models"
    let title = "GitHub Models"
    let files = "`.prompt.yml`"
    let translation =
        "opened directly; comments and unknown keys are kept; only the texts of a message in parts are read"
    let isOwn = true
    let fileName = ".prompt.yml"
    let endings = [".prompt.yaml", ".prompt.yml"]
    private static let keys = ["instruction", "examples", "modelParameters", "lanes"]

    func likeness(to content: ForeignContent) -> ForeignContent.Likeness? {
        switch content {
        case .headed(let header, _):
            // The file is two YAML documents.
            return Self.keys.contains { header[$0] != nil } ? .certain : nil
        case .document(_, let isJSON):
            if content.has("messages") { return isJSON && !content.has("testData") ? nil : .certain }
            if Self.keys.contains(where: { content.has($0) }) { return .possible }
            return content.has("input") ? .faint : nil
        }
    }

    func read(
        _ text: String, name: String, context: ImportContext
    ) throws(PromptFileError) -> Conversion<Imported> {
        let file = try PromptFile(text: text, name: name, places: context.places, folder: name.parentFolder)
        var losses = Losses()
        for notice in file.notices { losses.add(notice) }
        // The prompt is saved elsewhere.
        var prompt = file.prompt.selfContained
        if let model = prompt.model, !context.isModel(model) {
            losses.add("\(name): its model \(model) isn't here; the default model is used.")
            prompt.model = nil
        }
        for index in prompt.lanes.indices {
            guard let model = prompt.lanes[index].model, !context.isModel(model) else { continue }
            losses.add(
                "\(name): the model \(model) of lane \(prompt.lanes[index].name) isn't here; the default model is used."
            )
            prompt.lanes[index].model = nil
        }
        if context.earlier == .turns, prompt.turns.isEmpty {
            prompt.turns = prompt.examples.filter(\.isOn).flatMap {
                [Turn(role: .user, text: $0.input), Turn(role: .assistant, text: $0.output)]
            }
            prompt.examples = []
        }
        GitHubModelsRemarks(text, name: name, prompt: prompt).add(to: &losses)
        var imported = ImportedPrompt(
            name: prompt.name.trimmingBlanks.isEmpty ? context.baseName(name) : prompt.name, prompt: prompt)
        imported.text = text
        return Conversion(.prompts([imported]), losses: losses.lines)
    }

    func write(_ turns: PromptTurns, evaluators: EvaluatorEntries, options: ExportOptions) -> Conversion<String> {
        let prompt = turns.prompt
        var losses = Losses(turns)
        var writer = TemplateWriter(.braces)
        turns.report(lacking: [.tags, .tools, .samples, .layout, .lanes], title: title, losses: &losses)
        var pairs: [YAMLPair] = []
        if !prompt.name.isEmpty { pairs.append(YAMLPair("name", .text(prompt.name))) }
        if !prompt.description.isEmpty { pairs.append(YAMLPair("description", .text(prompt.description))) }
        if let model = turns.model {
            pairs.append(YAMLPair("model", .text(model)))
        } else {
            losses.add("`model`: \(title) needs one.", .nameForeignModel(example: "openai/gpt-4o"))
        }
        // Models that think accept only the longer name.
        let limit = turns.places?.hasSetting("maxCompletionTokens") == true ? "maxCompletionTokens" : "maxTokens"
        let settings = turns.pairs(
            names: [.temperature: "temperature", .topP: "topP", .maxTokens: limit], title: title, losses: &losses)
        if !settings.isEmpty { pairs.append(YAMLPair("modelParameters", .map(settings))) }
        pairs += evaluators.outputForm.isEmpty ? ResponseFormat.pairs(prompt.answer) : evaluators.outputForm
        let messages = turns.turns(for: title, losses: &losses).map { turn in
            YAMLValue.map([
                YAMLPair("role", .bare(turn.role.rawValue)), YAMLPair("content", .text(writer.write(turn.content))),
            ])
        }
        pairs.append(YAMLPair("messages", .list(messages)))
        var rows = prompt.testData
        if !prompt.variables.isEmpty {
            losses.add("`variables`: \(title) has values only in `testData`, so they are written in each of its cases.")
            rows = (rows.isEmpty ? [[:]] : rows).map { prompt.variables.merging($0) { $1 } }
        }
        if !rows.isEmpty {
            pairs.append(YAMLPair("testData", .list(rows.map { row in .map(Self.pairs(row)) })))
        }
        let checks = self.checks(evaluators, losses: &losses)
        if !checks.isEmpty { pairs.append(YAMLPair("evaluators", .list(checks))) }
        return Conversion(pairs.text, losses: losses.lines)
    }

    /// Returns a case's values in a fixed order, the right answer last.
    static func pairs(_ row: [String: String]) -> [YAMLPair] {
        let keys = row.keys.sorted { ($0 == "expected" ? 1 : 0, $0) < ($1 == "expected" ? 1 : 0, $1) }
        return keys.map { YAMLPair($0, .text(row[$0] ?? "")) }
    }

    private func checks(_ evaluators: EvaluatorEntries, losses: inout Losses) -> [YAMLValue] {
        var values: [YAMLValue] = []
        for entry in evaluators.entries {
            guard case .map(let pairs) = entry.yaml else { continue }
            if pairs["string"] != nil || pairs["llm"] != nil || pairs["uses"] != nil {
                values.append(entry.yaml)
            } else if let check = entry.checks.first, case .map(let own) = check.yaml, own["string"] != nil {
                values.append(check.yaml)
            } else {
                losses.add(
                    "The evaluator `\(entry.name)`\(entry.checks.first.map { " (\($0.type))" } ?? ""): GitHub Models has no evaluator of this kind.",
                    about: "evaluators"
                )
            }
        }
        return values
    }
}
