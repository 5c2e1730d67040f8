import Prompting

extension AnswerLabel {
    /// Lists the possible answers of a prompt: those that its `answer` lists, or for texts the right answers of its own test
    /// data. Without an `answer` their form is guessed from those, as an evaluation guesses it.
    ///
    /// - Parameters:
    ///   - prompt: The prompt.
    ///   - asked: The form of an answer, in place of the prompt's.
    /// - Returns: The answers, at least two.
    /// - Throws: ``AnswerTypeError``, ``DataSetError``, or ``AnswerLabelError`` if there is no such list.
    package static func labels(of prompt: Prompt, as asked: AnswerType? = nil) throws -> [AnswerLabel] {
        let form = try asked ?? prompt.answer.map { try AnswerType($0) }
        // Choices are listed whatever the data hold, and so are yes and no in their usual spellings.
        if let form, case .choice = form { return try labels(of: form, in: []) }
        if let form, form == .yesNo {
            let data = try? DataSet(testDataOf: prompt)
            return try labels(of: form, in: data?.fitted(to: form).cases ?? [])
        }
        guard !prompt.testData.isEmpty else {
            guard let form else { throw AnswerLabelError.unknownForm }
            return try labels(of: form, in: [])
        }
        let data = try DataSet(testDataOf: prompt)
        let type = form ?? data.guessedType
        return try labels(of: type, in: data.fitted(to: type).cases)
    }
}

extension AnswerLabelError {
    /// Checks that a lane's output begins with its answer.
    ///
    /// - Throws: ``reasonsFirst(lane:technique:)`` if it begins with something else.
    package static func check(_ technique: Technique, ofLane lane: String) throws(AnswerLabelError) {
        let traits = technique.traits
        guard !traits.sendsReasoning, traits.following.isEmpty else {
            throw .reasonsFirst(lane: lane, technique: traits.title)
        }
    }
}
