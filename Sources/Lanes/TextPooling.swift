/// The way in which a text becomes one vector.
package enum TextPooling: String, Sendable, Hashable, Codable {
    /// The model was trained to embed, and says how: by the mean of its hidden states, the first one, or the last one.
    case mean, first, last
    /// The model doesn't say: by the mean of its last hidden states.
    case states

    /// True if the way is the model's own.
    package var isOwn: Bool { self != .states }
}
