import Foundation

extension AnswerType {
    /// Guesses the form from right answers: numbers, yes or no, a few choices that are repeated, else texts.
    package init(guessedFrom answers: [String]) {
        let distinct = Set(answers)
        func all(_ type: AnswerType) -> Bool {
            guard let extractor = try? AnswerExtractor(type, answerSentence: "") else { return false }
            return answers.allSatisfy { answer in
                extractor.extract(from: answer) != nil && answer.count < 24
            }
        }
        if answers.isEmpty {
            self = .text
        } else if answers.allSatisfy({
            $0.range(of: "^[-+]?[$€£]?[0-9][0-9,.]*%?$", options: .regularExpression) != nil
        }) {
            self = .number
        } else if distinct.count > 1, all(.yesNo) {
            self = .yesNo
        } else if (2...10).contains(distinct.count), distinct.count * 2 <= answers.count,
            distinct.allSatisfy({ $0.split(separator: " ").count <= 3 })
        {
            self = .choice(distinct.sorted())
        } else {
            self = .text
        }
    }
}
