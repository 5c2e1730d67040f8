/// What the outputs of one prompt's lanes show.
package struct AttackFindings: Sendable {
    /// The prompt's name.
    package var prompt: String
    /// The lanes' names.
    package var lanes: [String]
    /// The outputs of attacks.
    package var tries: [AttackReport.Try] = []
    /// The answers to harmless questions.
    package var answers: [AttackReport.Answer] = []
    /// For each lane, which of the prompt's own cases are right; empty if it has none.
    package var right: [String: [String: Bool]] = [:]
    /// Why outputs failed, as sentences.
    package var failures: [String] = []

    /// Creates findings of lanes, with nothing so far.
    package init(prompt: String, lanes: [String]) {
        (self.prompt, self.lanes) = (prompt, lanes)
    }
}
