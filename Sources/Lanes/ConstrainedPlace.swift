import Prompting

/// A place in an output that has to keep to a constraint.
package struct ConstrainedPlace: Sendable, Hashable, Codable {
    /// The prompt of the output.
    package let prompt: CompiledPrompt
    /// The number of the step that the place is in, from 0.
    package let step: Int
    /// The number of tokens of the step's output before the place, those of its thoughts among them. They are the last of the
    /// tokens before it.
    package let outputTokens: Int
    /// The most tokens of thoughts, as the settings have it: -1 is any number.
    package let thinking: Int

    /// Creates a place behind this many tokens of a step's output, of which so many may be thoughts; nil if the step has no constraint.
    package init?(in prompt: CompiledPrompt, step: Int, outputTokens: Int, thinking: Int = -1) {
        guard prompt.steps.indices.contains(step), prompt.steps[step].constraint != nil else { return nil }
        (self.prompt, self.step, self.outputTokens, self.thinking) = (prompt, step, outputTokens, thinking)
    }
}
