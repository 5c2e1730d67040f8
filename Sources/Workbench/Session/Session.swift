import Prompting
import Sampling

/// The file of the open prompt, and the changes since it was opened.
struct Session: Sendable {
    /// The path of the prompt's file; nil if it was never saved.
    var path: String?
    /// True if that file comes with Lathe, so that saving asks for another place.
    var isShipped = false
    /// The prompt as it was opened or saved, with the lanes as the screen shows them.
    var savedPrompt = Prompt()
    var assumed = Assumed()
    /// The path and content of the open prompt's file before it was deleted; nil if it wasn't.
    var detached: (path: String, saved: Prompt)?
    /// The number of changes of the prompt.
    private(set) var revision = 0
    /// The states before changes that no text field can undo: deleted examples, lanes, knobs, techniques.
    private(set) var done: [Step] = []
    private(set) var undone: [Step] = []
    /// The settings in the user's settings file, which come after every prompt's.
    let userSettings: SettingsPatch
    /// Values for chat templates in the user's settings file, each written as JSON.
    let userArguments: [String: String]
    /// What replaces the models' chat templates and, by name, what they read; from the command line.
    let chat: ChatOptions
    /// The file of the template in ``chat``; nil if the models' own are rendered.
    let templateFile: String?

    /// A state before a change.
    struct Step: Sendable {
        var prompt: Prompt
        var lanes: [LaneState]
        var focusedLane: Int
        var what = ""
        /// Changes of one kind in a row are one step.
        var kind = ""

        /// Returns whether prompt and lanes are already as in this state.
        func isThere(_ prompt: Prompt, _ lanes: [LaneState]) -> Bool {
            self.prompt == prompt && self.lanes.map(\.id) == lanes.map(\.id)
                && self.lanes.map(\.lane) == lanes.map(\.lane) && self.lanes.map(\.openings) == lanes.map(\.openings)
        }
    }

    /// What the file really holds where the screen shows defaults: lanes, lanes' names, the technique, and values of
    /// variables. Saving compares with this.
    struct Assumed: Sendable {
        var lanes: [Lane] = []
        var shownLanes: [Lane] = []
        var technique: Technique?
        /// The values of cases of the prompt's test data that stand in for missing ones, by the names of variables.
        var values: [String: Set<String>] = [:]
    }

    init(
        userSettings: SettingsPatch, userArguments: [String: String], chat: ChatOptions = ChatOptions(),
        templateFile: String? = nil
    ) {
        self.userSettings = userSettings
        self.userArguments = userArguments
        self.chat = chat
        self.templateFile = templateFile
    }

    /// Returns the prompt's name for the title.
    func title(of prompt: Prompt) -> String {
        guard let path else { return prompt.name.isEmpty ? "untitled" : prompt.name }
        return path.split(separator: "/").last.map(String.init) ?? path
    }

    /// Returns the prompt with the lanes of the screen, without the defaults that nobody has changed.
    func promptForSaving(_ prompt: Prompt, lanes shown: [Lane]) -> Prompt {
        var prompt = prompt
        prompt.lanes = shown == assumed.shownLanes ? assumed.lanes : shown + assumed.lanes.dropFirst(Board.mostLanes)
        for (name, values) in assumed.values where values.contains(prompt.variables[name] ?? "") {
            prompt.variables[name] = nil
        }
        if assumed.technique == nil {
            var open = prompt
            open.technique = nil
            if open.defaultTechnique == prompt.technique { prompt.technique = nil }
        }
        return prompt
    }

    /// Begins with another prompt: no change of the old one can be undone.
    mutating func begin() {
        done = []
        undone = []
        revision += 1
    }

    // MARK: changes

    /// Notes a change, with the state before it.
    mutating func note(_ change: Change, _ before: Step) {
        var step = before
        step.what = change.what
        step.kind = change.kind ?? "\(change.what) \(revision)"
        if done.last?.kind != step.kind { done.append(step) }
        if done.count > 200 { done.removeFirst() }
        undone = []
    }

    /// Counts a change of prompt or lanes.
    mutating func countChange() { revision += 1 }

    /// Returns the state before the last change; nil if there is none.
    mutating func undo(_ now: Step) -> Step? {
        // A step that a text field has undone by itself leads to the present state and is skipped.
        while let step = done.last, step.isThere(now.prompt, now.lanes) { done.removeLast() }
        guard let step = done.popLast() else { return nil }
        undone.append(now.named(as: step))
        return step
    }

    /// Returns the state after the change that was undone last; nil if there is none.
    mutating func redo(_ now: Step) -> Step? {
        guard let step = undone.popLast() else { return nil }
        done.append(now.named(as: step))
        return step
    }
}

extension Session.Step {
    fileprivate func named(as step: Session.Step) -> Session.Step {
        var copy = self
        (copy.what, copy.kind) = (step.what, step.kind)
        return copy
    }
}
