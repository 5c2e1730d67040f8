import Prompting

/// Why axes make no sweep.
package enum SweepGridError: Error, CustomStringConvertible {
    case form(axis: String)
    case noValue(axis: String)
    case repeatedValue(axis: String)
    case name(axis: String)
    /// Models can't be swept over where all of them must be loaded before.
    case model(axis: String)
    case lane(axis: String, problem: LaneError)
    case noPhrasing
    case repeatedKnob
    case size(cells: Int)

    /// The axis that is wrong, as it was written; nil if each by itself is right.
    package var axis: String? {
        switch self {
        case .form(let axis), .noValue(let axis), .repeatedValue(let axis), .name(let axis), .model(let axis),
            .lane(let axis, _):
            axis
        case .noPhrasing, .repeatedKnob, .size: nil
        }
    }

    /// What is wrong, without the axis: it goes on from ``axis`` if there is one.
    package var description: String {
        switch self {
        case .form: "write it as KNOB=VALUE,VALUE, as temperature=0,0.4,0.8."
        case .noValue: "it has no value."
        case .repeatedValue: "a value comes twice."
        case .name: "a name is no knob; cells are called by their values."
        case .model: "models are compared as lanes, each with a model of its own."
        case .lane(_, let problem): "\(problem)"
        case .noPhrasing: "the prompt has no phrasings that are on."
        case .repeatedKnob: "a knob comes twice; give all its values at once."
        case .size(let cells):
            cells < 2
                ? "one cell is no sweep; give a knob at least two values."
                : "that makes \(cells) cells; \(SweepGrid.mostCells) are the most."
        }
    }
}
