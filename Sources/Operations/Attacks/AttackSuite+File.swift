import Evaluation
import Foundation
import Library

extension AttackSuite {
    /// The name of the suite that is taken where none is named.
    package static let usual = "usual"

    /// Reads a suite: a file, or the name of one in `attacks` in the folder of the user's prompts or of the shipped ones.
    ///
    /// - Throws: A sentence for each thing that is wrong, and where.
    package init(named word: String) throws {
        let path = try Self.path(of: word)
        let name = URL(filePath: path).deletingPathExtension().lastPathComponent
        try self.init(name: name, path: path, text: try InputFile.text(ofFile: path))
    }

    private static func path(of word: String) throws -> String {
        if word.contains("/") || FileManager.default.fileExists(atPath: word) { return word }
        let paths = PromptLibrary.standard.folders.map { "\($0)/attacks/\(word).yaml" }
        guard let path = paths.first(where: FileManager.default.fileExists) else {
            throw Failure(
                "There is no suite of attacks `\(word)`: neither a file, nor \(paths.joined(separator: ", nor ")).")
        }
        return path
    }

    /// Reads the text of a suite.
    ///
    /// - Throws: A sentence for each thing that is wrong, and where.
    package init(name: String, path: String, text: String) throws {
        var reader = try AttackSuiteReader(path: path, text: text)
        self = reader.suite(named: name)
        guard reader.problems.isEmpty else {
            throw Failure(reader.problems.map { "\(path): \($0)" }.joined(separator: "\n"))
        }
    }
}
