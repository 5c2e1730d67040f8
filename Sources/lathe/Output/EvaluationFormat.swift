import ArgumentParser
import Evaluation
import History
import Reports
import TextLayout

/// The format in which an evaluation is printed.
enum EvaluationFormat: String, CaseIterable, ExpressibleByArgument {
    case table, json, markdown, html, csv
}

/// The format in which a sweep is printed.
enum SweepFormat: String, CaseIterable, ExpressibleByArgument {
    case table, json, markdown
}

extension EvaluationOutcome {
    func print(as format: EvaluationFormat) throws {
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
    func print(as format: SweepFormat) throws {
        switch format {
        case .table:
            try printOutput(harmless(table(glyphs: TerminalSize.current.glyphs)))
            for notice in evaluation.record.notices { printError(harmless(commandLineText(of: notice))) }
        case .json: try printJSON(SweepJSON(self), pretty: true)
        case .markdown: try printOutput(markdown)
        }
    }
}
