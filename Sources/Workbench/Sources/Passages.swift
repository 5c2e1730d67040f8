import Prompting

/// The passages that were found for the lanes, as long as they are searched for the same.
struct Passages: Sendable {
    /// The questions that were asked, with their answers; nil for those that have none yet.
    private var answers: [SourceQuestion: Result<[FoundPassage], SourceProblem>?] = [:]

    /// Returns the answer to a question; nil if there is none yet.
    func answer(to question: SourceQuestion) -> Result<[FoundPassage], SourceProblem>? { answers[question] ?? nil }

    /// Asks a question, unless it is asked already.
    mutating func ask(_ question: SourceQuestion) -> [Request] {
        guard answers[question] == nil else { return [] }
        answers[question] = .some(nil)
        return [.say("Searching the sources."), .effect(.files(.findPassages(question)))]
    }

    /// Takes an answer.
    mutating func take(_ answer: Result<[FoundPassage], SourceProblem>, to question: SourceQuestion) {
        answers[question] = .some(answer)
    }

    /// Forgets the answers, so that files that have changed are searched again. Questions without an answer stay.
    mutating func forget() { answers = answers.filter { $0.value == nil } }
}
