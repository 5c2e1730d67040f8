import Remedies

extension DataSet {
    /// The right answers' places among the choices of their cases, as data sets write them.
    private enum Places {
        /// Numbers that count from this one. `isSure` is false if the data don't show whether from 0 or from 1.
        case from(Int, isSure: Bool)
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
        let places = if case .choice(let choices) = type, !areAmong(choices) { self.places } else { Places?.none }
        for var one in cases {
            let first = one.expected.first
            one.expected = one.expected.compactMap { named($0, in: one, places, type) }.filter {
                extractor.canonical($0) != nil
            }
            if let first, one.expected.isEmpty {
                fitted.badRows.append(
                    BadRow(
                        line: one.line, row: one.row,
                        problem: "Its right answer is no answer of type `\(type)`: `\(first.prefix(60))`."))
                continue
            }
            fitted.cases.append(one)
        }
        return fitted
    }

    /// Returns the choice that a right answer names by its place or words, else the answer; nil for a number that is no
    /// place.
    private func named(_ answer: String, in one: Case, _ places: Places?, _ type: AnswerType) -> String? {
        guard let places, !one.options.isEmpty, case .choice(let choices) = type else { return answer }
        if let place = place(of: answer, in: one, places), choices.indices.contains(place) { return choices[place] }
        return if case .from = places { nil } else { answer }
    }

    /// Returns whether all right answers are written as the choices are, and aren't places that are known to be counted.
    private func areAmong(_ choices: [String]) -> Bool {
        if case .from(_, isSure: true)? = places { return false }
        return cases.allSatisfy { one in one.expected.allSatisfy { choices.contains($0) } }
    }

    private mutating func nameChoices(_ choices: [String]) {
        guard let column = expectedColumn?.quotable else { return }
        switch places {
        case .from(let first, let isSure)?:
            guard choices[0] != "\(first)" else { return }
            let like = counting.known.map { ", as in \($0.name)" } ?? ""
            notices.append(
                Notice(
                    "The right answers in `\(column)` are read as places among the choices, counted from \(first)\(like): \(first) is \(choices[0])."
                ))
            if !isSure {
                notices.append(
                    "Whether they are counted from 0 or from 1 is a guess: none is 0, and none is the number of its choices."
                )
            }
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
        if let known = counting.known {
            // Rows whose answer is withheld (`-1`) have no place, and are refused.
            let places = Places.from(known.first, isSure: true)
            let hasPlace = asked.contains { one in one.expected.contains { place(of: $0, in: one, places) != nil } }
            return hasPlace ? places : nil
        }
        if all(.labels) { return .labels }
        if all(.words) { return .words }
        // Counting from 1 shows where an answer is as large as its list, or as columns A, B, C, D have it (KMMLU).
        let hasZero = counting.hasZero || asked.contains { $0.expected.contains("0") }
        let hasCount = counting.hasCount || asked.contains { one in one.expected.contains("\(one.options.count)") }
        let isTable = asked.allSatisfy { $0.columns["A"] != nil && $0.columns["B"] != nil }
        guard !(hasZero && hasCount) else { return nil }
        let places = Places.from(hasZero ? 0 : hasCount || isTable ? 1 : 0, isSure: hasZero || hasCount)
        return all(places) ? places : nil
    }

    private func place(of answer: String, in one: Case, _ places: Places) -> Int? {
        switch places {
        case .labels: one.optionLabels.firstIndex { $0.lowercased() == answer.lowercased() }
        case .from(let first, _):
            Int(answer).map { $0 &- first }.flatMap { one.options.indices.contains($0) ? $0 : nil }
        case .words: one.options.firstIndex { $0.trimmingSpaces == answer.trimmingSpaces }
        }
    }
}
