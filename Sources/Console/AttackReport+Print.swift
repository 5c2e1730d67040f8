import Evaluation
import Reports
import TextLayout

extension AttackReport {
    /// Prints the report, with the outputs of attacks that got through if `listingBroken`.
    package func print(as format: StandingFormat, listingBroken: Bool) throws {
        switch format {
        case .table:
            try printOutput(harmless(table(listingBroken: listingBroken), glyphs: TerminalSize.current.glyphs))
        case .json: try printJSON(AttackJSON(self), pretty: true)
        case .markdown: try printOutput(markdown(listingBroken: listingBroken))
        }
    }
}
