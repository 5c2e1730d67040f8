import Evaluation
import Reports
import TextLayout

/// The format in which the standing of lanes is printed.
package enum StandingFormat: String, CaseIterable, Sendable {
    case table, json, markdown
}

extension PairStanding {
    /// Prints the standing.
    package func print(as format: StandingFormat) throws {
        switch format {
        case .table: try printOutput(harmless(text))
        case .json: try printJSON(PairStandingJSON(self), pretty: true)
        case .markdown: try printOutput(markdown)
        }
    }
}
