import Prompting

/// Why a prompt can't be improved on some data.
package enum ImprovementError: Error, CustomStringConvertible {
    case tooFewCases(race: Int, heldOut: Int)
    case nothingToTry(technique: Technique)
    case noExamples
    case failed(String)

    /// The fewest cases to race on, and to hold out.
    package static let fewest = (race: 8, heldOut: 6)

    /// What is wrong, in a sentence.
    package var description: String {
        switch self {
        case .tooFewCases(let race, let heldOut):
            "There are too few cases: \(race) to race on and \(heldOut) to hold out; it takes \(Self.fewest.race) and \(Self.fewest.heldOut)."
        case .nothingToTry(let technique):
            "There is nothing to try: the technique \(technique.rawValue) sends no examples, and there are no other instructions."
        case .noExamples:
            "There is nothing to try: no case can be an example, and there are no other instructions."
        case .failed(let first): "All outputs failed. The first: \(first)"
        }
    }
}
