/// What the messages of user and assistant before the last question are.
package enum EarlierMessages: String, Sendable, Hashable, CaseIterable {
    /// A conversation: the prompt's turns, which are always sent.
    case turns
    /// Demonstrations: the prompt's examples, which few-shot sends.
    case examples
}
