/// The part of the screen that keys go to.
package enum Pane: Sendable, Hashable, CaseIterable {
    /// Instruction, examples, input, variables.
    case prompt
    /// The outputs, side by side.
    case lanes
    /// The sampling settings of the focused lane.
    case knobs
    /// The distribution of a token of the focused lane.
    case chart

    /// Its name in a tab.
    var title: String {
        switch self {
        case .prompt: "prompt"
        case .lanes: "lanes"
        case .knobs: "knobs"
        case .chart: "next token"
        }
    }
}
