import Foundation
import Prompting
import YAMLText

/// A prompt with the text of its file.
///
///     var file = try PromptFile(contentsOf: path)
///     var prompt = file.prompt
///     prompt.instruction = "Be brief."
///     let notices = try file.update(to: prompt)
///     try file.save()
package struct PromptFile: Sendable {
    /// The path, or the name of a text that has none.
    package internal(set) var file: String
    /// The file's text, with the edits of ``update(to:)``.
    package private(set) var text: String
    /// The prompt that the text says.
    package private(set) var prompt: Prompt
    /// Keys that Lathe doesn't know.
    package let unknownKeys: [UnknownKey]
    /// Sentences about what was read in another way than one might expect, without ``unknownKeys``.
    package var remarks: [String] { readingRemarks + modelRemarks }
    /// Those of ``remarks`` that also matter if another program runs the prompt.
    package let readingRemarks: [String]
    private let modelRemarks: [String]
    private let source: YAMLSource
    private let tree: YAMLNode
    /// The names of the servers and machines that a model may be on. A model of another server can't run.
    let places: Set<String>
    /// The content when the file was read or saved last; nil for a new prompt.
    package var saved: Data?

    /// True if ``file`` is a path to save to. Standard input has none.
    package var hasPath = false

    /// The largest file that is read, in bytes.
    package static let mostBytes = 4 << 20

    /// The values of the file with their places: those that ``prompt`` was made of, and those under other keys.
    package var root: PlacedValue {
        // JSON may hold characters that YAML reads in another way, so values of other programs are read as JSON.
        if let first = text.first(where: { !$0.isWhitespace }), first == "{" || first == "[",
            let json = try? PlacedValue(text: text, name: file)
        {
            return json
        }
        return PlacedValue(node: tree, path: "", source: source.named(file))
    }

    /// ``remarks``, and a sentence for each key that Lathe doesn't know.
    package var notices: [String] {
        remarks
            + unknownKeys.map {
                "\(file), line \($0.line): `\($0.name)` is not one of Lathe's keys; it is kept\($0.hint)"
            }
    }

    /// A key that Lathe doesn't know.
    package struct UnknownKey: Sendable {
        /// The key as it is written.
        package var name: String
        /// Its line, from 1.
        package var line: Int
        /// A known key that is spelt alike; nil if there is none.
        var near: String?
        /// True if it stands at the top, not inside a part.
        package var isTop: Bool

        /// `; did you mean …?`, or an empty text.
        package var hint: String { near.map { "; did you mean `\($0)`?" } ?? "" }
    }

    /// Reads the text of a prompt file. JSON is read as YAML.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - name: The file's path, or the name of a text that has none.
    ///   - places: The servers and machines that the settings name, from ``Configuration/places``.
    ///   - folder: The folder in which a file with the schema or the grammar is looked for, the empty one for the working
    ///     folder; nil if such files aren't read. The prompt then has only their paths.
    /// - Throws: ``PromptFileError`` with line, column and key.
    package init(
        text: String, name: String, places: Set<String> = [], folder: String? = nil
    ) throws(PromptFileError) {
        guard text.utf8.count <= Self.mostBytes else {
            throw .tooLarge(file: name, reason: "it is larger than \(Self.mostBytes >> 20) MB")
        }
        let source = YAMLSource(file: name, text: Self.withoutMark(text))
        guard let root = try source.tree(), !root.isEmpty else { throw .empty(file: name) }
        var reader = PromptReader(source: source, places: places, folder: folder)
        prompt = try reader.prompt(from: root)
        readingRemarks = reader.notices
        modelRemarks = reader.modelNotices
        unknownKeys = reader.unknownKeys
        self.source = source
        tree = root
        self.text = text
        self.places = places
        file = name
        saved = Data(text.utf8)
    }

    /// Creates the file of a new prompt. It can only be saved if there is no file yet.
    ///
    /// - Throws: ``PromptFileError/unsavable(file:reason:)`` if the prompt has a value that no file can hold.
    package init(new prompt: Prompt, path: String, places: Set<String> = []) throws(PromptFileError) {
        try self.init(new: prompt, path: path, more: [], places: places)
    }

    /// Creates the file of a new prompt, with `more` keys below the prompt's own. Another program's file may name
    /// models of servers that aren't in the settings; with `keepsServerModels` the new file names them too, for that
    /// program.
    package init(
        new prompt: Prompt, path: String, more: [YAMLPair], keepsServerModels: Bool = false, places: Set<String>
    ) throws(PromptFileError) {
        // A path would lead elsewhere from another folder.
        let wanted = prompt.normalised.selfContained
        let fields = wanted.fields.filter { more[$0.key] == nil } + more
        let lines = YAMLWriter().mapping(fields.isEmpty ? [YAMLPair("input", .text(""))] : fields, column: 0)
        let written = lines.joined(separator: "\n") + "\n"
        do throws(PromptFileError) {
            try self.init(text: written, name: path, places: places)
        } catch {
            throw .unsavable(
                file: path, reason: "the text that would be written can't be read back: \(error.description)")
        }
        saved = nil
        hasPath = true
        var expected = keepsServerModels ? wanted.withoutServerModels(missingIn: self.prompt) : wanted
        if more["evaluators"] != nil { expected.evaluators = self.prompt.evaluators }
        guard self.prompt.says(expected) else {
            throw .unsavable(file: path, reason: Self.difference(self.prompt, expected))
        }
    }

    /// Creates the file of a prompt that was never saved from a text that a draft kept. It can only be saved if there is no
    /// file yet.
    ///
    /// - Throws: ``PromptFileError`` with line, column and key.
    package init(unsaved text: String, path: String, places: Set<String> = []) throws(PromptFileError) {
        try self.init(text: text, name: path, places: places)
        saved = nil
        hasPath = true
    }

    /// Adds phrasings that aren't written into the file: they are for a run of this prompt. They replace those of the same name.
    package mutating func add(_ phrasings: [Phrasing]) {
        let names = Set(phrasings.map(\.name))
        prompt.phrasings = prompt.phrasings.filter { !names.contains($0.name) } + phrasings
    }

    /// Changes the text so that it says `wanted`. Only what differs is written; all else keeps its bytes.
    ///
    /// - Returns: Sentences about what couldn't be kept as it was.
    /// - Throws: ``PromptFileError/unsavable(file:reason:)`` if the text wouldn't be read back as `wanted`; the text
    ///   then stays as it was.
    @discardableResult
    package mutating func update(to wanted: Prompt) throws(PromptFileError) -> [String] {
        var wanted = wanted.normalised
        // Messages hold no values of variables.
        if root["messages"] != nil, root["examples"] == nil {
            for index in wanted.examples.indices { wanted.examples[index].variables = nil }
        }
        // A prompt that was read elsewhere may name files that are there.
        if !wanted.namesFiles(of: prompt) { wanted = wanted.selfContained }
        guard !prompt.says(wanted) else { return [] }
        let mark = text.unicodeScalars.first == "\u{FEFF}" ? "\u{FEFF}" : ""
        var body = Self.withoutMark(text)
        // With a line break at the end, every edit can consist of whole lines.
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
        // The files that the prompt names aren't read again.
        if result.prompt.answer?.schemaFile != nil { result.prompt.answer?.schema = wanted.answer?.schema }
        if result.prompt.answer?.grammarFile != nil { result.prompt.answer?.grammar = wanted.answer?.grammar }
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
            // YAML has line breaks that are hardly used; edits of whole lines don't handle them.
            let plain = YAMLSource(file: file, text: text).withUsualBreaks
            guard !plain.isSame(as: text) else { throw error }
            var edit = try PromptEdit(file: file, text: plain, places: places)
            try edit.update(to: wanted)
            edit.note("\(file): its unusual line breaks were replaced by ordinary ones.")
            return edit
        }
    }

    private static func difference(_ read: Prompt, _ wanted: Prompt) -> String {
        let (read, wanted) = (read.fields, wanted.fields)
        let keys = PromptReader.keys.filter { read[$0] != wanted[$0] }.map { "`\($0)`" }.joined(separator: " and ")
        return "the value of \(keys) would be read back differently. Change it, then save again."
    }

    static func withoutMark(_ text: String) -> String {
        text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    /// The text with the schema or the grammar written out, if the prompt names a file with one: what was used, whatever becomes
    /// of that file.
    package var selfContainedText: String {
        var copy = self
        return (try? copy.update(to: prompt.selfContained)) == nil ? text : copy.text
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The file's path.
    ///   - places: The servers and machines that the settings name.
    ///   - readsFiles: True to read the file with the schema or the grammar too, from the prompt's folder.
    /// - Throws: ``PromptFileError``.
    package init(
        contentsOf path: String, places: Set<String> = [], readsFiles: Bool = true
    ) throws(PromptFileError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw .notFound(path, near: [], searched: [])
        }
        guard !isFolder.boolValue else { throw .unreadable(file: path, reason: "it is a folder") }
        try self.init(
            data: try Self.data(at: path), name: path, places: places, folder: readsFiles ? path.parentFolder : nil)
        hasPath = true
    }

    /// Reads the bytes of a file.
    ///
    /// - Throws: ``PromptFileError``.
    package init(
        data: Data, name: String, places: Set<String> = [], folder: String? = nil
    ) throws(PromptFileError) {
        guard let text = String(validating: data, as: UTF8.self) else {
            // The decoder doesn't say where the wrong byte is; the first replacement character does.
            let valid = String(decoding: data, as: UTF8.self).prefix { $0 != "\u{FFFD}" }
            let source = YAMLSource(file: name, text: String(valid))
            throw .notUTF8(file: name, at: source.position(of: source.bytes.count))
        }
        try self.init(text: text, name: name, places: places, folder: folder)
        saved = data
    }

    /// Returns the bytes of a file, unless it is too large to be a prompt's, like a model.
    package static func data(at path: String) throws(PromptFileError) -> Data {
        do throws(PlainFile.Refusal) {
            return try PlainFile.data(at: path, most: mostBytes)
        } catch {
            throw error.isTooLarge
                ? .tooLarge(file: path, reason: error.reason) : .unreadable(file: path, reason: error.reason)
        }
    }
}

extension Prompt {
    /// Returns whether all files that the answer names are those of another prompt.
    fileprivate func namesFiles(of other: Prompt) -> Bool {
        answer?.schemaFile == other.answer?.schemaFile && answer?.grammarFile == other.answer?.grammarFile
    }

    /// Returns the prompt without the servers' models that its file, read again, leaves out.
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
