/// Why a run of the history can't be made again.
package enum RerunError: Error, CustomStringConvertible {
    case noLanes
    case serverIsGone(name: String, settings: String)
    case modelIsGone(name: String, path: String, folder: String, sha256: String?)

    /// What is wrong, in a sentence.
    package var description: String {
        switch self {
        case .noLanes: "The run has no lanes."
        case .serverIsGone(let name, let settings):
            "The run's server \(name) isn't among those of \(settings) any more. Name it there, or give a model with --model."
        case .modelIsGone(let name, let path, let folder, let sha256):
            "The run's model \(name) isn't at \(path) any more, nor in \(folder). "
                + "Bring it back (SHA-256 \(sha256 ?? "not known")), or give another one with --model."
        }
    }
}
