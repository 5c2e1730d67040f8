import ArgumentParser
import Evaluation
import Foundation
import Library
import Prompting
import TextLayout

extension AnswerPick: ExpressibleByArgument {}

struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Says how many outputs made elsewhere are right, and how sure that is.",
        discussion: """
            OUTPUTS is JSON Lines: "output", a text, and "answer", what is right, a text, a number or a list of these, any of \
            which will do. In an output with the answer sentence the first answer after its last occurrence counts, otherwise \
            --pick decides. Outputs without an answer are counted as "unparsed"; they are not right. The interval is Wilson's, \
            of 95 %. Lines that can't be read are named, and the exit code is 1 in the end.

            ANSWERS
              number                       1,234.50, $5, 50% (equals 50), -3, 3/4, 1만 2천원
              choice:A-E                   (B), B., B), B: or B alone
              choice:Positive|Negative     whole words in any case
              yes-no                       yes and no in any case; 예, 네, 아니오, 아니요
              letters                      nk, N, K or n-k
              text                         without case, punctuation and articles, as SQuAD's
              regex:(\\d+) apples           the first group, or the whole match
              json:items[0].price          a value in JSON, in a fence or amid prose

            EXAMPLES
              lathe score outputs.jsonl --answer number
              lathe score outputs.jsonl --answer "choice:Positive|Negative" --pick first --format json
              lathe score - --answer text --answer-sentence "정답은" < outputs.jsonl
            """)

    @Argument(help: "A file of outputs and right answers, or -.")
    var outputs: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What form the answers have; see above.", valueName: "type"))
    var answer: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The sentence that an answer follows; empty for none.", valueName: "text"))
    var answerSentence = Wording().answerSentence

    @Option(help: "Which answer counts in an output without the answer sentence.")
    var pick: AnswerPick = .last

    @Option(help: "How it is printed.")
    var format: TableFormat = .table

    func validate() throws { _ = try extractor() }

    func run() throws {
        let data = outputs == "-" ? FileHandle.standardInput.readDataToEndOfFile() : try fileContents(outputs)
        let place = outputs == "-" ? "Standard input" : outputs
        guard let score = OutputScorer(try extractor()).score([UInt8](data)) else {
            throw Failure("The expression takes too long for many of the outputs; see whether it repeats a repetition.")
        }
        guard score.count > 0 || !score.badLines.isEmpty else {
            throw Failure("\(place) has no outputs; a line is {\"output\": …, \"answer\": …}.")
        }
        if score.count > 0 { try ScoreReport(score).show(format) }
        for line in ScoreReport.notices(score, place: place) { printError(harmless(line)) }
        if !score.badLines.isEmpty { throw ExitCode.failure }
    }

    private func extractor() throws -> AnswerExtractor {
        do {
            return try AnswerExtractor(AnswerType(answer), answerSentence: answerSentence, pick: pick)
        } catch {
            throw ValidationError("--answer: \(error)")
        }
    }
}
