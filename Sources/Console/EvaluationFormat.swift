import Evaluation
import History
import Reports
import TextLayout

/// The format in which an evaluation is printed.
package enum EvaluationFormat: String, CaseIterable, Sendable {
    case table, json, markdown, html, csv
}

/// The format in which a sweep is printed.
package enum SweepFormat: String, CaseIterable, Sendable {
    case table, json, markdown, html
}

extension EvaluationOutcome {
    /// Prints the evaluation; notices of a table go to standard error.
    package func print(as format: EvaluationFormat) throws {
        switch format {
        case .table:
            try printOutput(harmless(table(glyphs: TerminalSize.current.glyphs)))
            for notice in record.notices { printError(harmless(commandLineText(of: notice))) }
        case .json: try printJSON(EvaluationJSON(self), pretty: true)
        case .markdown: try printOutput(markdown)
        case .html: try printOutput(EvaluationPage(self).html)
        case .csv: try printForeign(csv)
        }
    }
}

extension SweepOutput {
    /// Prints the sweep; notices of a table go to standard error.
    package func print(as format: SweepFormat) throws {
        switch format {
        case .table:
            try printOutput(harmless(table(glyphs: TerminalSize.current.glyphs)))
            for notice in evaluation.record.notices { printError(harmless(commandLineText(of: notice))) }
        case .json: try printJSON(SweepJSON(self), pretty: true)
        case .markdown: try printOutput(markdown)
        case .html: try printOutput(html)
        }
    }
}
