import Evaluation
import Foundation
import Library
import Operations
import Prompting
import TextLayout

extension ImprovementSession {
    /// Asks on a terminal which candidate shall stand beside the prompt as it is. Returns the path of a new prompt file with both
    /// as lanes; nil if none is wanted.
    package func askForLanes(_ outcome: ImprovementOutcome, _ prompt: Prompt) throws -> String? {
        guard format == .table, TerminalSize.current.isTerminal, isatty(STDIN_FILENO) == 1,
            let best = outcome.race.standing.first(where: { $0.number != 0 && $0.count > 0 })
        else { return nil }
        let first = outcome.candidates[best.number]
        try printOutput(
            "\nEnter opens candidate \(first.name) beside the prompt as it is, as lanes; the name of another one opens that; q leaves.\n"
        )
        while true {
            try printOutput("> ")
            guard let line = readLine() else { return nil }
            let word = line.trimmingCharacters(in: .whitespaces)
            if word == "q" { return nil }
            let named = outcome.candidates.dropFirst().first { $0.name == word }
            if let candidate = word.isEmpty ? first : named {
                return try save(candidate, beside: prompt, near: outcome.results)
            }
            try printOutput(harmless("There is no candidate \(word).") + "\n")
        }
    }

    /// Writes both as lanes to a file that isn't there yet, beside the outputs. Returns its path.
    func save(_ candidate: PromptCandidate, beside prompt: Prompt, near results: String) throws -> String {
        let asked = plan.lane.lane
        let lane = Lane(name: "", technique: asked.technique, layout: asked.layout, model: asked.model)
        let stem =
            (results.hasSuffix(".jsonl") ? String(results.dropLast(6)) : results) + ".candidate-\(candidate.name)"
        var path = stem + ".prompt.yaml"
        var number = 2
        while FileManager.default.fileExists(atPath: path) {
            path = "\(stem)-\(number).prompt.yaml"
            number += 1
        }
        var file = try PromptFile(
            new: candidate.beside(prompt, like: lane), path: path, places: Configuration.current.places)
        try file.save()
        return path
    }
}
