import Prompting
import Terminal

/// What a layer sees of the screen that it stands over.
protocol Context {
    /// What it is drawn for.
    var look: Look { get }
    /// What was cut or copied last.
    var clipboard: String { get }
    /// The prompt, the lanes and the models.
    var setup: Setup { get }
    /// The lane that has the focus.
    var focusedLane: Int { get }
    /// Whether a lane is generating.
    var isRunning: Bool { get }
    /// The evaluation under way, or the last one.
    var evaluation: EvaluationState? { get }

    /// Returns why an action can do nothing now; nil if it can.
    func disabledReason(_ action: Action) -> String?
    /// Returns the prompt as it would be saved, if it is the open one of this file and isn't saved.
    func unsavedPrompt(at path: String) -> Prompt?
}
