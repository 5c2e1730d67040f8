import Library
import Prompting

/// Why a file couldn't be imported, or a prompt exported.
package enum InterchangeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file can't be read, or has a mistake, with line and key.
    case file(PromptFileError)
    /// Neither the name nor the content says which program the file is for.
    case unknownFormat(file: String)
    /// The prompt has no lane with this name. `near` is one that is spelt alike.
    case noLane(String, near: String?, known: [String])
    /// The prompt can't be sent as it is, so no file could say the same.
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
