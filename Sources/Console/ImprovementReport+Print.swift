import Reports
import TextLayout

extension ImprovementReport {
    /// Prints the report.
    package func print(as format: StandingFormat) throws {
        let terminal = TerminalSize.current
        switch format {
        case .table: try printOutput(harmless(table(width: terminal.columns, glyphs: terminal.glyphs)))
        case .json: try printJSON(ImprovementJSON(self), pretty: true)
        case .markdown: try printOutput(markdown)
        }
    }
}
