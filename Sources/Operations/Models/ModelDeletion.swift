import Foundation
import Library
import Models

/// The deletion of a model's file in Lathe's own folder, or of the link that it was added as.
package struct ModelDeletion {
    /// The file, and the other parts of a model that is split.
    package let files: [String]
    /// True if only links are deleted.
    package let isLink: Bool
    /// The size of the files together, in bytes.
    package let bytes: UInt64

    /// Prepares the deletion of the file at a path. `owner` is the owner of its folder, if known.
    ///
    /// - Throws: ``Refusal`` if the file isn't Lathe's to delete.
    package init(_ path: String, owner: ModelPlace.Owner? = nil) throws(Refusal) {
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
            throw Refusal(path: path, reason: "It is not a file.")
        }
        self.files = files
        isLink = types.allSatisfy { $0 == .typeSymbolicLink }
        bytes = attributes.reduce(0) { $0 + (($1?[.size] as? NSNumber)?.uint64Value ?? 0) }
    }

    /// Deletes the files. Returns a sentence that says what was deleted. It can't be undone.
    package func run() throws(Failure) -> String {
        for file in files {
            do {
                try FileManager.default.removeItem(atPath: file)
            } catch {
                throw Failure(path: file, reason: systemReason(of: error))
            }
        }
        let rest = files.count > 1 ? " and its other parts" : ""
        return "Removed \(files[0])\(rest) (\(isLink ? "a link; the file stays" : byteText(bytes)))."
    }

    /// Returns whether these settings name the file as the default model.
    package func isDefault(in settings: Configuration) -> Bool {
        guard let word = settings.model, !settings.isElsewhere(word) else { return false }
        return (try? ModelStore.standard.path(of: word)) == files[0]
    }

    /// Thrown for a file that isn't Lathe's to delete.
    package struct Refusal: Error, CustomStringConvertible {
        /// The file that is kept.
        package let path: String
        /// The reason, in a sentence.
        package let reason: String

        /// Two sentences: the file that is kept, and why.
        package var description: String { "Lathe doesn't delete \(path). \(reason)" }
    }

    /// Thrown if a file couldn't be deleted.
    package struct Failure: Error, CustomStringConvertible {
        let path: String
        let reason: String

        /// A sentence with the file and the system's reason.
        package var description: String { "\(path) can't be deleted: \(reason)." }
    }

    /// Returns all files of a model that is split into `NAME-00001-of-00003.gguf` and so on; else the file itself.
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
