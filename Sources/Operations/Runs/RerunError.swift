import Remedies

/// Why a run of the history can't be made again.
package enum RerunError: Remediable, CustomStringConvertible {
    case noLanes
    case serverIsGone(name: String, settings: String)
    case modelIsGone(name: String, path: String, folder: String, sha256: String?)

    /// What is wrong, in a sentence.
    package var description: String {
        switch self {
        case .noLanes: "The run has no lanes."
        case .serverIsGone(let name, let settings):
            "The run's server \(name) is no longer in \(settings)."
        case .modelIsGone(let name, let path, let folder, _):
            "The run's model \(name) is no longer at \(path) or in \(folder)."
        }
    }

    /// What to do about it; nil if there is nothing to do.
    package var remedy: Remedy? {
        switch self {
        case .noLanes: nil
        case .serverIsGone: .nameServer
        case .modelIsGone(_, _, _, let sha256): .bringBackModel(sha256: sha256)
        }
    }
}
