import ArgumentParser
import Console
import Evaluation
import Foundation
import Operations
import Prompting
import Remedies
import Reports
import TextLayout

extension AnswerPick: ExpressibleByArgument {}

struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Scores outputs that were made elsewhere: how many are right, and how sure that is.",
        discussion: """
            OUTPUTS is a file as `lathe eval` reads data: JSON Lines, JSON, CSV or TSV. It has "output", a text, and "answer", the right \
            answer: a text, a number or a list of these, of which one is enough. What an output announces counts: the last \\boxed{…}, else what follows the last "The answer is", \
            "####", "Answer:" and the like; otherwise --pick decides. Outputs without an answer, or with several at once, are counted \
            as "unread"; they count as wrong. See `lathe help answers`. The reasons are counted. The interval is Wilson's, of 95 %. Lines that can't be read are reported, and the exit code is then 1. With --metric the same outputs are \
            measured, with or without --answer; outputs for which a metric has no value are counted.

            ANSWERS
              number                       1,234.50, $5, 50%, -3, 3/4, \\frac{9}{7}, 2^{10}, 25 m^2, twenty-one, 1만 2천원
              choice:A-E                   (B), b), B., **B**, ②, ㄴ., "B is right"
              choice:Positive|Negative     whole words in any case, unless denied
              yes-no                       yes, y, true, no, nope; 예, 네, 아니요, 아닙니다
              letters                      nk, N, K or n-k
              text                         without case, punctuation and articles, as SQuAD's
              regex:(\\d+) apples           the first group, or the whole match
              json:items[0].price          a value in JSON, in a fence or amid prose

            EXAMPLES
              lathe score outputs.jsonl --answer number
              lathe score outputs.jsonl --answer "choice:Positive|Negative" \\
                  --pick first --format json
              lathe score outputs.jsonl --metric f1 --metric cosine \\
                  --embedding-model bge-small
              lathe score - --answer text --answer-sentence "정답은" < outputs.jsonl
            """)

    @Argument(help: "A file of outputs and right answers, or -.")
    var outputs: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The form of the answers; see above.", valueName: "type"))
    var answer: String?

    @OptionGroup(title: "Metrics") var measures: MeasureArguments

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "A sentence that an answer follows, besides the usual ones; empty for none at all.", valueName: "text"))
    var answerSentence = Wording().answerSentence

    @Option(help: "The answer that counts in an output that announces none.")
    var pick: AnswerPick = .last

    @OptionGroup var near: ToleranceArguments

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
        let place = outputs == "-" ? "Standard input" : outputs
        let source = try DataSource(file: outputs)
        var report = ScoreReport()
        var (badRows, notices): ([BadRow], [Notice]) = ([], [])
        var abandoned: [RowPlace] = []
        if let extractor = try extractor() {
            guard let score = try OutputScorer(extractor).score(source, path: outputs) else {
                throw Failure(
                    "The expression takes too long for many of the outputs; see whether it repeats a repetition.")
            }
            report.add(score)
            if score.repaired > 0 {
                printError(
                    "In \(score.repaired) outputs JSON had to be mended: a comma before a bracket, or a line break in a text."
                )
            }
            (badRows, abandoned, notices) = (score.badRows, score.abandoned, score.notices)
        }
        if !measures.metric.isEmpty {
            let texts = try OutputTexts(source, path: outputs)
            if answer == nil { (badRows, notices) = (texts.badRows, texts.notices) }
            try measure(texts, &report)
        }
        for notice in notices { printError(harmless(commandLineText(of: notice))) }
        guard report.n > 0 || !badRows.isEmpty else {
            throw Failure("\(place) has no outputs; a line is {\"output\": …, \"answer\": …}.")
        }
        if report.n > 0 { try show(report) }
        for line in ScoreReport.notices(badRows, abandoned, place: place) { printError(harmless(line)) }
        if !badRows.isEmpty { throw ExitCode.failure }
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
        guard let answer else {
            guard near.tolerance == nil else { throw ValidationError("--tolerance needs --answer number.") }
            return nil
        }
        do {
            return try AnswerExtractor(
                near.applied(to: AnswerType(answer)), answerSentence: answerSentence,
                sentences: answerSentence.isEmpty ? [] : AnswerForm.usualSentences, pick: pick)
        } catch let error as AnswerTypeError {
            throw ValidationError("--answer: \(error)")
        }
    }
}
