/// A token that was drawn.
package struct DrawnToken: Sendable, Hashable {
    /// The token's id.
    package var id: Int32
    /// The probability at temperature 1 before the funnel; nil if the token was given, not drawn.
    package var probability: Float?
    /// The end of its text in the stage's text, in UTF-8 bytes.
    package var end: Int
    /// Mirostat's limit or adaptive-P's target for its draw; nil if neither acted.
    package var steering: Double?

    /// Creates a token that ends at this byte of its stage's text.
    package init(id: Int32, probability: Float?, end: Int, steering: Double? = nil) {
        self.steering = steering
        self.id = id
        self.probability = probability
        self.end = end
    }
}

extension DrawnToken: Codable {
    /// Reads `[id, end, probability]`, and `[id, end, probability, steering]`.
    package init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        id = try values.decode(Int32.self)
        end = try values.decode(Int.self)
        probability = try values.decodeNil() ? nil : try values.decode(Float.self)
        steering = try values.decodeIfPresent(Double.self)
    }

    /// Writes `[id, end, probability]`, and the steering behind that if there is one. The probability is null if there is none
    /// or it isn't finite.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        try values.encode(id)
        try values.encode(end)
        try values.encode(probability.flatMap { $0.isFinite ? $0 : nil })
        if let steering, steering.isFinite { try values.encode(steering) }
    }
}
