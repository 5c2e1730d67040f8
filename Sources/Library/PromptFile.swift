import Foundation
import Prompting

/// A prompt and the text of the file that it came from.
public struct PromptFile: Sendable {
    /// Path, or the name that stands for it.
    public let file: String
    /// The file's text as it was read.
    public let text: String
    /// The prompt in it.
    public let prompt: Prompt
    /// What was read in another way than one might expect, in sentences.
    public let notices: [String]

    /// Largest file that is read, in bytes.
    public static let mostBytes = 4 << 20

    /// Reads a prompt file's content; JSON is YAML.
    ///
    /// - Throws: ``PromptFileError`` with line, column and key.
    public init(text: String, name: String) throws(PromptFileError) {
        guard text.utf8.count <= Self.mostBytes else {
            throw .tooLarge(file: name, reason: "it is larger than \(Self.mostBytes >> 20) MB")
        }
        let source = YAMLSource(file: name, text: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
        guard let root = try YAMLComposer.compose(source), !root.isEmpty else { throw .empty(file: name) }
        var reader = PromptReader(source: source)
        prompt = try reader.prompt(from: root)
        notices = reader.notices
        self.text = text
        file = name
    }

    /// Reads a file.
    ///
    /// - Throws: ``PromptFileError``.
    public init(contentsOf path: String) throws(PromptFileError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw .notFound(path, near: [], searched: [])
        }
        guard !isFolder.boolValue else { throw .unreadable(file: path, reason: "it is a folder") }
        try self.init(data: try Self.data(at: path), name: path)
    }

    /// Reads what a file holds.
    ///
    /// - Throws: ``PromptFileError``.
    public init(data: Data, name: String) throws(PromptFileError) {
        guard let text = String(data: data, encoding: .utf8) else {
            // String(validating:) doesn't say where; the first replacement does.
            let valid = String(decoding: data, as: UTF8.self).prefix { $0 != "\u{FFFD}" }
            let source = YAMLSource(file: name, text: String(valid))
            throw .notUTF8(file: name, at: source.position(of: source.bytes.count))
        }
        try self.init(text: text, name: name)
    }

    private static func data(at path: String) throws(PromptFileError) -> Data {
        do {
            return try Data(contentsOf: URL(filePath: path))
        } catch {
            throw .unreadable(file: path, reason: error.localizedDescription)
        }
    }
}
