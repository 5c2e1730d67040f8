import Prompting
import Sampling

/// The file of the open prompt, and what was changed since it was opened.
struct Session: Sendable {
    /// The file that the prompt is saved in; nil for one that was never saved.
    var path: String?
    /// Whether that file comes with Lathe, so that saving asks for a place.
    var isShipped = false
    /// The prompt as it was opened or saved, its lanes as they are on the screen.
    var savedPrompt = Prompt()
    var assumed = Assumed()
    /// What the open prompt's file held, and where, until it was deleted.
    var detached: (path: String, saved: Prompt)?
    /// Counted up with every change of the prompt.
    private(set) var revision = 0
    /// States before changes that no text field can take back: deleted examples, lanes, knobs, techniques.
    private(set) var done: [Step] = []
    private(set) var undone: [Step] = []
    /// What the user's settings file says under every prompt.
    let userSettings: SettingsPatch
    /// Values for chat templates that the user's settings file gives, each written as JSON.
    let userArguments: [String: String]

    /// A state before a change.
    struct Step: Sendable {
        var prompt: Prompt
        var lanes: [LaneState]
        var focusedLane: Int
        var what = ""
        /// Changes of one kind in a row are one step.
        var kind = ""

        /// Returns whether this is how things are.
        func isThere(_ prompt: Prompt, _ lanes: [LaneState]) -> Bool {
            self.prompt == prompt && self.lanes.map(\.id) == lanes.map(\.id)
                && self.lanes.map(\.lane) == lanes.map(\.lane) && self.lanes.map(\.openings) == lanes.map(\.openings)
        }
    }

    /// What the open prompt says itself where the screen shows more: it makes up lanes and names of lanes, and chooses a technique.
    struct Assumed: Sendable {
        var lanes: [Lane] = []
        var shownLanes: [Lane] = []
        var technique: Technique?
    }

    init(userSettings: SettingsPatch, userArguments: [String: String]) {
        self.userSettings = userSettings
        self.userArguments = userArguments
    }

    /// Returns what a prompt is called in the title.
    func title(of prompt: Prompt) -> String {
        guard let path else { return prompt.name.isEmpty ? "untitled" : prompt.name }
        return path.split(separator: "/").last.map(String.init) ?? path
    }

    /// Returns the prompt with the lanes of the screen, without what the screen made up and nobody has changed.
    func promptForSaving(_ prompt: Prompt, lanes shown: [Lane]) -> Prompt {
        var prompt = prompt
        prompt.lanes = shown == assumed.shownLanes ? assumed.lanes : shown + assumed.lanes.dropFirst(Board.mostLanes)
        if assumed.technique == nil {
            var open = prompt
            open.technique = nil
            if open.defaultTechnique == prompt.technique { prompt.technique = nil }
        }
        return prompt
    }

    /// Another prompt stands there: nothing of the one before can be undone.
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

    /// Prompt or lanes are others than before.
    mutating func countChange() { revision += 1 }

    /// Takes a step back; gives the state before it.
    mutating func undo(_ now: Step) -> Step? {
        // What a field has taken back by itself leaves a step to the state that is there already.
        while let step = done.last, step.isThere(now.prompt, now.lanes) { done.removeLast() }
        guard let step = done.popLast() else { return nil }
        undone.append(now.named(as: step))
        return step
    }

    /// Takes a step forward again; gives the state after it.
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
