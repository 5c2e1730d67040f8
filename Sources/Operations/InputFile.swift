import Foundation
import Library
import Remedies

/// Reads what a command is given: a file, or standard input.
package enum InputFile {
    /// Why the input can't be read.
    package enum Problem: Error, CustomStringConvertible {
        case unreadable(path: String, reason: String)
        case notUTF8(place: String)

        /// What is wrong, in a sentence.
        package var description: String {
            switch self {
            case .unreadable(let path, let reason): "\(path) can't be read: \(reason)."
            case .notUTF8(let place): "\(place) is not UTF-8 text."
            }
        }
    }

    /// Returns the bytes of a file.
    package static func bytes(of path: String) throws(Problem) -> Data {
        do throws(PlainFile.Refusal) {
            return try PlainFile.data(at: path)
        } catch {
            throw .unreadable(path: path, reason: error.reason)
        }
    }

    /// Returns the text of a file, or of standard input if the word is `-`.
    package static func text(of word: String) throws(Problem) -> String {
        word == "-" ? try standardInput() : try text(ofFile: word)
    }

    /// Returns the text of a file.
    package static func text(ofFile path: String) throws(Problem) -> String {
        guard let text = String(data: try bytes(of: path), encoding: .utf8) else { throw .notUTF8(place: path) }
        return text
    }

    /// Returns the text of standard input.
    package static func standardInput() throws(Problem) -> String {
        guard let text = String(data: FileHandle.standardInput.readDataToEndOfFile(), encoding: .utf8) else {
            throw .notUTF8(place: "Standard input")
        }
        return text
    }

    /// Returns the text that a word means, trimmed: standard input, a file, or the word itself if it has several words.
    package static func textOrFile(_ word: String) throws -> String {
        let isFile = word == "-" || FileManager.default.fileExists(atPath: word)
        if !isFile, !word.contains(where: \.isWhitespace) {
            throw Failure("There is no file \(word.quoted). A text has several words.")
        }
        let text = (isFile ? try self.text(of: word) : word).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw Failure("The text is empty.") }
        return text
    }
}
