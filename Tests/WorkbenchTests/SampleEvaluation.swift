import Evaluation
import Foundation
import Prompting

@testable import Workbench

/// Reviews that two lanes were evaluated on.
enum SampleEvaluation {
    /// What is asked, what is right, and what `cool` and `warm` say; nil is an answer that can't be read.
    static let reviews: [(text: String, expected: String, cool: String?, warm: String?)] = [
        ("The plot dragged and I nearly fell asleep.", "Negative", "Negative", "Negative"),
        ("배우들의 연기가 정말 훌륭했고 끝까지 눈을 뗄 수 없었어요.", "Positive", "Positive", "Negative"),
        ("I want my money back, and the two hours of my life as well.", "Negative", "Negative", nil),
        ("A triumph: funny, sad and wise.", "Positive", "Negative", "Positive"),
        ("Not bad at all, given the budget.", "Positive", "Negative", "Negative"),
        ("The book was better; the film has better music.", "Negative", "Negative", "Positive"),
        ("Every joke lands.", "Positive", "Positive", "Positive"),
        ("Three hours of rain on windows.", "Negative", "Negative", "Positive"),
        ("I laughed until the lights came on.", "Positive", "Positive", "Negative"),
    ]

    static let cases = reviews.enumerated().map { index, review in
        Case(id: "\(index + 2)", variables: ["review": review.text], expected: [review.expected], line: index + 2)
    }

    static func output(_ answer: String?, lane: String, id: String) -> CaseOutput {
        let text = answer.map { "The words of the review say enough. The answer is \($0)." } ?? "It is hard to say."
        return CaseOutput(
            id: id, lane: lane, samples: [.init(text: text)], finish: "eog", tokens: 12, promptTokens: 140,
            evaluatedTokens: 20, seconds: 0.4)
    }

    /// What was found once so many cases had ended, or all but the first of them.
    static func results(_ count: Int = reviews.count, without first: Int = 0) throws -> EvaluationResults {
        let scorer = try Scorer(.choice(["Positive", "Negative"]), answerSentence: "The answer is")
        let outputs = zip(cases, reviews).prefix(count).dropFirst(first).flatMap { one, review in
            [output(review.cool, lane: "cool", id: one.id), output(review.warm, lane: "warm", id: one.id)]
        }
        let report = EvaluationReport(outputs, of: cases, lanes: ["cool", "warm"], scorer: { _ in scorer }, seed: 1)
        return EvaluationResults(
            report: report, answer: "choice:Positive|Negative", sentences: report.comparisons.map(\.sentence),
            replacesInput: false)
    }

    /// What was found where nothing was written: the shares of `Positive` were read of each case in both lanes.
    static func likelihoods() throws -> EvaluationResults {
        let scorer = try Scorer(.choice(["Positive", "Negative"]), answerSentence: "")
        let shares = [
            "cool": [0.2, 0.9, 0.3, 0.4, 0.8, 0.1, 0.95, 0.35, 0.7],
            "warm": [0.6, 0.7, 0.8, 0.9, 0.6, 0.55, 0.9, 0.7, 0.75],
        ]
        let outputs = ["cool", "warm"].flatMap { lane -> [CaseOutput] in
            zip(cases, shares[lane] ?? []).map { one, share -> CaseOutput in
                var output = CaseOutput(
                    id: one.id, lane: lane, samples: [.init(text: share >= 0.5 ? "Positive" : "Negative")], seconds: 0.1
                )
                // The two have 80 % of the probability together.
                output.labels = [
                    LabelScore(label: "Positive", logProbability: log(0.8 * share), prior: 0.6),
                    LabelScore(label: "Negative", logProbability: log(0.8 * (1 - share)), prior: 0.4),
                ]
                return output
            }
        }
        let report = EvaluationReport(outputs, of: cases, lanes: ["cool", "warm"], scorer: { _ in scorer }, seed: 1)
        return EvaluationResults(
            report: report, answer: "choice:Positive|Negative", sentences: report.comparisons.map(\.sentence),
            replacesInput: false)
    }

    /// The results of many cases in the lanes `A`, `B` and so on. One output failed, and the last case has run only in `A`.
    static func many(_ count: Int, lanes: Int) throws -> EvaluationResults {
        let names = (0..<lanes).map { String(UnicodeScalar(UInt8(65 + $0))) }
        let cases = (1...count).map { number in
            Case(
                id: "\(number)", variables: ["question": "사과가 \(number)개 있고 세 개를 더 샀습니다. How many are there now?"],
                expected: ["\(number + 3)"])
        }
        let outputs = cases.enumerated().flatMap { index, one in
            names.prefix(index == count - 1 ? 1 : lanes).enumerated().map { lane, name in
                var output = output("", lane: name, id: one.id)
                let answer = lane == 1 && index % 3 == 0 ? "many" : "\(index + 4 + (index % (lane + 1) == 0 ? 0 : 1))"
                output.samples[0].text = "처음에 \(index + 1)개가 있었고, 세 개를 더 샀습니다.\n\nThe answer is \(answer)."
                if index == 2, lane == lanes - 1 {
                    (output.samples, output.error) = ([], "The server closed the line.")
                }
                return output
            }
        }
        let scorer = try Scorer(.number, answerSentence: "The answer is")
        let report = EvaluationReport(outputs, of: cases, lanes: names, scorer: { _ in scorer }, seed: nil)
        return EvaluationResults(report: report, answer: "number", sentences: [], replacesInput: false)
    }

    static let entries = [
        DataEntry(name: "testData", path: nil, origin: "the prompt's own, 2 cases"),
        DataEntry(name: "reviews.csv", path: "/data/reviews.csv", origin: "this folder"),
        DataEntry(name: "headlines.csv", path: "/lathe/data/headlines.csv", origin: "comes with Lathe"),
    ]

    /// What the prompt's own test data holds, as `lathe data show` lays it out.
    static let sheet = [
        "testData: the prompt's own test data, 2 rows, 2 columns", "", "column    rows  holds  for example",
        "expected  2     text   Negative", "review    2     text   The plot dragged and I nearly fell asleep.", "",
        "For `Reviews`: 2 cases", "{{review}}       review", "right answer     expected",
        "answers read as  choice:Negative|Positive",
    ]
}

extension Pilot {
    /// Chooses `reviews.csv` and runs it to the end.
    mutating func evaluate() throws { evaluate(try SampleEvaluation.results()) }

    /// Runs `reviews.csv` with these results.
    mutating func evaluate(_ results: EvaluationResults) {
        press("Alt-g")
        report(.evaluation(.dataListed(SampleEvaluation.entries)))
        press("Down Enter")
        report(.evaluation(.evaluation(number: state.evaluations.number, .ended(results, wasStopped: false))))
    }
}
