import Foundation

/// Facts about files, kept in a JSON file until the files change.
///
/// If two processes write at once, the facts of one are lost and must be found out again.
package struct FileFacts<Fact: Codable & Sendable>: Sendable {
    /// The path of the JSON file.
    package let path: String

    /// Creates the store. Nothing is read yet.
    package init(path: String) {
        self.path = path
    }

    private struct Entry: Codable {
        var identity: FileIdentity
        var fact: Fact
    }

    private func load() -> [String: Entry] {
        guard let data = FileManager.default.contents(atPath: path) else { return [:] }
        return (try? JSONDecoder().decode([String: Entry].self, from: data)) ?? [:]
    }

    /// The fact about a file; nil if none is kept or the file has changed since.
    package subscript(identity: FileIdentity) -> Fact? {
        guard let entry = load()[identity.path], entry.identity == identity else { return nil }
        return entry.fact
    }

    /// Keeps a fact. Errors are ignored: the fact is then found out again.
    package func keep(_ fact: Fact, for identity: FileIdentity) {
        var entries = load().filter { FileManager.default.fileExists(atPath: $0.key) }
        entries[identity.path] = Entry(identity: identity, fact: fact)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        guard let data = try? encoder.encode(entries) else { return }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try? data.write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}
