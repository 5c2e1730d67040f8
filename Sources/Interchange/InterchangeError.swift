import Library
import Prompting

/// Why a file couldn't be taken over or written for another program.
package enum InterchangeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file can't be read, or has a mistake; with line and key.
    case file(PromptFileError)
    /// Neither name nor content says which program the file is for.
    case unknownFormat(file: String)
    /// The prompt has no lane of this name; `near` is one that is spelt alike.
    case noLane(String, near: String?, known: [String])
    /// The prompt can't be sent as it is, so that nothing can be written that says the same.
    case unsendable(PromptError, lane: String?)

    /// What happened, and what to do.
    package var description: String {
        switch self {
        case .file(let error): error.description
        case .unknownFormat(let file):
            "\(file): neither its name nor its content says which program it is for. Say it with --from: "
                + InterchangeFormat.allCases.map(\.rawValue).joined(separator: ", ") + "."
        case .unsendable(let error, let lane?): "Lane `\(lane)`: \(error)"
        case .unsendable(let error, nil): error.description
        case .noLane(let name, let near?, _): "The prompt has no lane `\(name)`; did you mean `\(near)`?"
        case .noLane(let name, nil, let known):
            known.isEmpty
                ? "The prompt has no lane `\(name)`: it has none; leave --lane out."
                : "The prompt has no lane `\(name)`; it has \(known.joined(separator: ", "))."
        }
    }
}
