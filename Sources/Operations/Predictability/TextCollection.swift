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
            var (texts, problems): ([String], [InputFile.Problem]) = ([], [])
            for name in names {
                do throws(InputFile.Problem) {
                    texts.append(try InputFile.text(ofFile: "\(path)/\(name)"))
                } catch {
                    problems.append(error)
                }
            }
            if texts.isEmpty, let first = problems.first { throw first }
            self.texts = texts
            notices = problems.prefix(3).map(Self.notice)
            if problems.count > 3 { notices.append("\(path): \(problems.count - 3) more files are left out.") }
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

    private static func notice(_ problem: InputFile.Problem) -> Notice {
        switch problem {
        case .notUTF8(let path):
            Notice("\(path) is left out, because it isn't UTF-8 text. Save it as UTF-8, or convert it with `iconv`.")
        case .unreadable: Notice("\(problem) It is left out.")
        }
    }
}
