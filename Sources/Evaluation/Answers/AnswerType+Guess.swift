import Foundation

extension AnswerType {
    /// Guesses the form from right answers: numbers, also behind GSM8K's `####` and in MATH's `\boxed{…}`, yes or no, labels A to E, a few choices that
    /// are repeated, else texts.
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
        } else if Self.areNumbers(answers) {
            self = .number
        } else if let last = Self.lastLabel(answers) {
            self = .choice("ABCDEFGHIJ".prefix { $0 <= last }.map(String.init))
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

    private static func areNumbers(_ answers: [String]) -> Bool {
        let scanner = NumberScanner()
        return answers.allSatisfy { answer in
            let isMarked = ["####", "\\boxed", "\\fbox"].contains { answer.contains($0) }
            guard isMarked || answer.count < 24, let first = answer.trimmingSpaces.unicodeScalars.first else {
                return false
            }
            return (isMarked || first.isDigit || first.isCurrency || "-+.−\\".unicodeScalars.contains(first))
                && scanner.canonical(answer) != nil
        }
    }

    /// Returns the last of the letters that are all the right answers, at least D; nil if the answers are something else.
    private static func lastLabel(_ answers: [String]) -> Character? {
        guard Set(answers).count > 1, answers.allSatisfy({ $0.count == 1 && ("A"..."J").contains($0) }) else {
            return nil
        }
        return max("D", answers.compactMap(\.first).max() ?? "D")
    }
}
