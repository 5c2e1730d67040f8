import Library
import Prompting
import Remedies
import Sampling
import YAMLText

/// Writes a `promptfooconfig.yaml`: lanes as providers, cases as tests.
struct PromptfooWriter {
    private(set) var conversion = Conversion("")
    private let turns: PromptTurns
    private let evaluators: EvaluatorEntries
    private let options: ExportOptions
    private let title: String
    private var losses: Losses
    private var template = TemplateWriter(.jinja)

    init(_ turns: PromptTurns, evaluators: EvaluatorEntries, options: ExportOptions, title: String) {
        self.turns = turns
        self.title = title
        losses = Losses(turns)
        self.evaluators = evaluators
        self.options = options
        let text = write()
        conversion = Conversion(text, losses: losses.lines)
    }

    private mutating func write() -> String {
        let prompt = turns.prompt
        let layouts =
            turns.lane == nil && !prompt.lanes.isEmpty
            ? prompt.lanes.map { $0.layout ?? prompt.layout } : [turns.layout]
        turns.report(lacking: [], title: title, writesLabels: layouts.contains(.completion), losses: &losses)
        evaluators.reportOutputForm(title: title, holding: prompt.answer, losses: &losses)
        var pairs: [YAMLPair] = []
        if !prompt.description.isEmpty || !prompt.name.isEmpty {
            pairs.append(YAMLPair("description", .text(prompt.description.isEmpty ? prompt.name : prompt.description)))
        }
        let tags = prompt.tags.compactMap { tag in
            tag.firstRange(of: ": ").map {
                YAMLPair(String(tag[..<$0.lowerBound]), .text(String(tag[$0.upperBound...])))
            }
        }
        if !tags.isEmpty { pairs.append(YAMLPair("tags", .map(tags))) }
        let plain = prompt.tags.filter { !$0.contains(": ") }
        if !plain.isEmpty {
            losses.add("`tags` \(plain.joined(separator: ", ")): promptfoo's tags have a key and a value each.")
        }
        pairs += promptsAndProviders()
        pairs += cases()
        if let samples = turns.samples, samples > 1 {
            pairs.append(YAMLPair("evaluateOptions", .map([YAMLPair("repeat", .bare(String(samples)))])))
        }
        template.report(to: &losses, for: title)
        return "# yaml-language-server: $schema=https://promptfoo.dev/config-schema.json\n" + pairs.text
    }

    // MARK: prompts and providers

    private mutating func promptsAndProviders() -> [YAMLPair] {
        let prompt = turns.prompt
        let lanes = turns.lane.map { [$0] } ?? (prompt.lanes.isEmpty ? [Lane(name: "")] : prompt.lanes)
        var variants: [(label: String, text: String)] = []
        var providers: [YAMLValue] = []
        let seen = lanes.map { lane in
            var seen = PromptTurns(prompt, lane: lane)
            seen.places = turns.places
            seen.model = (options.model ?? seen.model ?? turns.places?.model(lane: lane.name)).map(provided)
            return seen
        }
        let texts = seen.map { text($0) }
        let isOne = Set(texts).count == 1
        for (lane, text) in zip(seen, texts) {
            let word = isOne ? "" : lane.technique.rawValue + (lane.layout == .completion ? ", completion" : "")
            let label = [prompt.name, word].filter { !$0.isEmpty }.joined(separator: ": ")
            let known = variants.first { $0.text == text }?.label
            if known == nil { variants.append((label, text)) }
            providers.append(provider(lane, prompts: isOne ? nil : known ?? label))
        }
        if Set(seen.map(\.samples)).count > 1 {
            losses.add("`samples` differs between lanes; promptfoo repeats all of them equally often.")
        }
        if seen.contains(where: { ($0.model ?? "").contains(":") == false }) {
            losses.add(
                "The providers ask a llama-server at http://localhost:8080.",
                .nameForeignModel(example: "openai:gpt-4o"))
        }
        let prompts = variants.map { variant in
            variant.label.isEmpty
                ? YAMLValue.text(variant.text)
                : .map([YAMLPair("label", .text(variant.label)), YAMLPair("raw", .text(variant.text))])
        }
        return [YAMLPair("prompts", .list(prompts)), YAMLPair("providers", .list(providers))]
    }

    /// Returns promptfoo's name for a model of GitHub's, `OWNER/MODEL`; other names stay as they are.
    private func provided(_ model: String) -> String {
        guard PromptReader.isServerModel(model), !model.contains(":"),
            !options.places.contains(String(model.prefix { $0 != "/" }))
        else { return model }
        return "github:\(model)"
    }

    /// Returns the text of the prompt: the user's text alone, or a list of messages as JSON.
    private mutating func text(_ lane: PromptTurns) -> String {
        losses.lane = lane.lane?.name
        defer { losses.lane = turns.lane?.name }
        if lane.layout == .completion, let text = lane.completionText(withInstruction: true) {
            lane.reportTechnique(for: title, isText: true, losses: &losses)
            lane.reportCompletion(losses: &losses)
            return template.write(text)
        }
        let sent = lane.turns(for: title, losses: &losses)
        if sent.count == 1, let only = sent.first, only.role == .user { return template.write(only.content) }
        return JSONWriter.text(
            .list(
                sent.map { turn in
                    .map([
                        YAMLPair("role", .text(turn.role.rawValue)),
                        YAMLPair("content", .text(template.write(turn.content))),
                    ])
                }))
    }

    private mutating func provider(_ lane: PromptTurns, prompts: String?) -> YAMLValue {
        losses.lane = lane.lane?.name
        defer { losses.lane = turns.lane?.name }
        let model = lane.model ?? "default"
        let isServer = model.contains(":")
        let isText = lane.layout == .completion
        var pairs = [YAMLPair("id", .text(isServer ? model : "openai:\(isText ? "completion" : "chat"):\(model)"))]
        if let name = lane.lane?.name, !name.isEmpty { pairs.append(YAMLPair("label", .text(name))) }
        if let prompts { pairs.append(YAMLPair("prompts", .list([.text(prompts)]))) }
        var config = isServer ? [] : [YAMLPair("apiBaseUrl", .text("http://localhost:8080/v1"))]
        // Only llama.cpp's own server takes settings that OpenAI has no names for.
        var (own, passed) = (lane.settings, SettingsPatch())
        if !isServer {
            for key in Program.llamaServer.names.keys {
                passed[key] = own[key]
                own[key] = nil
            }
            // The newest server refuses -1.
            for key in [SettingsKey.repeatLastN, .dryLastN] where passed[key] == .integer(-1) {
                passed[key] = .integer(Settings.wholeWindow)
            }
            own.order = nil
        }
        config += ForeignSettings.pairs(own, names: Program.openAI.names, title: title, losses: &losses)
        var passthrough = ForeignSettings.pairs(passed, names: Program.llamaServer.names, title: title, losses: &losses)
        if !isServer, let order = lane.settings.order {
            let samplers = order.samplers(Settings().applying(lane.settings))
            passthrough.append(YAMLPair("samplers", .list(samplers.map { .text($0) })))
        }
        if !isServer, lane.settings.mirostatTau ?? 0 > 0 { passthrough.append(YAMLPair("mirostat", .bare("2"))) }
        if !turns.prompt.tools.isEmpty { config.append(YAMLPair("tools", .list(turns.prompt.tools.map(\.yaml)))) }
        if let format = ResponseFormat.value(turns.prompt.answer) {
            config.append(YAMLPair("response_format", YAMLValue(format)))
        }
        if !passthrough.isEmpty { config.append(YAMLPair("passthrough", .map(passthrough))) }
        if !config.isEmpty { pairs.append(YAMLPair("config", .map(config))) }
        return pairs.count == 1 ? .text(pairs[0].value.scalar ?? "") : .map(pairs)
    }

    // MARK: tests

    private mutating func cases() -> [YAMLPair] {
        let prompt = turns.prompt
        var checks: [Evaluator] = []
        for entry in evaluators.entries {
            if entry.checks.isEmpty {
                losses.add(
                    "The evaluator `\(entry.name)`: promptfoo has no assertion of this kind.", about: "evaluators")
            }
            for check in entry.checks {
                if let check = translated(check) { checks.append(check) }
            }
        }
        let names = prompt.variableNames
        // Checks that look their value up in the case are written with the case.
        let looked = checks.filter { $0.looksUp(besides: names) }
        let shared = checks.filter { check in !looked.contains(check) }
        var pairs: [YAMLPair] = []
        var standard: [YAMLPair] = []
        if !prompt.variables.isEmpty { standard.append(YAMLPair("vars", .map(GitHubModels.pairs(prompt.variables)))) }
        if !shared.isEmpty { standard.append(YAMLPair("assert", .list(shared.map { assertion($0, value: $0.value) }))) }
        if !standard.isEmpty { pairs.append(YAMLPair("defaultTest", .map(standard))) }
        let tests = prompt.testData.map { test($0, checks: looked) }
        if !tests.isEmpty { pairs.append(YAMLPair("tests", .list(tests))) }
        return pairs
    }

    private mutating func test(_ row: [String: String], checks: [Evaluator]) -> YAMLValue {
        var assertions: [YAMLValue] = []
        var rest = row
        for check in checks {
            if let written = assertion(check, in: row, rest: &rest) { assertions.append(written) }
        }
        if let expected = rest["expected"], !turns.prompt.variableNames.contains("expected") {
            rest["expected"] = nil
            losses.add("`expected` is written as the assertion `equals`.")
            assertions.append(
                assertion(Evaluator(name: "equals", type: "equals"), value: .text(template.write(expected))))
        }
        var pairs = rest.isEmpty ? [] : [YAMLPair("vars", .map(GitHubModels.pairs(rest)))]
        if !assertions.isEmpty { pairs.append(YAMLPair("assert", .list(assertions))) }
        return .map(pairs)
    }

    /// Returns the assertion of a case, and takes its columns from `rest`; nil if the case has no value for it.
    private mutating func assertion(
        _ check: Evaluator, in row: [String: String], rest: inout [String: String]
    ) -> YAMLValue? {
        if !check.members.isEmpty {
            var members: [YAMLValue] = []
            for member in check.members {
                if let written = assertion(member, in: row, rest: &rest) { members.append(written) }
            }
            return members.isEmpty ? nil : assertion(check, value: nil, members: members)
        }
        guard let column = check.column, !turns.prompt.variableNames.contains(column) else {
            return assertion(check, value: check.value)
        }
        guard let cell = row[column] else { return nil }
        rest[column] = nil
        if column == "expected", check.type != "equals" {
            losses.add(
                "`expected` is written as the value of the assertion `\(check.type)`, not as an answer to compare with."
            )
        }
        return assertion(check, value: value(cell, of: check))
    }

    /// Returns the value of an assertion from the cell of a case; nil if the assertion takes none.
    private mutating func value(_ cell: String, of check: Evaluator) -> YAMLValue? {
        if PromptfooAssertions.mayLackValue(check.plainType), cell == "true" { return nil }
        if cell.first == "[" || cell.first == "{", let read = try? PlacedValue(text: cell, name: "a case"),
            PromptfooAssertions.isOfSeveral(check.plainType) || read.isMapping
        {
            return YAMLValue(read.node)
        }
        return .text(template.write(cell))
    }

    private mutating func assertion(
        _ check: Evaluator, value: YAMLValue?, members: [YAMLValue]? = nil
    ) -> YAMLValue {
        var pairs = [YAMLPair("type", .text(check.type))]
        if let value {
            let isTemplate = value.scalar != nil && check.value == value
            pairs.append(YAMLPair("value", isTemplate ? .text(template.write(value.scalar ?? "")) : value))
        }
        if let threshold = check.threshold { pairs.append(YAMLPair("threshold", .bare(threshold))) }
        if let weight = check.weight { pairs.append(YAMLPair("weight", .bare(weight))) }
        if !check.name.isEmpty, check.name != check.type { pairs.append(YAMLPair("metric", .text(check.name))) }
        let members = members ?? check.members.map { assertion($0, value: $0.value) }
        if !members.isEmpty { pairs.append(YAMLPair("assert", .list(members))) }
        return .map(pairs)
    }

    /// Returns the check in promptfoo's words; nil if promptfoo has none.
    private mutating func translated(_ check: Evaluator) -> Evaluator? {
        guard check.members.isEmpty else {
            var set = check
            set.members = []
            for member in check.members {
                if let member = translated(member) { set.members.append(member) }
            }
            return set.members.isEmpty ? nil : set
        }
        guard check.plainType == "ends-with" else { return check }
        guard let text = check.value?.scalar, Template(text).variables.isEmpty else {
            losses.add(
                "The evaluator `\(check.name)` (ends-with a value of the case): promptfoo has no assertion of this kind.",
                about: "evaluators")
            return nil
        }
        let pattern = text.map { "\\^$.|?*+()[]{}/".contains($0) ? "\\\($0)" : String($0) }.joined() + "$"
        var translated = Evaluator(
            name: check.name, type: check.type == "ends-with" ? "regex" : "not-regex", value: .text(pattern),
            threshold: check.threshold)
        translated.weight = check.weight
        return translated
    }
}
