import Evaluation
import Foundation
import Prompting
import Testing

@testable import Lanes
@testable import Sampling
@testable import Workbench

/// The shares of possible answers under lanes, and the likelihood of a given text.
struct LikelihoodTests {
    /// A workbench on a prompt whose answers are listed, with two lanes that have run.
    private func pilot(
        technique: Technique = .fewShot, columns: Int = 140, _ form: AnswerForm? = nil, right: [String] = []
    ) -> Pilot {
        var prompt = Prompt.reviews
        prompt.testData = right.map { ["review": "Case of \($0)", "expected": $0] }
        var choices = AnswerForm(type: "choice")
        choices.choices = ["Positive", "Negative"]
        prompt.answer = form ?? choices
        prompt.technique = technique
        var pilot = Pilot(columns: columns, prompt: prompt)
        pilot.press("F5")
        pilot.finish(["cool": "Negative", "warm": "Positive"])
        return pilot
    }

    private func questions(_ pilot: Pilot) -> [(request: LikelihoodRequest, model: String?)] {
        pilot.effects.compactMap {
            if case .engine(.likelihoods(let request, let model)) = $0 { (request, model) } else { nil }
        }
    }

    /// Answers a question with the probability of each text, as one token.
    private func answer(_ pilot: inout Pilot, _ request: LikelihoodRequest, _ probabilities: [Double]) {
        let likelihoods = zip(request.continuations, probabilities).enumerated().map { index, one in
            let token = TokenLikelihood(
                token: Int32(index), logProbability: log(one.1), rank: index + 1, likeliest: 0)
            return Likelihood(text: one.0, writings: [Likelihood.Writing(text: one.0, tokens: [token])])
        }
        let texts = Dictionary(uniqueKeysWithValues: request.continuations.enumerated().map { (Int32($0), $1) })
        pilot.report(
            .engine(
                .likelihoods(request, model: nil, .success(ReadLikelihoods(likelihoods: likelihoods, texts: texts)))))
    }

    @Test func `lanes that send the same are asked about once, and each shows the shares at its temperature`() throws {
        var pilot = pilot()
        let asked = questions(pilot)
        #expect(asked.map(\.request.continuations) == [["Positive", "Negative"]])
        answer(&pilot, try #require(asked.first).request, [0.16, 0.64])
        // 0.2 and 0.8 at temperature 1; the lanes are at 0.2 and at 1.2.
        #expect(pilot.sees("Negative") && pilot.sees("100 %") && pilot.sees("76 %") && pilot.sees("24 %"))
    }

    @Test func `turning a knob moves the bars and asks nothing`() throws {
        var pilot = pilot()
        answer(&pilot, try #require(questions(pilot).first).request, [0.16, 0.64])
        #expect(pilot.sees("100 %"))
        pilot.forget()
        pilot.press("Tab Tab Right*12")
        pilot.finish(["cool": "Negative", "warm": "Positive"])
        #expect(!pilot.sees("100 %"))
        #expect(questions(pilot).isEmpty)
    }

    @Test func `a prompt without a list of answers, and one that reasons first, has no bars`() {
        #expect(questions(pilot(AnswerForm(type: "number"))).isEmpty)
        var prompt = Prompt.reviews
        prompt.answer = AnswerForm(type: "yes-no")
        prompt.technique = .zeroShotChainOfThought
        var reasoning = Pilot(prompt: prompt)
        reasoning.press("F5")
        reasoning.finish(["cool": "Yes", "warm": "No"])
        #expect(questions(reasoning).isEmpty)
    }

    @Test func `short texts are chosen from the right answers of the prompt's test data`() throws {
        var pilot = pilot(AnswerForm(type: "text"), right: ["Great film", "Awful", "awful."])
        let asked = try #require(questions(pilot).first)
        #expect(asked.request.continuations == ["Great film", "Awful"])
        answer(&pilot, asked.request, [0.64, 0.16])
        #expect(pilot.sees("Great film") && pilot.sees("76 %") && pilot.sees("24 %"))
    }

    @Test func `possible answers follow the test data and the form`() {
        var prompt = Prompt.reviews
        prompt.answer = AnswerForm(type: "text")
        prompt.testData = ["Great", "Awful"].map { ["review": "Case of \($0)", "expected": $0] }
        var answers = PossibleAnswers()
        answers.settle(prompt)
        #expect(answers.labels?.map(\.name) == ["Great", "Awful"])
        prompt.testData.append(["review": "Another", "expected": "Dull"])
        answers.settle(prompt)
        #expect(answers.labels?.map(\.name) == ["Great", "Awful", "Dull"])
        prompt.answer = AnswerForm(type: "yes-no")
        answers.settle(prompt)
        #expect(answers.labels?.map(\.name) == ["yes", "no"])
        prompt.answer = nil
        answers.settle(prompt)
        #expect(answers.labels == nil)
    }

    @Test func `whole sentences and right answers without a choice have no bars`() {
        let sentences = ["It was a film that I liked.", "It was not."]
        #expect(questions(pilot(AnswerForm(type: "text"), right: sentences)).isEmpty)
        #expect(questions(pilot(AnswerForm(type: "text"), right: ["Great", "great"])).isEmpty)
        #expect(questions(pilot(AnswerForm(type: "text"), right: (0...20).map { "Answer \($0)" })).isEmpty)
    }

    @Test func `K asks for a text and shows its tokens with ranks`() throws {
        var pilot = pilot(AnswerForm(type: "number"))
        pilot.press("Alt-1")
        pilot.forget()
        pilot.press("K")
        pilot.type("Great\n")
        let asked = try #require(questions(pilot).first)
        #expect(asked.request.continuations == ["Great"] && asked.request.spelling == .withAndWithoutBlank)
        guard case .prompt = asked.request.context else {
            Issue.record("it isn't asked behind the prompt")
            return
        }
        answer(&pilot, asked.request, [0.25])
        #expect(
            pilot.sees("“Great”") && pilot.sees("25.00 %") && pilot.sees("-1.386")
                && pilot.sees("where its output begins"))
        pilot.press("K")
        pilot.type(" awful\n")
        #expect(questions(pilot).last?.request.spelling == .exact)
        pilot.press("Esc")
        #expect(!pilot.sees("how likely"))
    }

    @Test func `with the cursor on a token the text is asked about there`() throws {
        var pilot = pilot(AnswerForm(type: "number"))
        pilot.press("Alt-1 Right")
        pilot.press("K")
        pilot.type("!\n")
        let asked = try #require(questions(pilot).last)
        #expect(asked.request.context == .tokens([1, 2, 3]))
        #expect(pilot.sees("at token 1"))
    }

    @Test func `names that don't fit a narrow lane are left out, the least likely first`() throws {
        var choices = AnswerForm(type: "choice")
        choices.choices = ["Business and economy", "Sports", "Science and technology", "Politics"]
        var pilot = pilot(columns: 80, choices)
        answer(&pilot, try #require(questions(pilot).first).request, [0.1, 0.6, 0.05, 0.25])
        pilot.press("Alt-2")
        #expect(pilot.sees("Sports") && pilot.sees("Politics") && !pilot.sees("technology"))
    }
}
