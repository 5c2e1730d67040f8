import Foundation
import Library
import Models
import Remedies
import Runtime

/// Adds models to Lathe's own folder.
package enum OwnModels {
    /// Why a file can't be added.
    package enum AddingError: Remediable, CustomStringConvertible {
        case badName(String)
        case taken(path: String)
        case unwritable(path: String, reason: String)

        /// What is wrong, in a sentence for the command line: it names options.
        package var description: String {
            switch self {
            case .badName(let name): "No model can be called `\(name)`."
            case .taken(let path): "\(path) exists already."
            case .unwritable(let path, let reason): "\(path) can't be written: \(reason)."
            }
        }

        /// What is wrong, in a sentence for the screen: it names no options.
        package var remedy: Remedy? {
            switch self {
            case .badName: .renameModel(.added, isTaken: false)
            case .taken: .renameModel(.added, isTaken: true)
            case .unwritable: nil
            }
        }
    }

    /// Puts a file among the models, as a link to its place or as a copy, after it was tried in a process of its own.
    /// Returns its path there.
    package static func add(
        _ file: String, name: String? = nil, copy: Bool = false, isCancelled: () -> Bool = { false }
    ) throws -> String {
        let source = URL(filePath: file.expandingHome).standardizedFileURL.path
        let description = try Probe().check(source, acceptsEncoders: true, isCancelled: isCancelled)
        let name = name ?? description.name
        guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/") else { throw AddingError.badName(name) }
        let target = "\(ModelFolders.models)/\(name.lowercased().hasSuffix(".gguf") ? name : name + ".gguf")"
        if URL(filePath: target).resolvingSymlinksInPath() == URL(filePath: source).resolvingSymlinksInPath() {
            return target
        }
        let files = FileManager.default
        guard (try? files.attributesOfItem(atPath: target)) == nil else { throw AddingError.taken(path: target) }
        do {
            try files.createDirectory(atPath: ModelFolders.models, withIntermediateDirectories: true)
            if copy {
                // It has a hidden name until it is whole.
                let part = "\(ModelFolders.models)/.add-\(UUID().uuidString)"
                defer { try? files.removeItem(atPath: part) }
                try files.copyItem(atPath: source, toPath: part)
                try files.moveItem(atPath: part, toPath: target)
            } else {
                try files.createSymbolicLink(atPath: target, withDestinationPath: source)
            }
        } catch {
            throw AddingError.unwritable(path: target, reason: systemReason(of: error))
        }
        return target
    }
}
