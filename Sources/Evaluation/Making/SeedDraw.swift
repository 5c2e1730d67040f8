/// An input that others are made after.
package struct MakingSeed: Sendable, Hashable {
    /// The values of the prompt's variables.
    package var values: [String: String]
    /// The right output; nil if it isn't known.
    package var output: String?
    /// True if a model made it.
    package var isMade: Bool

    /// Creates a seed.
    package init(values: [String: String], output: String? = nil, isMade: Bool = false) {
        (self.values, self.output, self.isMade) = (values, output, isMade)
    }
}

/// Draws the inputs that a request shows: six of the user's and two of a model's, in an order that is drawn too, as
/// self-instruct does. Where one kind is short, the other fills its places.
package enum SeedDraw {
    /// The number of the user's inputs in a request.
    package static let own = 6
    /// The number of a model's inputs in a request.
    package static let made = 2

    /// Returns the seeds of a request. The same seed and number give the same draw from the same seeds.
    package static func seeds(_ all: [MakingSeed], request: Int, seed: UInt64) -> [MakingSeed] {
        var generator = SplitMix64(seed: seed &+ UInt64(truncatingIfNeeded: request) &* 0xD1B5_4A32_D192_ED03)
        let own = all.filter { !$0.isMade }.shuffled(using: &generator)
        let made = all.filter(\.isMade).shuffled(using: &generator)
        let fromMade = min(made.count, Self.made + max(0, Self.own - own.count))
        let fromOwn = min(own.count, Self.own + Self.made - fromMade)
        return (own.prefix(fromOwn) + made.prefix(fromMade)).shuffled(using: &generator)
    }
}
