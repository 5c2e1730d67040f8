import Foundation

/// What was found out about files, kept in a JSON file until they change.
///
/// Of two processes that write at once one's facts are lost, and found out again.
package struct FileFacts<Fact: Codable & Sendable>: Sendable {
    /// The JSON file.
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

    /// Keeps a fact. A cache that can't be written is no reason to fail: the fact is only found out again.
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
