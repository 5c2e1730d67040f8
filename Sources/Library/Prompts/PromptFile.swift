import Foundation
import Prompting
import YAMLText

/// A prompt and the text of the file that it came from or will be written to.
///
///     var file = try PromptFile(contentsOf: path)
///     var prompt = file.prompt
///     prompt.instruction = "Be brief."
///     let notices = try file.update(to: prompt)
///     try file.save()
package struct PromptFile: Sendable {
    /// Path, or the name that stands for it.
    package internal(set) var file: String
    /// The file's text, with the edits of ``update(to:)``.
    package private(set) var text: String
    /// The prompt in it.
    package private(set) var prompt: Prompt
    /// Keys that Lathe doesn't know.
    package let unknownKeys: [UnknownKey]
    /// What was read in another way than one might expect, in sentences, without ``unknownKeys``.
    package var remarks: [String] { readingRemarks + modelRemarks }
    /// Those of ``remarks`` that also matter where another program runs the prompt.
    package let readingRemarks: [String]
    private let modelRemarks: [String]
    /// The servers and machines that a model may be on, by their names; a model of another server is none that runs.
    let places: Set<String>
    /// What the file held when it was read or saved last; nil for a new prompt.
    package var saved: Data?

    /// Whether ``file`` is a path that it can be saved to; standard input, for one, is none.
    package var hasPath = false

    /// Largest file that is read, in bytes.
    package static let mostBytes = 4 << 20

    /// What was read in another way than one might expect, in sentences, and the keys that Lathe doesn't know.
    package var notices: [String] {
        remarks
            + unknownKeys.map {
                "\(file), line \($0.line): `\($0.name)` is not a key of Lathe's and is kept as it is\($0.hint)"
            }
    }

    /// A key that Lathe doesn't know.
    package struct UnknownKey: Sendable {
        /// The key as it is written.
        package var name: String
        /// Its line, from 1.
        package var line: Int
        /// One that is spelt alike.
        var near: String?
        /// Whether it stands at the top, not in a part.
        package var isTop: Bool

        /// `; did you mean …?`, or nothing.
        package var hint: String { near.map { "; did you mean `\($0)`?" } ?? "" }
    }

    /// Reads a prompt file's content; JSON is YAML.
    ///
    /// - Parameters:
    ///   - text: what the file holds.
    ///   - name: its path, or the name that stands for it.
    ///   - places: the servers and machines that the settings name, as ``Configuration/places``.
    /// - Throws: ``PromptFileError`` with line, column and key.
    package init(text: String, name: String, places: Set<String> = []) throws(PromptFileError) {
        guard text.utf8.count <= Self.mostBytes else {
            throw .tooLarge(file: name, reason: "it is larger than \(Self.mostBytes >> 20) MB")
        }
        let source = YAMLSource(file: name, text: Self.withoutMark(text))
        guard let root = try source.tree(), !root.isEmpty else { throw .empty(file: name) }
        var reader = PromptReader(source: source, places: places)
        prompt = try reader.prompt(from: root)
        readingRemarks = reader.notices
        modelRemarks = reader.modelNotices
        unknownKeys = reader.unknownKeys
        self.text = text
        self.places = places
        file = name
        saved = Data(text.utf8)
    }

    /// A new prompt, written in full; it is saved only if there is no file yet.
    ///
    /// - Throws: ``PromptFileError/unsavable(file:reason:)`` if the prompt has a value that no file can hold.
    package init(new prompt: Prompt, path: String, places: Set<String> = []) throws(PromptFileError) {
        try self.init(new: prompt, path: path, more: [], places: places)
    }

    /// With `more` keys below the prompt's own; another program's file may name models of servers that aren't in the settings,
    /// which the new file names too, for that program.
    package init(
        new prompt: Prompt, path: String, more: [YAMLPair], keepsServerModels: Bool = false, places: Set<String>
    ) throws(PromptFileError) {
        let wanted = prompt.normalised
        let fields = wanted.fields + more
        let lines = YAMLWriter().mapping(fields.isEmpty ? [YAMLPair("input", .text(""))] : fields, column: 0)
        let written = lines.joined(separator: "\n") + "\n"
        do throws(PromptFileError) {
            try self.init(text: written, name: path, places: places)
        } catch {
            throw .unsavable(file: path, reason: "what would be written can't be read back: \(error.description)")
        }
        saved = nil
        hasPath = true
        let expected = keepsServerModels ? wanted.withoutServerModels(missingIn: self.prompt) : wanted
        guard self.prompt.says(expected) else {
            throw .unsavable(file: path, reason: Self.difference(self.prompt, expected))
        }
    }

    /// Makes the text say `wanted`: only what differs is written, everything else keeps its bytes.
    ///
    /// - Returns: what couldn't be kept as it was, in sentences.
    /// - Throws: ``PromptFileError/unsavable(file:reason:)`` if it wouldn't be read back as `wanted`; nothing is changed then.
    @discardableResult
    package mutating func update(to wanted: Prompt) throws(PromptFileError) -> [String] {
        let wanted = wanted.normalised
        guard !prompt.says(wanted) else { return [] }
        let mark = text.unicodeScalars.first == "\u{FEFF}" ? "\u{FEFF}" : ""
        var body = Self.withoutMark(text)
        // With a line break at the end every edit can be one of whole lines.
        let endsOpen = ![UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(body.utf8.last)
        if endsOpen { body += YAMLSource(file: file, text: body).newline }
        let edit = try Self.edited(body, file: file, places: places, to: wanted)
        body = edit.source[0..<edit.source.bytes.count]
        if endsOpen, let trimmed = try? PromptFile(text: String(body.dropLast()), name: file, places: places),
            trimmed.prompt.says(wanted)
        {
            body.removeLast()
        }
        var result = try PromptFile(text: mark + body, name: file, places: places)
        guard result.prompt.says(wanted) else {
            throw .unsavable(file: file, reason: Self.difference(result.prompt, wanted))
        }
        result.saved = saved
        result.hasPath = hasPath
        self = result
        return edit.notices
    }

    private static func edited(
        _ text: String, file: String, places: Set<String>, to wanted: Prompt
    ) throws(PromptFileError) -> PromptEdit {
        do throws(PromptFileError) {
            var edit = try PromptEdit(file: file, text: text, places: places)
            try edit.update(to: wanted)
            return edit
        } catch {
            // YAML knows line breaks that nobody has written for decades; edits of whole lines don't.
            let plain = YAMLSource(file: file, text: text).withUsualBreaks
            guard !plain.isSame(as: text) else { throw error }
            var edit = try PromptEdit(file: file, text: plain, places: places)
            try edit.update(to: wanted)
            edit.note("\(file): its unusual line breaks were replaced by usual ones.")
            return edit
        }
    }

    private static func difference(_ read: Prompt, _ wanted: Prompt) -> String {
        let (read, wanted) = (read.fields, wanted.fields)
        let keys = PromptReader.keys.filter { read[$0] != wanted[$0] }.map { "`\($0)`" }.joined(separator: " and ")
        return "what would be written under \(keys) wouldn't be read back as it is. Change that, then save again."
    }

    private static func withoutMark(_ text: String) -> String {
        text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    /// Reads a file.
    ///
    /// - Throws: ``PromptFileError``.
    package init(contentsOf path: String, places: Set<String> = []) throws(PromptFileError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw .notFound(path, near: [], searched: [])
        }
        guard !isFolder.boolValue else { throw .unreadable(file: path, reason: "it is a folder") }
        try self.init(data: try Self.data(at: path), name: path, places: places)
        hasPath = true
    }

    /// Reads what a file holds.
    ///
    /// - Throws: ``PromptFileError``.
    package init(data: Data, name: String, places: Set<String> = []) throws(PromptFileError) {
        guard let text = String(validating: data, as: UTF8.self) else {
            // That doesn't say where; the first replacement does.
            let valid = String(decoding: data, as: UTF8.self).prefix { $0 != "\u{FFFD}" }
            let source = YAMLSource(file: name, text: String(valid))
            throw .notUTF8(file: name, at: source.position(of: source.bytes.count))
        }
        try self.init(text: text, name: name, places: places)
        saved = data
    }

    /// Returns what a file holds, of one that isn't too large to be a prompt's, such as a model.
    package static func data(at path: String) throws(PromptFileError) -> Data {
        let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int ?? 0
        guard size <= mostBytes else {
            throw .tooLarge(file: path, reason: "it is larger than \(mostBytes >> 20) MB")
        }
        do {
            return try Data(contentsOf: URL(filePath: path))
        } catch {
            throw .unreadable(file: path, reason: systemReason(of: error))
        }
    }
}

extension Prompt {
    /// Returns the prompt without those servers' models that its file, read again, has no use for.
    fileprivate func withoutServerModels(missingIn read: Prompt) -> Prompt {
        var prompt = self
        if read.model == nil, PromptReader.isServerModel(model ?? "") { prompt.model = nil }
        for (index, lane) in zip(lanes.indices, read.lanes)
        where lane.model == nil && PromptReader.isServerModel(lanes[index].model ?? "") {
            prompt.lanes[index].model = nil
        }
        return prompt
    }
}
