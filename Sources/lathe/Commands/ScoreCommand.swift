import ArgumentParser
import Evaluation
import Foundation
import Operations
import Prompting
import Reports
import TextLayout

extension AnswerPick: ExpressibleByArgument {}

struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Scores outputs that were made elsewhere: how many are right, and how sure that is.",
        discussion: """
            OUTPUTS is JSON Lines with "output", a text, and "answer", the right answer: a text, a number or a list of these, of \
            which one is enough. In an output with the answer sentence, the first answer after its last occurrence counts; otherwise \
            --pick decides. Outputs without an answer are counted as "unparsed"; they count as wrong. The interval is Wilson's, \
            of 95 %. Lines that can't be read are reported, and the exit code is then 1. With --metric the same outputs are \
            measured, with or without --answer; outputs for which a metric has no value are counted.

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
              lathe score outputs.jsonl --metric f1 --metric cosine --embedding-model bge-small
              lathe score - --answer text --answer-sentence "정답은" < outputs.jsonl
            """)

    @Argument(help: "A file of outputs and right answers, or -.")
    var outputs: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The form of the answers; see above.", valueName: "type"))
    var answer: String?

    @OptionGroup var measures: MeasureArguments

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The sentence that an answer follows; empty for none.", valueName: "text"))
    var answerSentence = Wording().answerSentence

    @Option(help: "The answer that counts in an output without the answer sentence.")
    var pick: AnswerPick = .last

    @Option(help: "The format of the output.")
    var format: TableFormat = .table

    func validate() throws {
        _ = try extractor()
        if answer == nil, measures.metric.isEmpty {
            throw ValidationError(
                "Missing expected argument '--answer <type>'; it may be left out only if there is a --metric.")
        }
    }

    func run() throws {
        let data = outputs == "-" ? FileHandle.standardInput.readDataToEndOfFile() : try InputFile.bytes(of: outputs)
        let place = outputs == "-" ? "Standard input" : outputs
        let bytes = [UInt8](data)
        var report = ScoreReport()
        var badLines: [OutputScore.BadLine] = []
        var abandoned: [Int] = []
        if let extractor = try extractor() {
            guard let score = OutputScorer(extractor).score(bytes) else {
                throw Failure(
                    "The expression takes too long for many of the outputs; see whether it repeats a repetition.")
            }
            report.add(score)
            (badLines, abandoned) = (score.badLines, score.abandoned)
        }
        if !measures.metric.isEmpty {
            let texts = OutputTexts(bytes)
            if answer == nil { badLines = texts.badLines }
            try measure(texts, &report)
        }
        guard report.n > 0 || !badLines.isEmpty else {
            throw Failure("\(place) has no outputs; a line is {\"output\": …, \"answer\": …}.")
        }
        if report.n > 0 { try show(report) }
        for line in ScoreReport.notices(badLines, abandoned, place: place) { printError(harmless(line)) }
        if !badLines.isEmpty { throw ExitCode.failure }
    }

    private func show(_ report: ScoreReport) throws {
        guard format == .table else { return try printJSON(report, pretty: true) }
        try report.table.show()
        for use in report.textModels ?? [] { printError(harmless(use.sentence)) }
    }

    private func measure(_ texts: OutputTexts, _ report: inout ScoreReport) throws {
        let models = TextModels(measures.models, lanes: [], threads: nil)
        let interruption = Interruption(cancel: models.cancel)
        let needs = texts.needs(measures.metrics)
        try wait { try await models.measure(needs, telling: ProgressLine.teller) }
        if interruption.isInterrupted { throw ExitCode.interrupted }
        report.add(texts, metrics: measures.metrics, found: models.findings, models: models.used)
    }

    private func extractor() throws -> AnswerExtractor? {
        guard let answer else { return nil }
        do {
            return try AnswerExtractor(AnswerType(answer), answerSentence: answerSentence, pick: pick)
        } catch {
            throw ValidationError("--answer: \(error)")
        }
    }
}
