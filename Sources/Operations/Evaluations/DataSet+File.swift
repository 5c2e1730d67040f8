import Evaluation
import Foundation
import Library
import Prompting
import Remedies

/// Why the cases of a file, or of standard input, can't be used.
package struct DataFileError: Remediable, CustomStringConvertible {
    /// The path of the file, or `Standard input`.
    package let place: String
    /// What is wrong with the cases.
    package let problem: DataSetError

    /// A sentence with the place and the problem.
    package var description: String { "\(place): \(problem)" }
    /// What to do about it; nil if there is nothing to do.
    package var remedy: Remedy? { problem.remedy }
}

extension DataSet {
    /// Reads the cases of a file; `-` is standard input.
    package init(file path: String, for prompt: Prompt, options: DataOptions) throws {
        let text = try InputFile.text(of: path)
        let format = DataOptions.Format(fileExtension: URL(filePath: path).pathExtension.lowercased())
        do throws(DataSetError) {
            self = try DataSet(text: text, format: format, for: prompt, options: options)
            let folder = path == "-" ? ImageFolders.working : path.parentFolder
            for index in cases.indices { cases[index].folder = folder }
        } catch {
            throw DataFileError(place: path == "-" ? "Standard input" : path, problem: error)
        }
    }

    /// Returns the path of a data set that comes with Lathe; nil if the word isn't the name of one.
    package static func shippedFile(_ word: String) -> String? {
        guard !word.contains("/"), !FileManager.default.fileExists(atPath: word),
            let folder = Locations.current.shippedPrompts
        else { return nil }
        return ["csv", "jsonl"].map { "\(folder)/data/\(word).\($0)" }.first {
            FileManager.default.fileExists(atPath: $0)
        }
    }
}
