import Evaluation
import Foundation
import Library
import Remedies

/// Texts of one kind: those of a folder's files, of a column of data, or of the lines of a file.
package struct TextCollection: Sendable {
    /// The texts, without empty ones.
    package private(set) var texts: [String]
    /// What was assumed, and what couldn't be read.
    package private(set) var notices: [Notice] = []

    /// The endings of the files that a folder's texts are in.
    private static let endings = ["txt", "md", "markdown"]

    /// Reads a file or a folder.
    ///
    /// - Throws: ``Failure`` if there are no texts, or what reading a file throws.
    package init(at path: String) throws {
        var isFolder: ObjCBool = false
        let ending = URL(filePath: path).pathExtension.lowercased()
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            let names = Self.endings.flatMap { FilePattern("**/*.\($0)").files(in: path) }.sorted()
            texts = try names.map { try InputFile.text(ofFile: "\(path)/\($0)") }
        } else if DataOptions.Format(fileExtension: ending) != nil {
            let data = try DataTexts(DataSource(file: path), path: path)
            texts = data.texts
            notices = data.notices + data.badRows.prefix(3).map { Notice("\(path): \($0.sentence)") }
            if data.badRows.count > 3 { notices.append("\(path): \(data.badRows.count - 3) more rows can't be used.") }
        } else {
            texts = try InputFile.text(of: path).split(whereSeparator: \.isNewline).map(String.init)
        }
        texts = texts.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        texts.removeAll(where: \.isEmpty)
        guard !texts.isEmpty else {
            throw Failure(
                "\(path) has no texts. A text is a line of a text file, a row of a data file with a column `text`, or a file (\(Self.endings.map { ".\($0)" }.joined(separator: ", "))) of a folder."
            )
        }
    }
}
