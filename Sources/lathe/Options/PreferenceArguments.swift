import ArgumentParser
import Console
import Evaluation
import Foundation
import History
import Interchange
import Library
import Operations
import Reports

/// What `--to` names: another program's format for prompts, or a format of preference data.
enum ExportFormat: ExpressibleByArgument {
    case prompt(InterchangeFormat)
    case preferences(PreferenceFormat)

    init?(argument: String) {
        if let format = InterchangeFormat(argument: argument) {
            self = .prompt(format)
        } else if let format = PreferenceFormat(rawValue: argument) {
            self = .preferences(format)
        } else {
            return nil
        }
    }

    static var allValueStrings: [String] {
        InterchangeFormat.allValueStrings + PreferenceFormat.allCases.map(\.rawValue)
    }
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
    static var preferenceNames: String { PreferenceFormat.allCases.map(\.rawValue).joined(separator: ", ") }
}

extension PreferenceForm: ExpressibleByArgument {}

/// Options for data made of verdicts.
struct PreferenceArguments: ParsableArguments {
    @Flag(
        help: "Writes the verdicts on the prompt's outputs, or those in a file of pairs (.jsonl), as data to train on.")
    var preferences = false

    @Option(help: "Whether texts stand as turns of a chat or as texts.")
    var form: PreferenceForm = .conversation

    @Option(help: "Takes the verdicts of people, or those of models.")
    var by: Voter.Kind = .person

    @Option(help: "Takes only verdicts of this person or model.")
    var voter: String?

    @Option(
        help: ArgumentHelp(
            "Leaves out texts that are the same up to this length, because training will cut them there.",
            valueName: "characters"))
    var cut: Int?

    @Option(help: ArgumentHelp("The share of the cases that --test-output gets, 0...1.", valueName: "share"))
    var testShare: Double?

    @Option(help: "Takes the right answers of this kept evaluation, for --to sft, in place of verdicts.")
    var evaluation: Int64?

    @Option(help: "The file for the test part.")
    var testOutput: String?

    func validate() throws {
        if let cut, cut < 1 { throw ValidationError("--cut is \(cut); it must be at least 1.") }
        if let testShare, !(0...1).contains(testShare) {
            throw ValidationError("--test-share is \(testShare); it must be 0...1, as 0.1 for 10 %.")
        }
        guard (testShare == nil) == (testOutput == nil) else {
            throw ValidationError("--test-share and --test-output belong together.")
        }
        guard preferences || (cut == nil && testShare == nil && voter == nil && evaluation == nil) else {
            throw ValidationError(
                "--cut, --test-share, --test-output, --voter and --evaluation belong to --preferences.")
        }
        if evaluation != nil, cut != nil || voter != nil || by != .person {
            throw ValidationError("--cut, --voter and --by choose verdicts; --evaluation takes right answers instead.")
        }
    }

    /// Returns the lines to train on, and those to test with if they were asked for. `say` gets what was left out.
    func texts(of file: String, as format: PreferenceFormat, saying say: (String) -> Void) throws -> (String, String?) {
        let lines: (_ isIncluded: (String) -> Bool) throws -> [String]
        if let evaluation {
            guard format == .sft else { throw ValidationError("--evaluation belongs to --to sft.") }
            let answers = try PreferenceSource.rightAnswers(of: evaluation, for: file)
            say("\(answers.count) right answers of evaluation \(evaluation), each text once a case.")
            lines = { isIncluded in
                try PreferenceLines.lines(answers.filter { isIncluded($0.caseID) }, form: form)
            }
        } else {
            let pairs = try PreferenceSource.pairs(of: file, by: by, voter: voter)
            let set = PreferenceSet(pairs, cut: cut, keepsCalls: false)
            for sentence in set.sentences { say(sentence) }
            lines = PreferenceLines(set, as: format, form: form).lines
        }
        guard let testShare else { return (try lines { _ in true }.joined(), nil) }
        let train = try lines { !PreferenceSet.isTest($0, share: testShare) }
        let test = try lines { PreferenceSet.isTest($0, share: testShare) }
        say("\(train.count) lines to train on and \(test.count) to test with; no case is in both.")
        return (train.joined(), test.joined())
    }
}
