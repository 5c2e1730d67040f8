import Remedies
import YAMLText

/// What can go wrong with prompts on disk. `file` is the path, or the name of a text that has none (`-`).
package enum PromptFileError: Remediable, Sendable, Hashable, CustomStringConvertible {
    /// There is no such prompt, by path or by name. `near` are names that are spelt alike.
    case notFound(String, near: [String], searched: [String])
    /// The system doesn't let us read the file.
    case unreadable(file: String, reason: String)
    /// A byte isn't UTF-8.
    case notUTF8(file: String, at: FilePosition)
    /// The file is too large.
    case tooLarge(file: String, reason: String)
    /// The file has nothing but blanks and comments.
    case empty(file: String)
    /// The text can't be read as YAML.
    case notYAML(YAMLError)
    /// The text is YAML, but the value of a key has the wrong type or isn't allowed. `key` is a path:
    /// `lanes[1].technique`.
    case invalid(file: String, at: FilePosition, key: String, problem: String)
    /// Another program has written the file since it was loaded; `content` is what it holds now.
    case changedOnDisk(file: String, content: String)
    /// A new prompt would replace a file.
    case exists(file: String)
    /// The system doesn't let us write the file; it is as it was.
    case unwritable(file: String, reason: String)
    /// The text that would be written doesn't read back as what was meant, so nothing was written.
    case unsavable(file: String, reason: String)
    /// The file is another program's, and can be imported. `program` is that program's name.
    case foreign(file: String, program: String, isPreset: Bool)
    /// No file can have this name.
    case badName(String, reason: String)
    /// A tag is empty, longer than 64 characters, or has a comma or a control character.
    case badTag(String)
    /// The user's folder of prompts is missing; the text says why.
    case noFolder(String)

    /// Stands in place of a key if the mistake is that of the whole file.
    package static let wholeFile = "the file"

    /// What happened, where, and what to do.
    package var description: String {
        switch self {
        case .notFound(let name, let near, let searched):
            Self.notFound(name, near: near, searched: searched)
        case .unreadable(let file, let reason):
            "\(file) can't be read: \(reason)."
        case .notUTF8(let file, let position):
            "\(file), \(position): this byte is not UTF-8. Save the file as UTF-8."
        case .tooLarge(let file, let reason):
            "\(file) is refused: \(reason)."
        case .empty(let file):
            "\(file) is empty. A prompt file needs at least `instruction: …` or `input: …`."
        case .notYAML(let error):
            error.description
        case .invalid(let file, let position, let key, let problem):
            key == Self.wholeFile
                ? "\(file), \(position): the file \(problem)" : "\(file), \(position): `\(key)` \(problem)"
        case .changedOnDisk(let file, _):
            "\(file) was changed by another program since it was loaded, so it wasn't saved. "
                + "Load it again, save anyway, or save under another name."
        case .exists(let file):
            "\(file) exists already and was not changed. Choose another name."
        case .unwritable(let file, let reason):
            "\(file) can't be written: \(reason). The file was not changed."
        case .unsavable(let file, let reason):
            "\(file) was not saved: \(reason)"
        case .foreign(let file, let program, let isPreset):
            isPreset
                ? "\(file) is a preset of \(program), not a prompt."
                : "\(file) is a file of \(program), which isn't opened as it is."
        case .badName(let name, let reason):
            "A prompt can't be called `\(name)`: \(reason)."
        case .badTag(let tag):
            BadTag(tag: tag).description
        case .noFolder(let problem): problem
        }
    }

    /// What to do about it.
    package var remedy: Remedy? {
        guard case .foreign(let file, _, let isPreset) = self else { return nil }
        return isPreset ? .importPreset(file) : .importPrompt(file)
    }

    private static func notFound(_ name: String, near: [String], searched: [String]) -> String {
        var text = "There is no file or prompt `\(name)`"
        if !near.isEmpty {
            text += "; did you mean \(near.map { "`\($0)`" }.joined(separator: " or "))?"
        } else {
            text += "."
        }
        return searched.isEmpty ? text : text + " Prompts are looked for in \(searched.joined(separator: " and "))."
    }
}

extension YAMLSource {
    /// Returns the tree of the file's values; nil if the file holds only comments.
    package func tree() throws(PromptFileError) -> YAMLNode? {
        do throws(YAMLError) {
            return try YAMLComposer.compose(self)
        } catch {
            throw .notYAML(error)
        }
    }
}
