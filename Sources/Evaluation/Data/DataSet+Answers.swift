import Remedies

extension DataSet {
    /// The right answers' places among the choices of their cases, as data sets write them.
    private enum Places {
        case from(Int)
        case labels
        case words
    }

    /// The form of the right answers: choices where all cases have some, else as ``AnswerType/init(guessedFrom:)`` says.
    package var guessedType: AnswerType {
        let asked = cases.filter { !$0.expected.isEmpty }
        let most = asked.map(\.options.count).max() ?? 0
        if most > 1, asked.allSatisfy({ !$0.options.isEmpty }), places != nil {
            return .choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ".prefix(most).map(String.init))
        }
        return AnswerType(guessedFrom: asked.flatMap(\.expected))
    }

    /// Returns the data with right answers of a form. Places in a case's list of choices (MMLU's `2`) and the choices' words
    /// become labels, with a notice. Cases whose right answers can't be read are refused, with their lines.
    package func fitted(to type: AnswerType) -> DataSet {
        if case .tool = type { return self }
        guard let extractor = try? AnswerExtractor(type, answerSentence: "") else { return self }
        var fitted = self
        if case .choice(let choices) = type, !areAmong(choices) { fitted.nameChoices(choices) }
        fitted.cases = []
        for one in relabelled(for: type) {
            var one = one
            let readable = one.expected.filter { extractor.canonical($0) != nil }
            if let first = one.expected.first, readable.isEmpty {
                fitted.badRows.append(
                    BadRow(
                        line: one.line,
                        problem: "Its right answer is no answer of type `\(type)`: `\(first.prefix(60))`."))
                continue
            }
            one.expected = readable
            fitted.cases.append(one)
        }
        return fitted
    }

    /// Returns whether all right answers are written as the choices are.
    private func areAmong(_ choices: [String]) -> Bool {
        cases.allSatisfy { one in one.expected.allSatisfy { choices.contains($0) } }
    }

    private func relabelled(for type: AnswerType) -> [Case] {
        guard case .choice(let choices) = type, !areAmong(choices), let places else { return cases }
        return cases.map { one in
            var one = one
            one.expected = one.expected.map { answer in
                place(of: answer, in: one, places).flatMap { choices.indices.contains($0) ? choices[$0] : nil }
                    ?? answer
            }
            return one
        }
    }

    private mutating func nameChoices(_ choices: [String]) {
        guard let column = expectedColumn else { return }
        switch places {
        case .from(let first)?:
            notices.append(
                Notice(
                    "The right answers in `\(column)` are read as places among the choices, counted from \(first): \(first) is \(choices[0])."
                ))
        case .words?: notices.append(Notice("The right answers in `\(column)` are the choices' own words."))
        case .labels?, nil: break
        }
    }

    /// How the right answers name choices; nil if they don't.
    private var places: Places? {
        let asked = cases.filter { !$0.expected.isEmpty && !$0.options.isEmpty }
        guard !asked.isEmpty else { return nil }
        func all(_ places: Places) -> Bool {
            asked.allSatisfy { one in one.expected.allSatisfy { place(of: $0, in: one, places) != nil } }
        }
        if all(.labels) { return .labels }
        // Counting from 1 shows where an answer is as large as its list, or as columns A, B, C, D have it (KMMLU).
        let hasZero = asked.contains { $0.expected.contains("0") }
        let isTable = asked.allSatisfy { $0.columns["A"] != nil && $0.columns["B"] != nil }
        let order = hasZero || !isTable ? [0, 1] : [1, 0]
        for first in order where all(.from(first)) { return .from(first) }
        return all(.words) ? .words : nil
    }

    private func place(of answer: String, in one: Case, _ places: Places) -> Int? {
        switch places {
        case .labels: one.optionLabels.firstIndex { $0.lowercased() == answer.lowercased() }
        case .from(let first):
            Int(answer).map { $0 - first }.flatMap { one.options.indices.contains($0) ? $0 : nil }
        case .words: one.options.firstIndex { $0.trimmingSpaces == answer.trimmingSpaces }
        }
    }
}
