import Prompting

/// How to separate a model's thoughts from its answer, in text and in tokens.
struct ThoughtFormat: Sendable {
    /// The texts around thoughts.
    var tags: ThoughtTags
    /// True if the prompt opened the thoughts.
    var isOpen: Bool
    /// Control tokens that are part of a tag and need their text. Other control tokens have none.
    var controls: Set<Int32>
    /// The tokens that cut thoughts off.
    var closing: [Int32]
}
