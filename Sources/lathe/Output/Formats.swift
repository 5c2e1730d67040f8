import ArgumentParser
import Reports
import TextLayout

extension ReportFormat: ExpressibleByArgument {}
extension TableFormat: ExpressibleByArgument {}

extension TextTable {
    /// Prints the table in the width of the terminal.
    func show() throws {
        let terminal = TerminalSize.current
        try printOutput(lines(width: terminal.columns, glyphs: terminal.glyphs).map { $0 + "\n" }.joined())
    }
}
