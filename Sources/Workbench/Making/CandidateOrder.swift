import Evaluation
import Prompting

/// What a person chooses before candidates are made.
package struct MakingChoices: Sendable, Hashable {
    /// What a judge rates.
    package enum Rating: String, Sendable, Hashable, CaseIterable {
        case accuracy, helpfulness
    }

    /// What is made.
    package var kind = Candidate.Kind.examples
    /// The number of candidates that shall wait for a decision.
    package var count = 10
    /// The word for the model that writes; nil is the prompt's.
    package var model: String?
    /// What a judge rates; nil if nothing is rated.
    package var rating: Rating?
    /// The least rating that is kept.
    package var least = 4.5
    /// The file that accepted ones go to; nil is the prompt.
    package var file: String?

    /// Makes the usual choices.
    package init() {}

    /// The choices that a kind has: phrasings are neither rated nor rows of data.
    package var fitting: MakingChoices {
        var choices = self
        if kind == .phrasings { (choices.rating, choices.file) = (nil, nil) }
        return choices
    }
}

/// Candidates to be made for the prompt on the screen.
package struct CandidateOrder: Sendable, Hashable {
    /// The prompt.
    package var prompt: Prompt
    /// The prompt's name.
    package var name: String
    /// The path of its file; nil if it has none.
    package var path: String?
    /// The word for the model that writes; nil is the default one.
    package var writer: String?
    /// What is made of it.
    package var choices: MakingChoices
}

/// What is done about candidates.
package enum MakingEffect: Sendable, Hashable {
    /// Finds out what would be made, and which candidates there are; or begins what is planned.
    case plan(number: Int, CandidateOrder), begin(number: Int)
    /// Stops making; what was made is kept. Or gives up what is planned or has ended.
    case stop, leave
    /// Keeps a decision, or takes back that of a candidate, the last one that was decided on.
    case decide(Candidate), takeBack(Candidate)
    /// Gives parts of the candidate with a number other texts.
    case change(id: Int, [Candidate.Part.Place: String])
    /// Moves the least rating that is kept.
    case moveLeast(Double)
}
