import Foundation
import JSONText
import Prompting
import YAMLText

/// The path of a file that a prompt names in place of a schema or a grammar.
struct AnswerFile {
    /// The path as the prompt's file writes it.
    let path: String

    /// Takes what stands under `schema`; nil if it is a schema itself: a text in JSON, or one of several lines.
    init?(schema text: String) {
        guard Self.isOneLine(text), text.first(where: { !$0.isWhitespace }) != "{",
            (try? JSONValue(reading: text)) == nil
        else { return nil }
        path = text
    }

    /// Takes what stands under `grammar`; nil if it is a grammar itself: it has `::=`, or several lines.
    init?(grammar text: String) {
        guard Self.isOneLine(text), !text.contains("::=") else { return nil }
        path = text
    }

    private static func isOneLine(_ text: String) -> Bool {
        text.contains { !$0.isWhitespace } && !text.contains(where: \.isNewline)
    }

    /// Returns the text of the file, and its path as errors in the text name it. It is looked for in a folder; the empty one is the
    /// working folder.
    ///
    /// - Throws: ``PromptFileError`` at `value` if it can't be read, isn't a plain file, is too large or isn't UTF-8.
    func read(in folder: String, for value: PlacedValue) throws(PromptFileError) -> (text: String, place: String) {
        let path = path.hasPrefix("file://") ? String(path.dropFirst(7)) : path
        let place = path.hasPrefix("/") || folder.isEmpty ? path : (folder == "/" ? "" : folder) + "/" + path
        // Only who starts the program may give it a pipe.
        guard !PlainFile.isGiven(place) else { throw value.wrong("is `\(place)`, which isn't a file.") }
        let data: Data
        do throws(PlainFile.Refusal) {
            data = try PlainFile.data(at: place, most: PromptFile.mostBytes)
        } catch {
            throw value.wrong("is the file \(place), which can't be read: \(error.reason).")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw value.wrong("is the file \(place), which isn't UTF-8 text.")
        }
        return (PromptFile.withoutMark(text), place)
    }
}
