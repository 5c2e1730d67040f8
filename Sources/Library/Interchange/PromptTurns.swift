import Prompting
import Sampling

/// What writing for another program may be told.
public struct ExportOptions: Sendable {
    /// The lane whose settings, technique and layout are written; nil is the prompt's own.
    public var lane: String?
    /// The model's name in the other program.
    public var model: String?
    /// Values of variables that replace the prompt's.
    public var variables: [String: String]

    /// By default the prompt as it is.
    public init(lane: String? = nil, model: String? = nil, variables: [String: String] = [:]) {
        self.lane = lane
        self.model = model
        self.variables = variables
    }
}

/// A prompt, seen from one of its lanes, as it is written for other programs.
struct PromptTurns {
    var prompt: Prompt
    var lane: Lane?
    /// The lane's own.
    var technique: Technique
    var layout: Layout?
    var model: String?
    var samples: Int?
    /// What prompt and lane say, without defaults.
    var settings: SettingsPatch

    init(_ prompt: Prompt, options: ExportOptions) throws(InterchangeError) {
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
        model = options.model ?? model
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

    /// Instruction, examples that are on, input and opening, as they are.
    static func plain(_ prompt: Prompt) -> [MessageTurn] {
        var turns: [MessageTurn] = []
        func add(_ role: Role, _ content: String) { turns.append(MessageTurn(role: role, content: content)) }
        if !prompt.instruction.isEmpty { add(.system, prompt.instruction) }
        for example in prompt.examples where example.isOn {
            add(.user, example.input)
            add(.assistant, example.output)
        }
        if !prompt.input.isEmpty || !prompt.wording.opening.isEmpty { add(.user, prompt.input) }
        if !prompt.wording.opening.isEmpty { add(.assistant, prompt.wording.opening) }
        return turns
    }

    /// The turns that the technique sends, variables in them.
    func turns(for title: String, losses: inout Losses) -> [MessageTurn] {
        var sent = prompt
        let off = prompt.examples.count { !$0.isOn }
        if off > 0 { losses.add("\(off) of the examples \(off == 1 ? "is" : "are") off: left out.") }
        switch technique {
        case .zeroShot:
            if prompt.examples.contains(where: \.isOn) {
                losses.add("`zero-shot` sends no examples: they are left out.")
            }
            sent.examples = []
        case .fewShot:
            if prompt.examples.contains(where: { $0.isOn && $0.reasoning != nil }) {
                losses.add("`few-shot` sends no reasoning: it is left out of the examples.")
            }
        case .chainOfThought:
            for index in sent.examples.indices {
                let example = sent.examples[index]
                let sentence = prompt.wording.answerSentence.trimmingBlanks
                let parts = [example.reasoning?.trimmingBlanks ?? "", sentence, example.output.trimmingBlanks + "."]
                sent.examples[index].output = parts.filter { !$0.isEmpty }.joined(separator: " ")
            }
            losses.add("`cot`: reasoning and answer of each example are written as one text.")
        case .zeroShotChainOfThought:
            sent.examples = []
            if prompt.examples.contains(where: \.isOn) {
                losses.add("`zero-shot-cot` sends no examples: they are left out.")
            }
            if !prompt.wording.opening.isEmpty {
                losses.add("`zero-shot-cot` begins with its own words: `opening` is left out.")
            }
            sent.wording.opening = prompt.wording.reasoningTrigger
            if !prompt.wording.answerTrigger.trimmingBlanks.isEmpty {
                losses.add(
                    "`zero-shot-cot`: \(title) has no second stage, which goes on with “\(prompt.wording.answerTrigger)”."
                )
            }
        }
        if !sent.wording.opening.isEmpty {
            losses.add(
                "The opening “\(sent.wording.opening)” is the assistant's last message; not every server goes on with it."
            )
        }
        return Self.plain(sent)
    }

    // MARK: what is lost

    /// The keys of a prompt that only some programs have.
    enum Part: String {
        case name, description, tags, variables, testData, samples, layout, lanes
    }

    /// Lists what the prompt has and the other program can't say.
    func report(lacking parts: Set<Part>, title: String, losses: inout Losses) {
        func lose(_ part: Part, _ isThere: Bool, _ detail: String = "") {
            guard isThere, parts.contains(part) else { return }
            losses.add("`\(part.rawValue)`\(detail): \(title) has no place for it.")
        }
        lose(.name, !prompt.name.isEmpty)
        lose(.description, !prompt.description.isEmpty)
        lose(.tags, !prompt.tags.isEmpty)
        lose(.variables, !prompt.variables.isEmpty, " (the values)")
        lose(.testData, !prompt.testData.isEmpty)
        lose(.samples, (samples ?? 1) > 1, " \(samples ?? 1)")
        if parts.contains(.layout), layout == .completion {
            losses.add("`layout: completion`: \(title) has chats only; the turns are written.")
        }
        if parts.contains(.lanes) { reportLanes(title: title, losses: &losses) }
        if prompt.answer != nil { losses.add("`answer`: \(title) has no place for it.") }
        let usual = Wording()
        if technique != .chainOfThought, !prompt.wording.answerSentence.isSame(as: usual.answerSentence) {
            losses.add("`answerSentence`: \(title) has no place for it.")
        }
        let hasLabels =
            !prompt.wording.questionLabel.isSame(as: usual.questionLabel)
            || !prompt.wording.answerLabel.isSame(as: usual.answerLabel)
        if hasLabels, parts.contains(.layout) { losses.add("`labels`: \(title) has no place for them.") }
    }

    /// Says that the other program holds one set of settings.
    func reportLanes(title: String, losses: inout Losses) {
        guard lane == nil, prompt.lanes.count > 1 else { return }
        let names = prompt.lanes.map(\.name).joined(separator: ", ")
        losses.add(
            "`lanes` (\(names)): \(title) has one set of settings; --lane says whose, without it they are the prompt's own."
        )
    }

    /// The settings under the other program's names, and what is lost of them.
    func pairs(names: [SettingsKey: String], title: String, losses: inout Losses) -> [YAMLPair] {
        ForeignSettings.pairs(settings, names: names, title: title, losses: &losses)
    }

    /// A text with values in place of its variables, for programs that have none.
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
                        "\(title) has no variables: `{{\(name)}}`, which has no value, stays as text; --set gives it one."
                    )
                    result += "{{\(name)}}"
                }
            }
        }
        return result
    }

    /// A text with the completion layout's labels, variables in it.
    func completionText(withInstruction: Bool) -> String? {
        var copy = prompt
        if !withInstruction { copy.instruction = "" }
        let names = prompt.variableNames.map { ($0, "{{\($0)}}") }
        let compiled = try? copy.compile(
            technique: technique, layout: .completion, hasChatTemplate: true,
            variables: Dictionary(names) { first, _ in first })
        return compiled?.body.text
    }
}
