import Evaluation
import Foundation
import Library

/// Why a file isn't read, as the second half of a sentence.
struct UnreadableSource: Error, Hashable {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}

/// Reads a source's file into sections.
enum SourceReader {
    /// The largest file that is read, in bytes.
    static let mostBytes = 32 << 20

    /// Returns the bytes of a file.
    ///
    /// - Throws: ``UnreadableSource`` for what is no plain file, can't be read or is too large.
    static func bytes(of path: String) throws(UnreadableSource) -> Data {
        // Only who starts the program may give it a pipe.
        guard !PlainFile.isGiven(path) else { throw UnreadableSource("it isn't a file") }
        do throws(PlainFile.Refusal) {
            return try PlainFile.data(at: path, most: mostBytes)
        } catch {
            throw UnreadableSource(error.reason)
        }
    }

    /// Returns the text of a file with these bytes.
    ///
    /// - Throws: ``UnreadableSource`` if it isn't text, or not in the form that its name says.
    static func text(of data: Data, path: String, format: SourceFormat) throws(UnreadableSource) -> SourceText {
        switch format {
        case .pdf: return SourceText(sections: try PDFText.sections(ofFile: path), hasPages: true)
        case .csv, .jsonLines: return SourceText(sections: try rows(data, path: path, format: format))
        case .markdown: return SourceText(sections: MarkdownText.sections(of: try plain(data)))
        case .html: return SourceText(sections: HTMLText.sections(of: try plain(data)))
        case .text:
            var section = Section()
            for (index, line) in try plain(data).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                section.add(line, at: index + 1)
            }
            return SourceText(sections: section.isBlank ? [] : [section])
        }
    }

    private static func rows(_ data: Data, path: String, format: SourceFormat) throws(UnreadableSource) -> [Section] {
        let isTabs = path.lowercased().hasSuffix(".tsv") || path.lowercased().hasSuffix(".tab")
        let form: DataOptions.Format = format == .jsonLines ? .json : isTabs ? .tsv : .csv(separator: nil)
        do throws(DataSetError) {
            return try RowsText.sections(of: Array(data), format: form)
        } catch {
            throw UnreadableSource("its rows can't be read: \(error.description.trimmingSuffix("."))")
        }
    }

    /// Returns a text in UTF-8, or in UTF-16 with a mark.
    private static func plain(_ data: Data) throws(UnreadableSource) -> String {
        if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]) {
            guard let text = String(data: data, encoding: .utf16) else { throw UnreadableSource("it isn't text") }
            return text.withPlainLineEnds
        }
        guard !data.prefix(8192).contains(0) else { throw UnreadableSource("it isn't text") }
        guard let text = String(validating: data, as: UTF8.self) else { throw UnreadableSource("it isn't UTF-8 text") }
        return text.withPlainLineEnds
    }
}

extension String {
    fileprivate func trimmingSuffix(_ end: String) -> String { hasSuffix(end) ? String(dropLast(end.count)) : self }
}
