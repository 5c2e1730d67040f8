import Reports
import TextLayout

extension JudgeReport {
    /// Prints the report.
    package func print(as format: StandingFormat) throws {
        switch format {
        case .table: try printReport(text, alarm: alarm)
        case .json: try printJSON(self, pretty: true)
        case .markdown: try printOutput(markdown)
        }
    }
}

extension RubricReport {
    /// Prints the report.
    package func print(as format: StandingFormat) throws {
        switch format {
        case .table: try printReport(text, alarm: alarm)
        case .json: try printJSON(self, pretty: true)
        case .markdown: try printOutput(markdown)
        }
    }
}

/// Prints a report; the sentence because of which it can't be believed is red where the terminal shows colours.
private func printReport(_ text: String, alarm: String?) throws {
    let text = harmless(text)
    try printOutput(
        TerminalSize.current.showsColors ? AlarmText.colored(text, alarm: alarm.map { harmless($0) }) : text)
}
