import Reports
import TextLayout

extension JudgeReport {
    /// Prints the report.
    package func print(as format: StandingFormat) throws {
        switch format {
        case .table: try printOutput(harmless(text))
        case .json: try printJSON(self, pretty: true)
        case .markdown: try printOutput(markdown)
        }
    }
}

extension RubricReport {
    /// Prints the report.
    package func print(as format: StandingFormat) throws {
        switch format {
        case .table: try printOutput(harmless(text))
        case .json: try printJSON(self, pretty: true)
        case .markdown: try printOutput(markdown)
        }
    }
}
