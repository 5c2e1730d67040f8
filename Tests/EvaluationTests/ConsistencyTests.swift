import Foundation
import Lanes
import Testing

@testable import Evaluation

@Suite struct ConsistencyTests {
    /// The worked example of SelfCheckGPT's documentation, with its figures.
    private let output =
        "Michael Alan Weiner (born March 31, 1942) is an American radio host. He is the host of The Savage Nation."
    private let samples = [
        "Michael Alan Weiner (born March 31, 1942) is an American radio host. He is the host of The Savage Country.",
        "Michael Alan Weiner (born January 13, 1960) is a Canadian radio host. He works at The New York Times.",
        "Michael Alan Weiner (born March 31, 1942) is an American radio host. He obtained his PhD from MIT.",
    ]

    private var measured: MeasuredOutput {
        var measured = MeasuredOutput(output)
        measured.samples = samples
        return measured
    }

    @Test func `the unigram variant has the figures of SelfCheckGPT's own example`() throws {
        let sentences = Consistency(way: .unigram).sentences(of: measured, Findings())
        #expect(
            sentences.map(\.text) == [
                "Michael Alan Weiner (born March 31, 1942) is an American radio host.",
                "He is the host of The Savage Nation.",
            ])
        let means = try sentences.map { try #require($0.surprisal) }
        let largest = try sentences.map { try #require($0.largestSurprisal) }
        #expect(abs(means[0] - 3.1843124277261565) < 1e-9 && abs(means[1] - 3.279774864365169) < 1e-9)
        #expect(abs(largest[0] - 3.4760986898352733) < 1e-9 && abs(largest[1] - 4.574710978503383) < 1e-9)
        #expect(abs(largest.reduce(0, +) / 2 - 4.025404834169328) < 1e-9)
        let whole = try #require(Consistency(way: .unigram).number(for: measured, Findings()))
        #expect(abs(whole - 3.218678904916201) < 1e-9)
    }

    @Test func `a sentence is as supported as samples say on average, and an output as its sentences`() throws {
        let metric = Consistency(way: .question)
        let questions = metric.needs(measured).supporting
        #expect(questions.count == 6 && Set(questions.map(\.text)) == Set(samples))
        var found = Findings()
        for question in questions {
            let isFirst = question.sentence.hasPrefix("Michael")
            found.keep(isFirst ? 0.9 : question.text == samples[0] ? 0.6 : 0, of: question)
        }
        #expect(found.missing(metric.needs(measured)).isEmpty)
        let supports = try metric.sentences(of: measured, found).map { try #require($0.support) }
        #expect(abs(supports[0] - 0.9) < 1e-12 && abs(supports[1] - 0.2) < 1e-12)
        #expect(try abs(#require(metric.number(for: measured, found)) - 0.55) < 1e-12)
    }

    @Test func `without further samples nothing is consistent or not`() {
        for way in [Consistency.Way.question, .unigram] {
            let metric = Consistency(way: way)
            #expect(metric.value(MeasuredOutput(output)) == nil && metric.needs(MeasuredOutput(output)).isEmpty)
            #expect(metric.samplesNeeded == .texts)
        }
    }

    @Test func `the entropy of answers is that of their shares, those without an answer being one more`() {
        #expect(AnswerEntropy.entropy(of: ["4", "4", "4"]) == 0)
        #expect(abs(AnswerEntropy.entropy(of: ["4", "5"]) - 1) < 1e-12)
        #expect(abs(AnswerEntropy.entropy(of: ["4", "4", nil, nil]) - 1) < 1e-12)
        #expect(abs(AnswerEntropy.entropy(of: ["a", "b", "c", "a"]) - 1.5) < 1e-12)
        #expect(AnswerEntropy().value(MeasuredOutput("4")) == nil)
    }

    @Test func `answers that are equal by their type mean the same`() throws {
        let outputs = [["It is 0.5.", "The answer is 1/2.", "50 out of 100, so .5"], ["1", "2", "3"]].enumerated().map {
            index, texts in
            CaseOutput(id: "\(index)", lane: "A", samples: texts.map { CaseOutput.Sample(text: $0) })
        }
        let cases = (0..<2).map { Case(id: "\($0)", variables: [:], expected: ["0.5"]) }
        let scorer = try Scorer(.number, answerSentence: "The answer is")
        let report = EvaluationReport(outputs, of: cases, lanes: ["A"], scorer: { _ in scorer }, seed: nil)
        let scores = MetricScores(AnswerEntropy(), of: report, seed: 1)
        #expect(try abs(#require(scores.lanes[0].value) - log2(3) / 2) < 1e-12)
        #expect(report.cases.map(\.answerEntropy).map { ($0 ?? -1).rounded() } == [0, 2])
        // The case that is right has the smaller entropy.
        #expect(scores.lanes[0].telling?.area == 1 && scores.lanes[0].telling?.right == 1)
    }

    @Test func `outputs are sure and wrong, or unsure, by the entropy of their answers`() throws {
        // 0, 0.81, 1 and 2 bits; the first and the second case are wrong by their vote, the third is unsure and right.
        let answers = [
            ["7", "7", "7", "7"], ["7", "7", "7", "4"], ["4", "4", "5", "5"], ["1", "2", "3", "5"],
            ["4", "4", "4", "4"],
        ]
        let outputs = answers.enumerated().map { index, texts in
            CaseOutput(id: "\(index)", lane: "A", samples: texts.map { CaseOutput.Sample(text: $0) })
        }
        func sureness(expected: [String]) throws -> Sureness {
            let cases = outputs.map { Case(id: $0.id, variables: [:], expected: expected) }
            let scorer = try Scorer(.number, answerSentence: "")
            let report = EvaluationReport(outputs, of: cases, lanes: ["A"], scorer: { _ in scorer }, seed: nil)
            return try #require(MetricScores(AnswerEntropy(), of: report, seed: 1).lanes[0].sureness)
        }
        let found = try sureness(expected: ["4"])
        #expect(found.sureAndWrong == 2 && found.unsure == 2)
        #expect(try sureness(expected: []).sureAndWrong == 0)
    }

    @Test func `each output has its sentences, and the number of different samples`() throws {
        let texts = ["Yes. It rains.", "Yes. It rains.", "No. It snows.", "No. It snows."]
        let outputs = [CaseOutput(id: "1", lane: "A", samples: texts.map { CaseOutput.Sample(text: $0) })]
        let scorer = try Scorer(.yesNo, answerSentence: "")
        let report = EvaluationReport(
            outputs, of: [Case(id: "1", variables: [:], expected: ["yes"])], lanes: ["A"], scorer: { _ in scorer },
            seed: nil)
        let scores = MetricScores(Consistency(way: .unigram), of: report, seed: 1)
        let support = try #require(scores.supports?.first)
        #expect(
            support.samples == 3 && support.distinct == 2 && support.sentences.map(\.text) == ["Yes.", "It rains."])
        #expect(scores.lanes[0].telling == nil)
        let data = try JSONEncoder().encode(scores)
        #expect(try JSONDecoder().decode(MetricScores.self, from: data) == scores)
        #expect(MetricScores(RougeL(), of: report, seed: 1).supports == nil)
    }
}
