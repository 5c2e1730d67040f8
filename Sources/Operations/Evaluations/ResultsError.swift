import Remedies

/// Why an evaluation's outputs can't be kept in a file.
package enum ResultsError: Remediable, CustomStringConvertible {
    case exists(path: String)
    case inUse(path: String)
    case unwritable(path: String, reason: String)
    case unencodable(String)

    /// What is wrong, in a sentence.
    package var description: String {
        switch self {
        case .exists(let path): "\(path) exists already."
        case .inUse(let path): "\(path) is in use: another command is adding outputs to it."
        case .unwritable(let path, let reason): "The results can't be written to \(path): \(reason)."
        case .unencodable(let reason): reason
        }
    }

    /// What to do about it; nil if there is nothing to do.
    package var remedy: Remedy? {
        if case .exists = self { .resume } else { nil }
    }
}
