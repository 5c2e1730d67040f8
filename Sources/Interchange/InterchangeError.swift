import Library
import Prompting
import Remedies

/// Why a file couldn't be imported, or a prompt exported.
package enum InterchangeError: Remediable, Sendable, Hashable, CustomStringConvertible {
    /// The file can't be read, or has a mistake, with line and key.
    case file(PromptFileError)
    /// Neither the name nor the content says which program the file is for.
    case unknownFormat(file: String)
    /// The prompt has no lane with this name. `near` is one that is spelt alike.
    case noLane(String, near: String?, known: [String])
    /// The prompt can't be sent as it is, so no file could say the same.
    case unsendable(PromptError, lane: String?)

    /// What happened.
    package var description: String {
        switch self {
        case .file(let error): error.description
        case .unknownFormat(let file):
            "\(file): neither its name nor its content says which program it is for."
        case .unsendable(let error, let lane?): "Lane `\(lane)`: \(error)"
        case .unsendable(let error, nil): error.description
        case .noLane(let name, let near?, _): "The prompt has no lane `\(name)`; did you mean `\(near)`?"
        case .noLane(let name, nil, let known):
            known.isEmpty
                ? "The prompt has no lane `\(name)`: it has none."
                : "The prompt has no lane `\(name)`; it has \(known.joined(separator: ", "))."
        }
    }

    /// What to do about it.
    package var remedy: Remedy? {
        switch self {
        case .file(let error): error.remedy
        case .unknownFormat: .nameFormat(InterchangeFormat.allCases.map(\.rawValue))
        case .unsendable(let error, _): error.remedy
        case .noLane(_, nil, let known) where known.isEmpty: .leaveOutLane
        case .noLane: nil
        }
    }
}
