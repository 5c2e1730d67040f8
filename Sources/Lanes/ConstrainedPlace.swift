import Prompting

/// A place in an output that has to keep to a constraint.
package struct ConstrainedPlace: Sendable, Hashable, Codable {
    /// The constraint of the step.
    package var constraint: OutputConstraint
    /// The number of tokens of the answer before the place. They are the last of the tokens before it; thoughts aren't
    /// among them.
    package var answerTokens: Int

    /// Creates a place behind this many tokens of the answer.
    package init(_ constraint: OutputConstraint, answerTokens: Int) {
        self.constraint = constraint
        self.answerTokens = answerTokens
    }
}
