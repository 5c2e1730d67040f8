import Foundation
import Processes

/// Reads the text of a PDF with poppler's `pdftotext`, in a process of its own; each page is a section.
enum PDFText {
    /// The longest time that a file may take.
    static let limit = Duration.seconds(60)

    /// Returns the sections of a file.
    ///
    /// - Throws: ``UnreadableSource`` if there is no `pdftotext`, or it can't read the file.
    static func sections(ofFile path: String) throws(UnreadableSource) -> [Section] {
        guard let program = ChildProcess.find("pdftotext") else {
            throw UnreadableSource("reading it takes the program pdftotext, of poppler-utils, which isn't installed")
        }
        let target = NSTemporaryDirectory() + "lathe-\(UUID().uuidString).txt"
        defer { try? FileManager.default.removeItem(atPath: target) }
        let result: ChildProcess.Result
        do {
            result = try ChildProcess(
                executable: program, arguments: ["-enc", "UTF-8", "-q", path, target],
                limit: limit
            ).run()
        } catch {
            throw UnreadableSource("pdftotext can't be started: \(error.reason)")
        }
        guard result.ending == .exited(0), let data = FileManager.default.contents(atPath: target) else {
            let said = result.errors.split(separator: "\n").first.map { ": \($0)" } ?? ""
            throw UnreadableSource("pdftotext can't read it" + said)
        }
        return sections(of: String(decoding: data, as: UTF8.self))
    }

    /// Returns the sections of a text whose pages end in form feeds.
    static func sections(of text: String) -> [Section] {
        text.split(separator: "\u{C}", omittingEmptySubsequences: false).enumerated().compactMap { index, page in
            var section = Section()
            for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
                section.add(line, at: index + 1)
            }
            return section.isBlank ? nil : section
        }
    }
}
