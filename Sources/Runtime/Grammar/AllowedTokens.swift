import Sampling

/// What is known of the tokens that a state of a grammar allows.
final class AllowedTokens {
    /// All tokens that the state allows; nil if they aren't known.
    var mask: TokenMask?
    /// The number of tokens that were asked for, one by one.
    private var asked = 0

    /// The number of tokens after which the whole set is worth its time.
    static let manyAsked = 2000

    /// Counts a token that is asked for. Returns true once: when the whole set is worth its time.
    func count() -> Bool {
        asked += 1
        return asked == Self.manyAsked
    }
}

/// The memory that the sets of tokens of all grammars of a model may take.
final class MaskBudget {
    private var left = 64 << 20

    /// Takes some bytes, and returns whether there are so many.
    func take(_ bytes: Int) -> Bool {
        guard bytes <= left else { return false }
        left -= bytes
        return true
    }

    /// Gives bytes back.
    func give(_ bytes: Int) { left += bytes }
}
