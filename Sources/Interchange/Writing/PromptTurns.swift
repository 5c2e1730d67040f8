import Library
import Prompting
import Remedies
import Sampling
import YAMLText

/// Options for writing a prompt for another program.
package struct ExportOptions: Sendable {
    /// The lane whose settings, technique and layout are written; nil is the prompt itself.
    package var lane: String?
    /// The model's name in the other program.
    package var model: String?
    /// Values of variables, which replace the prompt's.
    package var variables: [String: String]
    /// The names of the servers and machines in the settings.
    package var places: Set<String>
    /// The user's own settings, which come after the prompt's. A preset holds them too.
    package var userSettings: SettingsPatch

    /// Creates options. By default the prompt is written as it is.
    package init(
        lane: String? = nil, model: String? = nil, variables: [String: String] = [:],
        places: Set<String> = [], userSettings: SettingsPatch = SettingsPatch()
    ) {
        self.places = places
        self.lane = lane
        self.model = model
        self.variables = variables
        self.userSettings = userSettings
    }
}

/// A prompt with the choices of one of its lanes, as it is written for other programs.
struct PromptTurns {
    var prompt: Prompt
    var lane: Lane?
    /// The lane's technique.
    var technique: Technique
    var layout: Layout?
    var model: String?
    var samples: Int?
    /// The settings of prompt and lane, without defaults.
    var settings: SettingsPatch
    /// The user's own settings, which come after the prompt's.
    var userSettings = SettingsPatch()
    /// Finds the lines of the prompt's file.
    var places: PromptPlaces?

    /// The settings that a run has: the prompt's and the lane's over the user's.
    var running: SettingsPatch { userSettings.overlaid(by: settings) }

    init(_ file: PromptFile, options: ExportOptions) throws(InterchangeError) {
        let prompt = file.prompt
        var chosen: Lane?
        if let name = options.lane {
            chosen = prompt.lanes.first { $0.name == name }
            guard chosen != nil else {
                let names = prompt.lanes.map(\.name)
                throw .noLane(name, near: Sampling.nearest(to: name, in: names), known: names)
            }
        } else if prompt.lanes.count == 1 {
            chosen = prompt.lanes.first
        }
        self.init(prompt, lane: chosen)
        self.prompt.variables.merge(options.variables) { $1 }
        userSettings = options.userSettings
        let places = PromptPlaces(file)
        // A model of a server that isn't in the settings can't run in Lathe, but the file names it.
        model = options.model ?? model ?? places.model(lane: chosen?.name)
        self.places = places
    }

    init(_ prompt: Prompt, lane: Lane?) {
        self.prompt = prompt
        self.lane = lane
        technique = lane?.technique ?? prompt.defaultTechnique
        layout = lane?.layout ?? prompt.layout
        model = lane?.model ?? prompt.model
        samples = lane?.samples ?? prompt.samples
        settings = prompt.modelParameters.overlaid(by: lane?.modelParameters ?? SettingsPatch())
    }

    // MARK: turns

    /// Returns instruction, examples that are on, turns, input and opening as turns. After an answer there is always a
    /// question, even an empty one: without it that answer would become the opening.
    static func plain(_ prompt: Prompt) -> [MessageTurn] {
        var turns: [MessageTurn] = []
        func add(_ role: Role, _ content: String) { turns.append(MessageTurn(role: role, content: content)) }
        if !prompt.instruction.isEmpty { add(.system, prompt.instruction) }
        for example in prompt.examples where example.isOn {
            add(.user, example.input)
            add(.assistant, example.output)
        }
        for turn in prompt.turns { add(turn.role, turn.text) }
        let isAsked =
            !prompt.input.isEmpty
            || (prompt.turns.last?.role != .user
                && (!prompt.wording.opening.isEmpty || prompt.examples.contains(where: \.isOn) || !prompt.turns.isEmpty))
        if isAsked { add(.user, prompt.input) }
        if !prompt.wording.opening.isEmpty { add(.assistant, prompt.wording.opening) }
        return turns
    }

    /// Returns the turns that the technique sends, with variables in them. Adds losses.
    func turns(for title: String, losses: inout Losses) -> [MessageTurn] {
        reportTechnique(for: title, isText: false, losses: &losses)
        if !prompt.turns.isEmpty, technique.traits.sendsExamples, prompt.examples.contains(where: \.isOn) {
            losses.add("`turns`: \(title) has messages only, so they can't be told from the examples before them.")
        }
        let turns = turns
        let empty = turns.indices.filter { turns[$0].content.trimmingBlanks.isEmpty }
        if !empty.isEmpty {
            let isOne = empty.count == 1
            losses.add(
                "In the written file, \(MessageParts.named(empty.map { $0 + 1 })) \(isOne ? "has" : "have") no text; "
                    + "not every program or server takes such \(isOne ? "a message" : "messages").")
        }
        return turns
    }

    /// The turns that the technique sends, with variables in them.
    var turns: [MessageTurn] {
        var sent = prompt
        let traits = technique.traits
        if !traits.sendsExamples { sent.examples = [] }
        if traits.sendsReasoning {
            for index in sent.examples.indices {
                let example = sent.examples[index]
                let sentence = prompt.wording.answerSentence.trimmingBlanks
                let parts = [example.reasoning?.trimmingBlanks ?? "", sentence, example.output.trimmingBlanks + "."]
                sent.examples[index].output = parts.filter { !$0.isEmpty }.joined(separator: " ")
            }
        }
        if let opening = traits.opening { sent.wording.opening = prompt.wording[keyPath: opening] }
        return Self.plain(sent)
    }

    // MARK: what is lost

    /// Adds losses for what the technique leaves out of the turns, or of the text that stands for them.
    func reportTechnique(for title: String, isText: Bool, losses: inout Losses) {
        let on = prompt.examples.filter(\.isOn)
        let off = prompt.examples.count - on.count
        if off > 0 {
            losses.add("\(off) of the examples \(off == 1 ? "is" : "are") off: left out.", about: "examples")
        }
        var opening = prompt.wording.opening
        let (name, traits) = (technique.rawValue, technique.traits)
        if !traits.sendsExamples {
            if !on.isEmpty { losses.add("`\(name)` sends no examples: they are left out.") }
        } else if traits.sendsReasoning {
            losses.add("`\(name)`: reasoning and answer of each example are written as one text.")
        } else if on.contains(where: { $0.reasoning != nil }) {
            losses.add("`\(name)` sends no reasoning: it is left out of the examples.")
        }
        if let own = traits.opening {
            if !opening.isEmpty { losses.add("`\(name)` begins with its own words: `opening` is left out.") }
            opening = prompt.wording[keyPath: own]
        }
        for (number, step) in traits.following.enumerated() {
            let words = prompt.wording[keyPath: step.opening]
            guard !words.trimmingBlanks.isEmpty else { continue }
            let stage = number == 0 ? "second stage" : "stage \(number + 2)"
            losses.add("`\(name)`: \(title) has no \(stage), which continues with “\(words)”.")
        }
        if !opening.isEmpty, !isText {
            losses.add(
                "The opening “\(opening)” is the assistant's last message; not every server continues it.",
                about: traits.opening == nil ? "opening" : "technique")
        }
    }

    /// Adds a loss that says that the parts of the prompt can't be told apart in the text of the completion layout.
    func reportCompletion(losses: inout Losses) {
        losses.add("`layout: completion`: instruction, examples, input and labels are written as one text.")
    }

    /// The keys of a prompt that only some programs have.
    enum Part: String {
        case name, description, tags, variables, tools, answer, testData, samples, layout, lanes
    }

    /// Adds losses for what the prompt has and the other program can't express. `writesLabels` is true if the labels of
    /// the completion layout are written.
    func report(lacking parts: Set<Part>, title: String, writesLabels: Bool = false, losses: inout Losses) {
        func lose(_ part: Part, _ isThere: Bool, _ detail: String = "") {
            guard isThere, parts.contains(part) else { return }
            losses.add("`\(part.rawValue)`\(detail): \(title) can't hold it.")
        }
        lose(.name, !prompt.name.isEmpty)
        lose(.description, !prompt.description.isEmpty)
        lose(.tags, !prompt.tags.isEmpty)
        lose(.variables, !prompt.variables.isEmpty, " (the values)")
        lose(.tools, !prompt.tools.isEmpty)
        lose(.testData, !prompt.testData.isEmpty)
        lose(.samples, (samples ?? 1) > 1, " \(samples ?? 1)")
        if parts.contains(.layout), layout == .completion {
            losses.add("`layout: completion`: \(title) has only chats, so the turns are written.")
        }
        if parts.contains(.lanes) {
            if prompt.lanes.count == 1, let only = prompt.lanes.first {
                losses.add(
                    "`lanes` (\(only.name)): \(title) has no lanes; the lane's own values are written as the prompt's.")
            }
            reportLanes(title: title, losses: &losses)
        }
        // A program with response formats holds the answers that these can say.
        lose(.answer, prompt.answer != nil)
        if prompt.answer != nil, !parts.contains(.answer), ResponseFormat.value(prompt.answer) == nil {
            losses.add("`answer`: \(title) can't hold it.")
        }
        let examples = technique.traits.sendsExamples ? prompt.examples.filter(\.isOn) : []
        let images = examples.flatMap(\.images) + prompt.images
        if !images.isEmpty {
            let list = images.joined(separator: ", ")
            losses.add("`images` (\(list)): \(title) isn't given files; the text is written without them.")
        }
        let lanes = lane.map { [$0] } ?? prompt.lanes
        if prompt.projector != nil || lanes.contains(where: { $0.projector != nil }) {
            losses.add("`projector`: \(title) can't hold it.")
        }
        if !prompt.templateArguments.isEmpty || lanes.contains(where: { !$0.templateArguments.isEmpty }) {
            losses.add("`templateArguments`: \(title) can't hold them.")
        }
        if !prompt.phrasings.isEmpty { losses.add("`phrasings`: \(title) can't hold them.") }
        let usual = Wording()
        if !technique.traits.sendsReasoning, !prompt.wording.answerSentence.isSame(as: usual.answerSentence) {
            losses.add("`answerSentence`: \(title) can't hold it.")
        }
        let hasTriggers =
            !prompt.wording.reasoningTrigger.isSame(as: usual.reasoningTrigger)
            || !prompt.wording.answerTrigger.isSame(as: usual.answerTrigger)
        if technique.traits.opening == nil, hasTriggers {
            losses.add("`triggers`: \(title) can't hold them.")
        }
        let hasLabels =
            !prompt.wording.questionLabel.isSame(as: usual.questionLabel)
            || !prompt.wording.answerLabel.isSame(as: usual.answerLabel)
            || prompt.wording.separator != usual.separator || prompt.wording.between != usual.between
        if hasLabels, !writesLabels {
            losses.add("`labels`: \(title) can't hold them.")
        } else if prompt.wording.choiceLabel != usual.choiceLabel {
            losses.add("`labels` (`choices`): \(title) can't hold it.")
        }
    }

    /// Adds losses for a program that holds settings: it lists the prompt's other keys, which no file of that program
    /// has.
    func reportPrompt(
        title: String, hasInstruction: Bool, evaluators: EvaluatorEntries, losses: inout Losses
    ) {
        var keys = prompt.fields.map(\.key)
        // The name is the preset's or its file's; model and technique may be the lane's; lanes and settings have
        // sentences of their own.
        var others: Set = ["name", "lanes", "modelParameters", "model", "technique", "layout", "samples"]
        if hasInstruction {
            others.insert("instruction")
            let filled = Template(prompt.instruction).variables
            if prompt.variables.keys.allSatisfy(filled.contains) { others.insert("variables") }
        }
        keys.removeAll { others.contains($0) }
        if lane?.technique ?? prompt.technique != nil { keys.append("technique") }
        if layout != nil { keys.append("layout") }
        if lane?.templateArguments.isEmpty == false, prompt.templateArguments.isEmpty {
            keys.append("templateArguments")
        }
        if lane?.projector != nil, prompt.projector == nil { keys.append("projector") }
        if model != nil { keys.append("model") }
        if (samples ?? 1) > 1 { keys.append("samples") }
        if !evaluators.entries.isEmpty { keys.append("evaluators") }
        keys += evaluators.outputForm.map(\.key)
        guard !keys.isEmpty else { return }
        let list = keys.map { "`\($0)`" }.joined(separator: ", ")
        losses.add(
            "A preset of \(title) holds settings and \(hasInstruction ? "a system" : "no") prompt. It leaves out: \(list)."
        )
    }

    /// Adds a loss that says that the other program holds one set of settings.
    func reportLanes(title: String, losses: inout Losses) {
        guard lane == nil, prompt.lanes.count > 1 else { return }
        let names = prompt.lanes.map(\.name).joined(separator: ", ")
        losses.add(
            "`lanes` (\(names)): \(title) has one set of settings.", .nameLane)
    }

    /// Returns the settings under another program's names. Settings that it has no name for are lost.
    func pairs(names: [SettingsKey: String], title: String, losses: inout Losses) -> [YAMLPair] {
        ForeignSettings.pairs(settings, names: names, title: title, losses: &losses)
    }

    /// Returns a text with the values in place of variables, for programs that have none.
    func filled(_ text: String, title: String, losses: inout Losses) -> String {
        var result = ""
        for part in Template(text).parts {
            switch part {
            case .text(let literal): result += literal
            case .variable(let name):
                if let value = prompt.variables[name] {
                    losses.add("\(title) has no variables: `{{\(name)}}` is filled in.")
                    result += value
                } else {
                    losses.add(
                        "\(title) has no variables: `{{\(name)}}`, which has no value, stays as text.",
                        .giveValue(name))
                    result += "{{\(name)}}"
                }
            }
        }
        return result
    }

    /// Returns the prompt as one text with the completion layout's labels, with variables in it; nil if it can't be
    /// compiled.
    func completionText(withInstruction: Bool) -> String? {
        var copy = self
        copy.prompt.images = []
        for index in copy.prompt.examples.indices { copy.prompt.examples[index].images = [] }
        if !withInstruction { copy.prompt.instruction = "" }
        return (try? copy.compiled(layout: .completion))?.body.text
    }

    /// Returns the prompt as it is sent, with variables in it.
    func compiled(layout: Layout) throws(PromptError) -> CompiledPrompt {
        let names = prompt.variableNames.map { ($0, "{{\($0)}}") }
        return try prompt.compile(
            technique: technique, layout: layout, hasChatTemplate: true,
            variables: Dictionary(names) { first, _ in first })
    }
}
