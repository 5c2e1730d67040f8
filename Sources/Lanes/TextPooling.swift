/// How a text becomes one vector.
package enum TextPooling: String, Sendable, Hashable, Codable {
    /// The model was trained to embed, and says how: by the mean of its hidden states, the first, or the last.
    case mean, first, last
    /// The model says nothing: the mean of its last hidden states.
    case states

    /// True if it is the model's own.
    package var isOwn: Bool { self != .states }
}
