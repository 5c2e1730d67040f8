import ArgumentParser
import Console
import Evaluation
import Foundation
import Library
import Operations
import Prompting
import Reports
import Sampling
import TextLayout

/// A search for a better prompt from the command line: shows progress, handles Ctrl-C, and writes the winner.
struct ImprovementSession {
    var plan: ImprovementPlan
    /// The file that keeps the outputs; nil for one of Lathe's own.
    var outputs: String?
    var resume: Bool
    /// The new file that the winner is written to; nil for none.
    var out: String?
    var format: StandingFormat

    /// Throws if the winner would overwrite a file.
    static func check(out: String?) throws {
        if let out, FileManager.default.fileExists(atPath: out) {
            throw ValidationError("--out \(out): the file exists already, and nothing is overwritten.")
        }
    }

    /// Returns how a model is asked for instructions by a shipped prompt; nil if none is.
    static func proposals(
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

    /// Searches, prints the result, and writes the prompt that `improved` makes of the winner.
    func run(_ file: PromptFile, improved: (PromptCandidate) -> Prompt) throws {
        for sentence in plan.sentences { printError(sentence) }
        let work = try ImprovementWork(plan, path: outputs, resume: resume)
        let interruption = Interruption(cancel: work.cancel)
        defer { withExtendedLifetime(interruption) {} }
        let teller = ProgressLine.teller
        let outcome = try wait {
            try await work.run(telling: teller) { sentence in
                teller(nil)
                printError(harmless(sentence))
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
        try report.print(as: format)
        if interruption.isInterrupted {
            printError("Interrupted: the outputs are kept in \(harmless(work.path)); --resume continues with them.")
            throw ExitCode.interrupted
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
