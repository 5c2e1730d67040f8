import Prompting
import Terminal

/// The parts of the screen that a layer sees.
protocol Context {
    /// The size, the glyphs and the clock for drawing.
    var look: Look { get }
    /// The text that was cut or copied last.
    var clipboard: String { get }
    /// The prompt, the lanes and the models.
    var setup: Setup { get }
    /// The index of the lane that has the focus.
    var focusedLane: Int { get }
    /// True if a lane is generating.
    var isRunning: Bool { get }
    /// The evaluation that is looked at: a kept one, the running one, or the last one; nil if there is none.
    var evaluation: EvaluationState? { get }
    /// The attacks of this session.
    var attacks: Attacks { get }
    /// The candidates of this session; nil if there are none.
    var making: MakingState? { get }
    /// True if they are for the prompt on the screen.
    var isMakingForOpenPrompt: Bool { get }

    /// Returns whether the open prompt differs from one that was evaluated in what models read.
    func hasChanged(since evaluated: Prompt) -> Bool
    /// Returns why an action is off now; nil if it is on.
    func disabledReason(_ action: Action) -> String?
    /// Returns the reason why a key of the layer below the top one can do nothing now; nil if it can.
    func reasonBelow(against key: Key) -> String?
    /// Returns the open prompt as it would be saved, if it is the one of this file and has unsaved changes; else nil.
    func unsavedPrompt(at path: String) -> Prompt?
}
