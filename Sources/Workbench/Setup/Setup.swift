import Lanes
import Library
import Models
import Prompting
import Sampling

/// The prompt with the lanes of the screen and their models: all that a run of each lane depends on.
struct Setup: Sendable {
    var prompt: Prompt
    /// The identities of the lanes, in their order.
    var ids: [LaneID]
    var lanes: [Lane]
    var models: ModelShelf
    /// The settings in the user's settings file, which come after every prompt's.
    var userSettings: SettingsPatch
    /// Values for chat templates in the user's settings file.
    var userArguments: [String: String] = [:]
    /// What replaces the models' chat templates and, by name, what they read.
    var chat = ChatOptions()
    /// The case of an evaluation that was put into a prompt last; nil if there is none.
    var openedCase: OpenedCase?
    /// The path of the prompt's file; nil if it was never saved.
    var path: String?
    /// The passages that were found for the lanes.
    var passages = Passages()

    /// The key of the noise of the lanes' draws, besides their seeds; 0 unless a case of an evaluation is in the
    /// prompt.
    var caseKey: UInt64 { openedCase.map { $0.stands(in: prompt) ? $0.key : 0 } ?? 0 }

    /// The folders that relative paths of images begin in.
    var images: ImageFolders {
        let own = ImageFolders(prompt: path?.parentFolder ?? ImageFolders.working)
        return openedCase.map { $0.stands(in: prompt) ? $0.imageFolders(own) : own } ?? own
    }

    /// True if the prompt has nothing to send yet, or if an answer of the user is awaited.
    var isBlank: Bool {
        if prompt.awaitsUser { return true }
        return prompt.turns.allSatisfy(\.text.isEmpty) && prompt.instruction.isEmpty && prompt.input.isEmpty
            && prompt.wording.opening.isEmpty
            && prompt.images.isEmpty
            && !prompt.examples.contains(where: \.isOn)
    }

    /// Returns the word for a lane's model; nil is the default one.
    func modelWord(of index: Int) -> String? { modelWord(of: lanes[index]) }

    /// Returns the word for the model of a lane that needn't be on the screen.
    func modelWord(of lane: Lane) -> String? { models.choice.word(lane: lane.model, prompt: prompt.model) }

    /// The words for all lanes' models.
    var modelWords: [String?] { lanes.indices.map { modelWord(of: $0) } }

    /// Returns the state of a lane's model.
    func model(of index: Int) -> ModelState { models.states[modelWord(of: index)] ?? .none }

    /// Returns the facts about a lane's model; nil while it can't be used.
    func facts(of index: Int) -> ModelFacts? { model(of: index).facts }

    /// True if lanes are on different models.
    var modelsDiffer: Bool { Set(modelWords).count > 1 }

    /// Returns a lane with all defaults filled in.
    func resolved(_ index: Int) throws(LaneError) -> ResolvedLane {
        try prompt.resolvedLanes(
            replacedBy: lanes, user: userSettings, modelFile: modelFile(of: index), userArguments: userArguments)[index]
    }

    /// Returns the settings of a lane.
    func settings(of index: Int) -> Settings {
        prompt.settings(of: lanes[index], user: userSettings, modelFile: modelFile(of: index)).settings
    }

    private func modelFile(of index: Int) -> SettingsPatch { facts(of: index)?.settings ?? SettingsPatch() }

    /// Returns the number of samples that a lane makes.
    func samples(of index: Int) -> Int { lanes[index].samples ?? prompt.samples ?? 1 }

    /// Returns the prompt that a lane sends to a model.
    func compiled(_ index: Int, for model: ModelFacts) throws -> CompiledPrompt {
        let lane = try resolved(index)
        let choice = try LayoutChoice(asked: lane.layout, hasChatTemplate: model.hasChatTemplate)
        var chat = chat
        chat.arguments = lane.templateArguments.merging(chat.arguments) { $1 }
        chat.projector = models.choice.projector(lane: lane.projector, prompt: prompt.projector)?.expandingHome
        chat.thinks = lane.settings.settings.thinks
        var compiled = try prompt.phrased(lane.phrasing).compile(
            technique: lane.technique, layout: choice.layout, hasChatTemplate: model.hasChatTemplate,
            variables: try sourceValues(of: index),
            keepsLayoutStops: lane.keepsLayoutStops, chat: chat, images: images)
        compiled.chat.projector = compiled.chat.projector?.absolutePath
        return compiled
    }

    /// Returns the prompt's layout; if it has none, the one that the focused lane's model takes.
    func shownLayout(focusedLane: Int) -> Layout {
        prompt.layout ?? (facts(of: focusedLane)?.hasChatTemplate == false ? .completion : .chat)
    }
}
