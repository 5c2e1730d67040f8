import ArgumentParser
import Evaluation

/// Options for reading answers from outputs.
struct AnswerArguments: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "number, choice:A-E, choice:Positive|Negative, yes-no, letters, text, regex:…, json:path, tool:… (default: the prompt's, else guessed from the right answers).",
            valueName: "type"))
    var answer: String?

    @Option(help: "The answer that counts in an output that announces none.")
    var pick: AnswerPick = .last

    @OptionGroup var near: ToleranceArguments

    func validate() throws {
        if let type = try type { _ = try near.applied(to: type) }
    }

    var type: AnswerType? { get throws { try Self.read(answer) } }

    /// Reads what a command was given as the form of answers.
    static func read(_ answer: String?) throws -> AnswerType? {
        do throws(AnswerTypeError) {
            return try answer.map { text throws(AnswerTypeError) in try AnswerType(text) }
        } catch {
            throw ValidationError("--answer \(answer ?? ""): \(error)")
        }
    }
}
