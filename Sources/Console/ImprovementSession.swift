import Evaluation
import Foundation
import Library
import Operations
import Prompting
import Reports
import Sampling
import TextLayout

/// A search for a better prompt from the command line: shows progress, handles Ctrl-C, and writes the winner.
package struct ImprovementSession {
    let plan: ImprovementPlan
    private let outputs: String?
    private let resume: Bool
    private let out: String?
    let format: StandingFormat

    /// Creates a session.
    ///
    /// - Parameters:
    ///   - plan: What is searched for.
    ///   - outputs: The file that keeps the outputs; nil for one of Lathe's own.
    ///   - resume: Whether outputs of an earlier search are taken over.
    ///   - out: The new file that the winner is written to; nil for none.
    ///   - format: The format of the result.
    package init(plan: ImprovementPlan, outputs: String?, resume: Bool, out: String?, format: StandingFormat) {
        (self.plan, self.outputs, self.resume) = (plan, outputs, resume)
        (self.out, self.format) = (out, format)
    }

    /// Returns how a model is asked for instructions by a shipped prompt; nil if none is.
    package static func proposals(
        _ count: Int?, with model: String?, by name: String, models: LocalModels
    ) throws -> (count: Int, lane: PlannedLane, prompt: Prompt)? {
        guard let count else { return nil }
        let asking = try PromptLibrary.standard.open("improving/\(name)").prompt
        let lanes = try wait {
            try await PlannedLane.all(
                of: asking, replacedBy: [Lane(name: "proposals", model: model)], technique: nil, layout: nil,
                commandLine: SettingsPatch(), models: models)
        }
        return lanes.first.map { (count, $0, asking) }
    }

    /// Searches, prints the result, and writes the prompt that `improved` makes of the winner. Returns whether Ctrl-C ended the
    /// search, and what it found.
    package func run(
        _ file: PromptFile, improved: (PromptCandidate) -> Prompt
    ) throws -> (isInterrupted: Bool, outcome: ImprovementOutcome) {
        for sentence in plan.sentences { printError(sentence) }
        let work = try ImprovementWork(plan, path: outputs, resume: resume)
        let interruption = Interruption(cancel: work.cancel)
        defer { withExtendedLifetime(interruption) {} }
        let outcome = try wait {
            let (teller, table) = (ProgressLine.teller, ProgressTable())
            defer { table.clear() }
            return try await work.run(telling: teller) { sentence in
                teller(nil)
                table.say(harmless(sentence))
            } showing: { outcome in
                teller(nil)
                table.show(Self.standing(of: outcome))
            }
        }
        try work.close()
        var report = ImprovementReport(outcome)
        if let out {
            if outcome.heldOut != nil, outcome.isNowhereWorse, let winner = outcome.winner {
                report.written = try write(improved(winner), of: file, to: out)
            } else {
                printError("Nothing is written to \(harmless(out)).")
            }
        }
        keep(&report)
        try report.print(as: format)
        if interruption.isInterrupted {
            printError("Interrupted: the outputs are kept in \(harmless(work.path)); --resume continues with them.")
        }
        return (interruption.isInterrupted, outcome)
    }

    /// Returns the lines of a table of the race, with room on a terminal for what is said and for the progress.
    private static func standing(of outcome: ImprovementOutcome) -> [String] {
        let terminal = TerminalSize.ofErrors
        return ImprovementReport(outcome).standing(
            width: terminal.columns - 1, most: terminal.isTerminal ? terminal.rows - 3 : nil, glyphs: terminal.glyphs)
    }

    /// Keeps the report beside the outputs. A file of somebody else's stays as it is.
    private func keep(_ report: inout ImprovementReport) {
        let place = report.place
        guard outputs == nil || resume || !FileManager.default.fileExists(atPath: place) else {
            return printError("The report isn't kept: \(harmless(place)) exists already.")
        }
        report.kept = place
        do {
            try Data((json(ImprovementJSON(report), pretty: true) + "\n").utf8).write(
                to: URL(filePath: place), options: .atomic)
        } catch {
            report.kept = nil
            printError("The report can't be kept in \(harmless(place)): \(harmless(error.localizedDescription))")
        }
    }

    /// Writes a prompt to a new file, in the words of the old one where they are the same. Returns its path.
    private func write(_ wanted: Prompt, of file: PromptFile, to path: String) throws -> String {
        var file = file
        for notice in try file.update(to: wanted) { printError(harmless(notice)) }
        try file.save(as: path)
        return path
    }
}
