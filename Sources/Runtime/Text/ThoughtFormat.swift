import Prompting

/// How a model's thoughts are told from its answer, in text and in tokens.
struct ThoughtFormat: Sendable {
    /// The texts around thoughts.
    var tags: ThoughtTags
    /// True if the prompt opened the thoughts.
    var isOpen: Bool
    /// Control tokens that are part of a tag; they have no text otherwise.
    var controls: Set<Int32>
    /// Tokens that end thoughts from outside.
    var closing: [Int32]
}
