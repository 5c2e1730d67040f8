import Evaluation
import Prompting

/// The outputs of the lanes as they stand, for a model to judge.
package struct LanesToJudge: Sendable, Hashable {
    /// A lane with its outputs.
    package struct Lane: Sendable, Hashable {
        /// Its name.
        package var name: String
        /// The word of its model; nil is the default one.
        package var model: String?
        /// Its outputs, without thoughts; nil in place of one that was stopped or has nothing but thoughts.
        package var outputs: [PairOutput?]
        /// The run that has them; nil if it isn't in the history.
        package var run: RunReference?
    }

    /// The number that stands in news of their judge, in place of an evaluation's.
    package static let number = 0

    /// The prompt's name.
    package var promptName: String
    /// The id of the case that is in the prompt, else one made of the question.
    package var caseID: String
    /// What all lanes answer: the prompt's instruction and input, without examples.
    package var question: [Prompting.Message]
    /// Right answers of the case; empty if there are none.
    package var references: [String]
    /// The lanes that have an output.
    package var lanes: [Lane]
}
