import Evaluation
import History
import Library
import Operations
import Prompting
import Reports
import Workbench

extension KeptEvaluation {
    /// Takes an evaluation from the history.
    init(_ outcome: EvaluationOutcome) {
        let record = outcome.record
        let unfinished = record.isFinished ? "" : ", unfinished"
        self.init(
            number: outcome.number,
            title:
                "evaluation \(outcome.number ?? 0), \(record.date.inShort)\(unfinished): \(record.prompt.name) on \(record.data.name)",
            prompt: record.readPrompt, path: record.prompt.file, data: DataChoice(path: record.data.path),
            results: EvaluationResults(
                report: outcome.report, answer: record.answer,
                sentences: outcome.metricSentences + (outcome.sentences + record.notices).map(screenText(of:))
                    + [outcome.promptShare].compactMap(\.self), replacesInput: record.data.replacesInput,
                supports: outcome.supports),
            change: record.promptChange)
    }

    /// Takes two evaluations that are compared: the cases that both have, with the lanes of both.
    init(_ comparison: EvaluationComparison) {
        let (first, second) = comparison.records
        self.init(
            number: nil, title: "evaluations \(comparison.first) and \(comparison.second): \(second.prompt.name)",
            prompt: second.readPrompt, path: second.prompt.file, data: DataChoice(path: second.data.path),
            results: EvaluationResults(
                report: comparison.report,
                answer: first.answer == second.answer ? first.answer : "\(first.answer), then \(second.answer)",
                sentences: comparison.caseSentences + comparison.verdicts + comparison.differenceSentences,
                replacesInput: second.data.replacesInput))
    }
}

extension EvaluationRecord {
    /// The prompt in its text; one without content if it can't be read.
    fileprivate var readPrompt: Prompt {
        let file = try? PromptFile(text: prompt.text, name: prompt.name, places: Configuration.current.places)
        var read = file?.prompt ?? Prompt()
        read.name = prompt.name
        return read
    }
}

extension EvaluationOutcome {
    /// Writes the evaluation to a new file, in the format of its ending.
    func write(to path: String) -> Workbench.Message {
        let file = path.expandingHome
        switch file.pathEnding {
        case "html", "htm": return NewFile.write(to: file) { EvaluationPage(self).html }
        case "md", "markdown": return NewFile.write(to: file) { markdown }
        case "csv": return NewFile.write(to: file) { csv }
        case "json": return NewFile.write(to: file) { try json(EvaluationJSON(self), pretty: true) + "\n" }
        default:
            return .notice(
                "\(path) doesn't end in .html, .md, .csv or .json, so its format isn't known.", isError: true)
        }
    }
}

extension String {
    /// The ending of a path, without its dot and in lower case.
    var pathEnding: String {
        lastPathPart.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last.map { $0.lowercased() }
            ?? ""
    }
}
