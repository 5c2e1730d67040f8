import Foundation
import Library
import Models
import Runtime

/// Lathe's own folder of models: what is put there by hand, and what may be deleted there.
enum OwnModels {
    /// Why a file can't be added.
    enum AddingError: Error, CustomStringConvertible {
        case badName(String)
        case taken(path: String)
        case unwritable(path: String, reason: String)

        var description: String {
            switch self {
            case .badName(let name): "No model can be called `\(name)`; give it another name with --name."
            case .taken(let path):
                "\(path) is there already. Give this one another name with --name, or remove that one first."
            case .unwritable(let path, let reason): "\(path) can't be written: \(reason)."
            }
        }

        /// The same where no option can be given.
        var screenText: String {
            switch self {
            case .badName(let name):
                "No model can be called “\(name)”; `lathe models add --name` in a shell gives it another name."
            case .taken(let path):
                "\(path) is there already. Remove that one first, or let `lathe models add --name` in a shell give this one "
                    + "another name."
            case .unwritable: description
            }
        }
    }

    /// Puts a file among the models, as a link to where it lies or as a copy, once it was tried in a process of its own; gives
    /// its path there.
    static func add(
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
                // Under a hidden name until it is whole.
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

/// The deletion of a model's file in Lathe's own folder, or of the link that it was added as.
struct ModelDeletion {
    /// The file, and the other parts of a model that was split.
    let files: [String]
    /// Whether only links go.
    let isLink: Bool
    /// How large the files are together.
    let bytes: UInt64

    /// Of the file at a path, in a folder of somebody's where that is known.
    ///
    /// - Throws: ``Refusal`` where the file isn't Lathe's to delete.
    init(_ path: String, owner: ModelPlace.Owner? = nil) throws(Refusal) {
        let path = URL(filePath: path).standardizedFileURL.path
        guard path.hasPrefix(URL(filePath: ModelFolders.models).standardizedFileURL.path + "/") else {
            let owner = owner ?? ModelStore.standard.list().first { $0.path == path }?.owner
            throw Refusal(
                path: path,
                reason: (owner.map { "It is in a folder of \($0)" } ?? "It isn't in Lathe's folder")
                    + ": remove it there.")
        }
        let files = Self.parts(of: path)
        let attributes = files.map { try? FileManager.default.attributesOfItem(atPath: $0) }
        let types = attributes.map { $0?[.type] as? FileAttributeType }
        guard types.allSatisfy({ $0 == .typeRegular || $0 == .typeSymbolicLink }) else {
            throw Refusal(path: path, reason: "It is no file.")
        }
        self.files = files
        isLink = types.allSatisfy { $0 == .typeSymbolicLink }
        bytes = attributes.reduce(0) { $0 + (($1?[.size] as? NSNumber)?.uint64Value ?? 0) }
    }

    /// Deletes it; gives what that was, in a sentence. There is no way back.
    func run() throws -> String {
        for file in files {
            do {
                try FileManager.default.removeItem(atPath: file)
            } catch {
                throw Failure("\(file) can't be deleted: \(systemReason(of: error)).")
            }
        }
        let rest = files.count > 1 ? " and its other parts" : ""
        return "Removed \(files[0])\(rest) (\(isLink ? "a link; the file stays" : byteText(bytes)))."
    }

    /// Whether these settings name the file as the default model.
    func isDefault(in settings: Configuration) -> Bool {
        guard let word = settings.model, !settings.isElsewhere(word) else { return false }
        return (try? ModelStore.standard.path(of: word)) == files[0]
    }

    /// It isn't Lathe's to delete.
    struct Refusal: Error, CustomStringConvertible {
        let path: String
        let reason: String

        var description: String { "\(path) is not Lathe's to delete. \(reason)" }
    }

    /// All files of a model that was split into `NAME-00001-of-00003.gguf` and so on; else the file itself.
    private static func parts(of path: String) -> [String] {
        guard let match = path.firstMatch(of: /-00001-of-(\d{5})\.gguf$/.ignoresCase()) else { return [path] }
        let folder = path.parentFolder
        let start = path.lastPathPart.dropLast(match.0.count) + "-"
        let end = "-of-\(match.1).gguf"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let others = names.filter { name in
            name.hasPrefix(start) && name.lowercased().hasSuffix(end) && name.count == path.lastPathPart.count
        }.map { "\(folder)/\($0)" }
        return [path] + others.filter { $0 != path }.sorted()
    }
}
