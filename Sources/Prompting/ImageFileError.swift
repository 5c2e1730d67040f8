/// Why the file of an image can't be sent.
package struct ImageFileError: Error, Sendable, Hashable, Codable, CustomStringConvertible {
    /// The path of the file.
    package var path: String
    /// The second half of a sentence that begins with the path, without its full stop.
    package var reason: String

    /// Creates an error about a file.
    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    /// What happened, and where.
    package var description: String { "\(path) \(reason)." }
}
