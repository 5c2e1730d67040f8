import Evaluation
import Foundation
import Lanes
import Sampling
import Testing
import TextLayout

@testable import History
@testable import Reports

/// The likelihoods of texts and of answers, as commands print them.
struct LikelihoodReportTests {
    /// An evaluation of one lane, for two cases with two possible answers.
    private static func outcome() throws -> EvaluationOutcome {
        var outcome = try EvaluationExportTests.outcome()
        let scorer = try Scorer(.choice(["Positive", "Negative"]), answerSentence: "")
        let cases = ["a", "b"].map { Case(id: $0, variables: ["review": $0], expected: ["Positive"]) }
        let outputs = zip(cases, [-0.25, -2]).map { one, logarithm in
            var output = CaseOutput(id: one.id, lane: "cool", samples: [.init(text: "Positive")])
            output.labels = [
                LabelScore(label: "Positive", logProbability: logarithm, prior: 0.25),
                LabelScore(label: "Negative", logProbability: -1.5, prior: 0.75),
            ]
            return output
        }
        outcome.report = EvaluationReport(outputs, of: cases, lanes: ["cool"], scorer: { _ in scorer }, seed: 1)
        outcome.record.lanes.removeLast()
        outcome.record.likelihood = LikelihoodRecord(
            labels: [AnswerLabel("Positive"), AnswerLabel("Negative")], corrections: [.contextual])
        return outcome
    }

    @Test func `a text of which a token has no probability is told as such, also in JSON`() throws {
        let token = TokenLikelihood(token: 3, logProbability: -.infinity, rank: 9, likeliest: 5)
        let likelihood = Likelihood(text: "a", writings: [Likelihood.Writing(text: "a", tokens: [token])])
        let report = LikelihoodReport([likelihood]) { "<\($0)>" }
        let written = try json(report, pretty: false)
        #expect(written.contains("\"probability\":0") && !written.contains("logProbability"))
        let table = report.table(columns: 80, glyphs: .ascii)
        #expect(table.contains("Probability: log -inf, 0 %"), "\(table)")
    }

    @Test func `the shares of answers are told as bars, the likeliest first, and as figures`() throws {
        let scores = [
            LabelScore(label: "Negative", logProbability: log(0.1)),
            LabelScore(label: "Positive", logProbability: log(0.3)),
        ]
        let report = LikelihoodReport([], answers: scores) { "<\($0)>" }
        let lines = report.table(columns: 60, glyphs: .unicode).split(separator: "\n").map(String.init)
        #expect(lines[0].hasPrefix("Positive ━━━━━━━━━━━━━") && lines[0].hasSuffix(" 75 % · Negative ━━━━━━━ 25 %"))
        #expect(lines[2].hasPrefix("Positive") && lines[2].contains("75 %") && lines[2].contains("-1.204"))
        // By character: log 0.3 over 8.
        #expect(lines[2].hasSuffix("-0.150"))
        #expect(lines.last?.contains("40 % of the probability together: the model would mostly") == true, "\(lines)")
        let written = try json(report, pretty: false)
        #expect(written.contains("\"label\":\"Negative\"") && written.contains("\"mass\":"), "\(written)")
    }

    @Test func `several texts have shares beside each other, one alone has none`() throws {
        let likelihoods = [("Paris", -1.0), ("Lyon", -3.0)].map { text, logarithm in
            let token = TokenLikelihood(token: 3, logProbability: logarithm, rank: 1, likeliest: 3)
            return Likelihood(text: text, writings: [Likelihood.Writing(text: text, tokens: [token])])
        }
        let both = LikelihoodReport(likelihoods) { "<\($0)>" }
        let table = both.table(columns: 80, glyphs: .ascii)
        #expect(table.contains("\"Paris\" ##") && table.contains(" 88 % - \"Lyon\" ") && table.contains("rank"))
        #expect(!table.contains("possible answers"))
        let alone = LikelihoodReport([likelihoods[0]]) { "<\($0)>" }
        #expect(try json(both, pretty: false).contains("\"shares\":["))
        #expect(try !json(alone, pretty: false).contains("shares"))
        #expect(!alone.table(columns: 80, glyphs: .ascii).contains("by character"))
    }

    @Test func `where there is no room, bars are left out first and then the least likely answers`() {
        let line = ShareLine(shares: [("Positive", 0.7), ("Neutral", 0.298), ("Negative", 0.002)])
        #expect(line.text(columns: 60, glyphs: .ascii).hasPrefix("Positive ######### 70 %"))
        #expect(line.text(columns: 44, glyphs: .ascii) == "Positive 70 % - Neutral 30 % - Negative <1 %")
        #expect(line.text(columns: 30, glyphs: .ascii) == "Positive 70 % - Neutral 30 %")
        #expect(line.text(columns: 5, glyphs: .ascii) == "Positive 70 %")
    }

    @Test func `an evaluation by likelihood is told with its calibration, and with what corrections make of it`() throws
    {
        let outcome = try Self.outcome()
        let table = outcome.table(glyphs: .ascii)
        for part in [
            "the likelihoods of 2 answers", "by character", "log loss", "contextual", "how often the likeliest",
        ] {
            #expect(table.contains(part), "\(part) isn't in \(table)")
        }
        #expect(!table.contains("unread"))
        #expect(
            outcome.markdown.contains("| lane | correction | accuracy |") && outcome.markdown.contains("| contextual |")
        )
        let page = EvaluationPage(outcome).html
        #expect(page.components(separatedBy: "<svg class=\"reliability\"").count == 3)
        #expect(page.contains("likelihoods of") && !page.contains("at once"))
        let written = try json(EvaluationJSON(outcome), pretty: false)
        #expect(written.contains("\"score\":\"likelihood\"") && written.contains("\"contextual\":{"))
    }

    @Test func `CSV has each answer's logarithm and share, and whether the likeliest by character is right`() throws {
        let lines = try Self.outcome().csv.split(separator: "\r\n").map(String.init)
        let heading = try #require(lines.first?.components(separatedBy: ","))
        let names = [
            "correctByCharacter", "logProbability[Positive]", "share[Positive]", "logProbability[Negative]",
            "share[Negative]",
        ]
        let places = names.compactMap { heading.firstIndex(of: $0) }
        try #require(places.count == names.count && lines.count > 2)
        let rows = [1, 2].map { lines[$0].components(separatedBy: ",") }
        // The two answers are of the same length; in the second case the wrong one is likelier.
        #expect(places.map { rows[0][$0] } == ["1", "-0.250000", "0.777300", "-1.500000", "0.222700"])
        #expect(places.map { rows[1][$0] } == ["0", "-2.000000", "0.377541", "-1.500000", "0.622459"])
        #expect(try !EvaluationExportTests.outcome().csv.contains("correctByCharacter"))
    }
}
