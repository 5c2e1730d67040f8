import Foundation

/// A folder of a test's own that is gone afterwards.
package final class TemporaryFolder {
    /// Its path, without a slash at the end.
    package let path: String

    /// Makes a folder inside another one.
    package init(in folder: String = NSTemporaryDirectory()) throws {
        path = (folder.hasSuffix("/") ? folder : folder + "/") + "lathe-library-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, and the folders that it needs; gives its path.
    package func write(_ text: String, to name: String) throws -> String {
        let file = path + "/" + name
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }

    /// Reads a file.
    package func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    /// Returns the names in it, sorted.
    package var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}
