import Foundation
import Lanes
import Prompting
import Sampling
import Synchronization
import Testing

@testable import Evaluation

@Suite struct LikelihoodScoringTests {
    /// A case of Reference/likelihood.json beside the engine's tests: llama-cpp-python's likelihoods, and the choices that
    /// lm-evaluation-harness's rules make of them.
    private struct Figures: Decodable {
        let labels: [String]
        let expected: Int
        let likelihoods: [Double]
        let acc: Int
        let accNorm: Int
    }

    private func output(_ scores: [LabelScore]) -> CaseOutput {
        var output = CaseOutput(
            id: "1", lane: "A", samples: [CaseOutput.Sample(text: scores.likeliest.map { scores[$0].label } ?? "")])
        output.labels = scores
        return output
    }

    private func run(
        _ cases: [Case], labels: [AnswerLabel], logProbability: @escaping @Sendable (String, String) -> Double
    ) async -> [CaseOutput] {
        let lane = EvaluatedLane(
            name: "A", engine: ScriptedEngine([:], logProbability: logProbability), engineKey: "one"
        ) { one throws(PromptError) in
            let text = "Text: \(one.variables["text"] ?? "")\nAnswer:"
            return LaneRequest(
                name: "A",
                prompt: CompiledPrompt(technique: .zeroShot, body: .completion([Fragment(text, isField: true)])),
                settings: Settings())
        }
        var run = EvaluationRun(lanes: [lane], cases: cases)
        run.labels = labels
        let outputs = Mutex<[CaseOutput]>([])
        await run.start { output in outputs.withLock { $0.append(output) } }.wait()
        return outputs.withLock { $0 }
    }

    @Test func `each case has the choices of lm-evaluation-harness, by sum and by character`() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let figures = try JSONDecoder().decode(
            [Figures].self,
            from: Data(contentsOf: file.appendingPathComponent("RuntimeTests/Reference/likelihood.json")))
        var differing = 0
        for one in figures {
            let scores = zip(one.labels, one.likelihoods).map { LabelScore(label: $0, logProbability: $1) }
            #expect(scores.likeliest == one.acc && scores.likeliestByCharacter == one.accNorm)
            let scorer = try Scorer(.choice(one.labels), answerSentence: "")
            let right = Case(id: "1", variables: [:], expected: [one.labels[one.expected]])
            let scored = try #require(scorer.score(output(scores), of: right))
            #expect(scored.isCorrect == (one.acc == one.expected))
            #expect(scored.isCorrectByCharacter == (one.accNorm == one.expected))
            #expect(scored.rightLabels == [one.expected])
            if one.acc != one.accNorm { differing += 1 }
        }
        // Otherwise nothing was proven.
        #expect(figures.count > 10 && differing > 0)
    }

    @Test func `labels are the choices, yes and no in each case, or the right answers of the data`() throws {
        let cases = ["Yes", "Yes.", "아니오", "no"].map { Case(id: $0, variables: [:], expected: [$0]) }
        #expect(try AnswerLabel.labels(of: .choice(["A", "B"]), in: []).map(\.texts) == [["A"], ["B"]])
        #expect(
            try AnswerLabel.labels(of: .yesNo, in: cases).map(\.texts) == [["yes", "Yes"], ["no", "No", "아니오"]])
        let texts = ["Seoul", "seoul.", "Busan"].map { Case(id: $0, variables: [:], expected: [$0]) }
        #expect(try AnswerLabel.labels(of: .text, in: texts).map(\.name) == ["Seoul", "Busan"])
        #expect(throws: AnswerLabelError.tooFew) { try AnswerLabel.labels(of: .text, in: [texts[0]]) }
        #expect(throws: AnswerLabelError.tooMany(101)) {
            try AnswerLabel.labels(of: .text, in: (0...100).map { Case(id: "", variables: [:], expected: ["n\($0)"]) })
        }
        #expect(throws: AnswerLabelError.unsuited(.number)) { try AnswerLabel.labels(of: .number, in: []) }
    }

    @Test func `a prompt's answers are those that it lists, or the right ones of its test data`() throws {
        var prompt = Prompt()
        prompt.input = "{{city}}"
        prompt.answer = AnswerForm(type: "text")
        #expect(throws: AnswerLabelError.tooFew) { try AnswerLabel.labels(of: prompt) }
        prompt.testData = [
            ["city": "Paris", "expected": "France"], ["city": "Seoul", "expected": "Korea"],
            ["city": "Busan", "expected": "korea"],
        ]
        #expect(try AnswerLabel.labels(of: prompt).map(\.name) == ["France", "Korea"])
        #expect(try AnswerLabel.labels(of: prompt, as: .choice(["A", "B"])).map(\.name) == ["A", "B"])
        // Without a form, it is guessed from the right answers.
        prompt.answer = nil
        #expect(try AnswerLabel.labels(of: prompt).map(\.name) == ["France", "Korea"])
        prompt.testData = [["city": "Paris", "expected": "예"], ["city": "Lyon", "expected": "no"]]
        prompt.answer = AnswerForm(type: "yes-no")
        #expect(try AnswerLabel.labels(of: prompt).map(\.texts) == [["yes", "Yes", "예"], ["no", "No"]])
        prompt.testData = []
        #expect(try AnswerLabel.labels(of: prompt).map(\.name) == ["yes", "no"])
        prompt.answer = nil
        #expect(throws: AnswerLabelError.unknownForm) { try AnswerLabel.labels(of: prompt) }
    }

    @Test func `a technique that reasons first has no place for answers`() {
        #expect(throws: AnswerLabelError.self) { try AnswerLabelError.check(.zeroShotChainOfThought, ofLane: "A") }
        #expect(throws: Never.self) { try AnswerLabelError.check(.fewShot, ofLane: "A") }
    }

    @Test func `the shares of labels are read in the place of each case, and without a case's values`() async throws {
        let cases = ["good", "bad"].map {
            Case(id: $0, variables: ["text": $0], expected: [$0 == "good" ? "yes" : "no"])
        }
        let outputs = await run(cases, labels: try AnswerLabel.labels(of: .yesNo, in: cases)) { text, context in
            switch (text, context.contains("good"), context.contains("bad")) {
            case ("yes", true, _), ("no", _, true): log(0.4)
            case ("Yes", true, _), ("No", _, true): log(0.2)
            case ("yes", false, false): log(0.3)
            default: log(0.1)
            }
        }
        #expect(outputs.map(\.id) == ["good", "bad"])
        let labels = try #require(outputs.first).labels
        #expect(labels.map(\.label) == ["yes", "no"])
        #expect(zip(labels.shares, [0.75, 0.25]).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(abs(labels.mass - 0.8) < 1e-9)
        // Without the values: 0.3 + 0.1 for yes, 0.1 + 0.1 for no.
        #expect(zip(labels.compactMap(\.prior), [2.0 / 3, 1.0 / 3]).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(outputs.map { $0.samples[0].text } == ["yes", "no"])
        let scorer = try Scorer(.yesNo, answerSentence: "")
        let report = EvaluationReport(outputs, of: cases, lanes: ["A"], scorer: { _ in scorer }, seed: nil)
        let result = try #require(report.lanes[0].likelihood)
        #expect(report.lanes[0].correct == 2 && result.plain?.accuracy == 1 && result.contextual != nil)
        #expect(abs(result.mass - 0.8) < 1e-9)
    }

    @Test func `a model is asked not to think before its answer, even if the prompt wants thoughts`() {
        let prompt = CompiledPrompt(
            technique: .zeroShot, body: .chat(messages: [Message(role: .user, content: "Is it?")], opening: ""),
            chat: ChatOptions(thinks: true))
        let reading = LabelReading(labels: [AnswerLabel("yes", texts: ["yes", "Yes"])], mode: .fast, date: nil)
        let request = reading.request(behind: prompt)
        guard case .prompt(let asked, _) = request.context else {
            Issue.record("it isn't asked behind the prompt")
            return
        }
        #expect(asked.chat.thinks == false && asked.body == prompt.body)
        #expect(request.continuations == ["yes", "Yes"])
    }

    @Test func `answers are ordered by their likelihood, equal ones as they stand`() {
        let scores = [-2.0, -1, -3, -1].enumerated().map { LabelScore(label: "\($0)", logProbability: $1) }
        #expect(scores.byLikelihood == [1, 3, 0, 2])
    }

    @Test func `an output with likelihoods is kept as it was`() throws {
        let kept = output([
            LabelScore(label: "yes", logProbability: -0.5, prior: 0.6),
            LabelScore(label: "no", logProbability: -.infinity),
        ])
        let read = try JSONDecoder().decode(CaseOutput.self, from: JSONEncoder().encode(kept))
        #expect(read == kept && read.labels[1].logProbability == LabelScore.least)
    }

    @Test func `answers of which one begins another have at most the whole probability together`() {
        let scores = ["Red", "Red wine"].map { LabelScore(label: $0, logProbability: -0.1) }
        #expect(scores.mass == 1)
    }

    @Test func `outputs with different numbers of possible answers have no calibration`() throws {
        let scorer = try Scorer(.choice(["A", "B", "C"]), answerSentence: "")
        let scored = try [["A", "B"], ["A", "B", "C"]].map { names in
            let scores = names.map { LabelScore(label: $0, logProbability: -1) }
            return try #require(
                scorer.score(output(scores), of: Case(id: "1", variables: [:], expected: [names[names.count - 1]])))
        }
        let result = try #require(LikelihoodResult(scored))
        #expect(result.plain == nil && result.scaled == nil && result.contextual == nil)
    }

    @Test func `temperature scaling of two possible answers leaves the AUC as it was`() throws {
        let scorer = try Scorer(.choice(["A", "B"]), answerSentence: "")
        let scored = try (0..<40).map { index in
            let share = Double(index * 17 % 40 + 1) / 42
            let scores = [
                LabelScore(label: "A", logProbability: log(share)),
                LabelScore(label: "B", logProbability: log(1 - share)),
            ]
            let expected = (index * 7 % 10) < Int(share * 10) ? "A" : "B"
            return try #require(
                scorer.score(output(scores), of: Case(id: "\(index)", variables: [:], expected: [expected])))
        }
        let result = try #require(LikelihoodResult(scored))
        let (plain, scaled) = (try #require(result.plain?.auc), try #require(result.scaled?.auc))
        #expect(abs(plain - scaled) < 1e-9 && plain > 0.6 && plain < 1)
    }

    @Test func `a case with several right labels counts for accuracy and not for calibration`() throws {
        let scorer = try Scorer(.choice(["A", "B", "C"]), answerSentence: "")
        let scores = ["A", "B", "C"].map { LabelScore(label: $0, logProbability: $0 == "B" ? -1 : -2) }
        let one = Case(id: "1", variables: [:], expected: ["B", "C"])
        let scored = try #require(scorer.score(output(scores), of: one))
        #expect(scored.isCorrect && scored.rightLabels == [1, 2])
        let result = try #require(LikelihoodResult([scored]))
        #expect(result.plain == nil && result.correctByCharacter == 1)
        #expect(result.title(of: nil) == "none" && result.title(of: .contextual) == "contextual")
    }
}
