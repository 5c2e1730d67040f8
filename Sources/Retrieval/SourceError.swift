/// Why sources can't be used.
package enum SourceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is nothing to read at a path.
    case missing(String, reason: String)
    /// A folder has too many files.
    case tooMany(folder: String, most: Int)
    /// The index of a source can't be made or read.
    case index(source: String, reason: String)

    /// What is wrong, in a sentence.
    package var description: String {
        switch self {
        case .missing(let path, let reason): "The source \(path) can't be read: \(reason)."
        case .tooMany(let folder, let most):
            "The source \(folder) has more than \(most) files and folders; name a folder inside it."
        case .index(let source, let reason): "The index of \(source) can't be made: \(reason)."
        }
    }
}

/// A file or folder of a source that isn't read.
package struct SkippedSource: Sendable, Hashable, Codable {
    /// Its path below the source.
    package var name: String
    /// The reason, as the second half of a sentence.
    package var reason: String

    /// Creates a note about a file or folder.
    package init(name: String, reason: String) {
        self.name = name
        self.reason = reason
    }
}
