import Evaluation
import Foundation
import Library
import Prompting
import Remedies
import Sampling

/// Why the cases of a file, or of standard input, can't be used.
package struct DataFileError: Remediable, CustomStringConvertible {
    /// The path of the file, or `Standard input`.
    package let place: String
    /// What is wrong with the cases.
    package let problem: DataSetError
    /// The names of the data sets that there are, if there is no such file; else empty.
    package var known: [String] = []

    /// A sentence with the place and the problem.
    package var description: String {
        guard !known.isEmpty else { return "\(place): \(problem)" }
        let hint = nearest(to: place.lastPathPart, in: known).map { "; did you mean `\($0)`?" } ?? "."
        let rest = known.count > 12 ? " and \(known.count - 12) more" : ""
        let names = known.prefix(12).joined(separator: ", ") + rest
        return "\(place): There is no such data file\(hint) There are: \(names)."
    }
    /// What to do about it; nil if there is nothing to do.
    package var remedy: Remedy? { problem.remedy }
}

extension DataSource {
    /// Opens a data file; `-` is standard input.
    ///
    /// - Throws: ``DataFileError``.
    package convenience init(file path: String) throws(DataFileError) {
        do throws(DataSetError) {
            try self.init(
                try Self.pieces(of: path),
                format: DataOptions.Format(fileExtension: URL(filePath: path).pathExtension.lowercased()))
        } catch {
            let isThere = path == "-" || FileManager.default.fileExists(atPath: path)
            throw DataFileError(
                place: place(of: path), problem: error, known: isThere ? [] : KnownData.names(beside: path))
        }
    }

    private static func pieces(of path: String) throws(DataSetError) -> any DataPieces {
        if path == "-" { return BytesInMemory([UInt8](FileHandle.standardInput.readDataToEndOfFile())) }
        // What a shell hands over as `<(…)` can't be read twice.
        guard PlainFile.isGiven(path) else { return try FilePieces(path: path) }
        do throws(PlainFile.Refusal) {
            return BytesInMemory([UInt8](try PlainFile.data(at: path)))
        } catch {
            throw .unreadable(reason: error.reason)
        }
    }
}

/// Returns what a path is called in sentences.
private func place(of path: String) -> String { path == "-" ? "Standard input" : path }

extension DataSet {
    /// Reads the cases of a file; `-` is standard input.
    ///
    /// - Throws: ``DataFileError``.
    package init(file path: String, for prompt: Prompt, options: DataOptions) throws(DataFileError) {
        let source = try DataSource(file: path)
        do throws(DataSetError) {
            self = try DataSet(source, for: prompt, options: options)
        } catch {
            throw DataFileError(place: place(of: path), problem: error)
        }
        let folder = path == "-" ? ImageFolders.working : path.parentFolder
        for index in cases.indices { cases[index].folder = folder }
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

extension DataSurvey {
    /// Reads what a file holds; `-` is standard input.
    ///
    /// - Throws: ``DataFileError``.
    package init(of source: DataSource, path: String, firstRows: Int) throws(DataFileError) {
        do throws(DataSetError) {
            try self.init(of: source, firstRows: firstRows)
        } catch {
            throw DataFileError(place: place(of: path), problem: error)
        }
    }
}

extension OutputScorer {
    /// Scores the outputs of a file; `-` is standard input. Nil if a regular expression took too long for many of them.
    ///
    /// - Throws: ``DataFileError``.
    package func score(_ source: DataSource, path: String) throws(DataFileError) -> OutputScore? {
        do throws(DataSetError) {
            return try score(source)
        } catch {
            throw DataFileError(place: place(of: path), problem: error)
        }
    }
}

extension OutputTexts {
    /// Reads the outputs of a file; `-` is standard input.
    ///
    /// - Throws: ``DataFileError``.
    package init(_ source: DataSource, path: String) throws(DataFileError) {
        do throws(DataSetError) {
            try self.init(source)
        } catch {
            throw DataFileError(place: place(of: path), problem: error)
        }
    }
}

extension DataTexts {
    /// Reads the texts of a file; `-` is standard input.
    ///
    /// - Throws: ``DataFileError``.
    package init(_ source: DataSource, path: String) throws(DataFileError) {
        do throws(DataSetError) {
            try self.init(source)
        } catch {
            throw DataFileError(place: place(of: path), problem: error)
        }
    }
}
