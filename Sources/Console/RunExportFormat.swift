import History
import Reports

/// The format in which whole runs are written.
package enum RunExportFormat: String, CaseIterable, Sendable {
    case json, jsonl, markdown, csv, html

    /// Writes runs to a file, nil being standard output. `forEachRun` hands over one at a time.
    package func write(
        to path: String?, replaces: Bool, _ forEachRun: ((RecordedRun) throws -> Void) throws -> Void
    ) throws {
        let sink = try OutputSink(path, replaces: replaces)
        var count = 0
        try sink.orRemoved {
            if self == .csv { try sink.write(RunTable.header) }
            if self == .json { try sink.write("[") }
            try forEachRun { recorded in
                count += 1
                switch self {
                case .json: try sink.write((count == 1 ? "\n" : ",\n") + (try Reports.json(recorded, pretty: true)))
                case .jsonl: try sink.write(try Reports.json(recorded, pretty: false) + "\n")
                case .markdown: try sink.write((count == 1 ? "" : "\n") + RecordedRunText(recorded).markdown)
                case .csv: try sink.write(RunTable.rows(recorded))
                case .html: try sink.write(ReportPage(RunReport(recorded), of: recorded).html)
                }
            }
            if self == .json { try sink.write(count == 0 ? "]\n" : "\n]\n") }
            try sink.finish()
        }
        if path != nil { printError(count == 1 ? "Wrote 1 run." : "Wrote \(count) runs.") }
    }
}
