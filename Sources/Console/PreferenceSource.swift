import Evaluation
import Foundation
import History
import Library
import Operations
import Reports

/// Finds what preference data is made of.
package enum PreferenceSource {
    /// Returns the right answers of a kept evaluation of a prompt.
    package static func rightAnswers(of number: Int64, for file: String) throws -> [AcceptedAnswer] {
        let outcome = try withHistory { try $0.evaluation(number) }
        let name = try PromptLibrary.standard.open(file).prompt.name
        guard outcome.record.prompt.name == name || outcome.record.prompt.name == file else {
            throw Failure("Evaluation \(number) is of the prompt \(outcome.record.prompt.name), not of \(file).")
        }
        let answers = try outcome.accepted(in: Configuration.current.places)
        if answers.isEmpty { throw Failure("Evaluation \(number) has no right answers.") }
        return answers
    }

    /// Returns the verdicts of people, or those of models, on a prompt's outputs, or those in a file of pairs.
    package static func pairs(of file: String, by: Voter.Kind, voter: String?) throws -> [Pair] {
        if file.hasSuffix(".jsonl") {
            let (pairs, bad) = PairLines.read(Data(try InputFile.text(of: file).utf8))
            if let first = bad.first { throw Failure("\(file), line \(first): this is no pair.") }
            return pairs.filter { $0.voter.kind == by && (voter == nil || $0.voter.name == voter) }
        }
        let opened = try PromptLibrary.standard.open(file)
        let name = opened.prompt.name.isEmpty ? file : opened.prompt.name
        let found = try withHistory { try $0.pairs(PairFilter(prompt: name, kind: by, voter: voter)) }
        if found.isEmpty {
            throw Failure("There are no verdicts of \(by == .person ? "people" : "models") on \(name).")
        }
        return found
    }
}
