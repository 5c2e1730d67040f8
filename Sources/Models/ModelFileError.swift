import Remedies

/// Why a model file can't be used, found, tried or fetched. Each reads as a sentence: what happened, with which file.
package enum ModelFileError: Remediable, Sendable, Hashable, CustomStringConvertible {
    /// There is nothing at the path.
    case missing(path: String)
    /// The path is a folder.
    case folder(path: String)
    /// The path is a FIFO, a socket or a device.
    case notAFile(path: String)
    /// The system doesn't let us read the file; `reason` is the system's message.
    case unreadable(path: String, reason: String)
    /// The file has no bytes.
    case empty(path: String)
    /// The file isn't GGUF. `kind` says with an article what it looks like.
    case foreign(path: String, kind: String, advice: String)
    /// The file is GGUF of a version that can't be read.
    case version(path: String, version: UInt32)
    /// The file is GGUF for big-endian machines.
    case bigEndian(path: String)
    /// The file ends inside its header or its weights. `missing` is the number of missing bytes; nil if the header
    /// doesn't say it.
    case truncated(path: String, missing: UInt64?)
    /// The header contradicts itself, the file, or what llama.cpp can load.
    case damaged(path: String, what: String)
    /// The file is sound, but not a whole language model.
    case notAModel(path: String, what: String)
    /// The model is sound, but makes embeddings and can't generate.
    case encoder(path: String)
    /// llama.cpp, in a process of its own, failed on the file.
    case failedTrial(path: String, what: String)
    /// The process that tries the file couldn't be run.
    case noTrial(path: String, what: String)
    /// No model has the name. `known` are the names that exist.
    case unknownName(name: String, known: [String])
    /// Several models have names that begin like this.
    case ambiguousName(name: String, matches: [String])
    /// There are no models.
    case noModels(folder: String)
    /// `models fetch` knows no model with this name.
    case notFetchable(name: String)
    /// A download, or a step after it, failed.
    case fetchFailed(name: String, what: String, remedy: Remedy? = nil)
    /// Another process is fetching a model into the same folder.
    case fetchBusy(folder: String)
    /// The user cancelled.
    case cancelled

    /// A sentence for the user.
    package var description: String {
        switch self {
        case .missing(let path):
            "There is no file at \(path)."
        case .folder(let path):
            "\(path) is a folder, not a model. Name the .gguf file inside it."
        case .notAFile(let path):
            "\(path) is not a regular file. Name a .gguf file."
        case .unreadable(let path, let reason):
            "\(path) can't be read: \(reason). Check its permissions and the disk."
        case .empty(let path):
            "\(path) is empty. Download it again."
        case .foreign(let path, let kind, let advice):
            "\(path) is not a GGUF model: it looks like \(kind). \(advice)"
        case .version(let path, let version):
            "\(path) is GGUF version \(version); only versions 2 and 3 can be read. "
                + (version < 2 ? "Convert the model again with a newer llama.cpp." : "A newer Lathe may read it.")
        case .bigEndian(let path):
            "\(path) is for big-endian machines. Download the usual (little-endian) file of this model."
        case .truncated(let path, let missing):
            if let missing {
                "\(path) is cut short: \(missing) bytes are missing at its end. Download it again."
            } else {
                "\(path) is cut short: it ends inside its header. Download it again."
            }
        case .damaged(let path, let what):
            "\(path) is damaged or not a model that can be loaded: \(what). Download it again, or use another file."
        case .notAModel(let path, let what):
            "\(path) is not a whole language model: \(what)"
        case .encoder(let path):
            "\(path) doesn't generate text: it is an embedding, encoder or diffusion model."
        case .failedTrial(let path, let what):
            "\(path) was tried in a separate process and doesn't work: \(what). It is damaged, or llama.cpp can't run it; "
                + "download it again or use another file."
        case .noTrial(let path, let what):
            "\(path) couldn't be tried in a separate process: \(what)."
        case .unknownName(let name, _):
            "There is no model named “\(name)”."
        case .ambiguousName(let name, let matches):
            "“\(name)” could be any of \(matches.joined(separator: ", ")). Give more of the name."
        case .noModels(let folder):
            "There is no model in \(folder)."
        case .notFetchable(let name):
            "“\(name)” can't be fetched. These can: "
                + FetchableModel.all.map(\.name).joined(separator: ", ")
                + ". Any other .gguf file works by its path."
        case .fetchFailed(let name, let what, _):
            "\(name) couldn't be fetched: \(what)"
        case .fetchBusy(let folder):
            "Another process is fetching a model into \(folder). Wait for it to end."
        case .cancelled:
            "Cancelled."
        }
    }

    /// What to do about it.
    package var remedy: Remedy? {
        switch self {
        case .missing: .checkPath
        case .encoder: .chooseGenerator
        case .unknownName(let name, let known):
            .nameModel(known: known, fetchable: (FetchableModel.named(name) ?? .smolLM2).name)
        case .noModels: .fetchModel(FetchableModel.smolLM2.name)
        case .fetchFailed(_, _, let remedy): remedy
        default: nil
        }
    }
}
