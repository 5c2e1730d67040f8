import Library
import Prompting
import Reports
import Retrieval
import TextLayout

/// The indexes of sources, brought up to date.
package struct OpenedSources {
    /// A source in JSON.
    private struct Line: Encodable {
        var source: String
        var index: SourceUpdate
    }

    /// The indexes.
    package let collection: SourceCollection
    private let updates: [(name: String, update: SourceUpdate)]

    /// Opens the indexes of folders and files and brings them up to date. What can't be read is told on standard error.
    package init(_ sources: [String], sizes: ChunkSizes? = nil) throws {
        let tell = ProgressLine.teller
        defer { tell(nil) }
        collection = try SourceCollection(sources, in: Locations.current.sources, sizes: sizes)
        updates = try collection.update { tell($0) }
        tell(nil)
        for notice in collection.takeNotices() { printError(harmless(notice)) }
        for (name, update) in updates {
            for line in SourceReport.skipped(name, update) { printError(harmless(line)) }
        }
    }

    /// Prints what was done to each index.
    package func printUpdates(as format: TableFormat) throws {
        if format == .json {
            return try printJSON(updates.map { Line(source: $0.name, index: $0.update) }, pretty: true)
        }
        try printOutput(updates.map { harmless(SourceReport.sentence($0.name, $0.update)) + "\n" }.joined())
    }
}

extension SourceReport {
    /// Prints passages with their texts.
    package static func print(_ passages: [FoundPassage], as format: TableFormat) throws {
        if format == .json { return try printJSON(passages, pretty: true) }
        let lines = lines(passages, glyphs: TerminalSize.current.glyphs)
        try printOutput(lines.map { $0 + "\n" }.joined())
    }
}
