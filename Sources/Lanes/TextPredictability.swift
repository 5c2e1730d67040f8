import Sampling

/// How predictable a text is for a model, token by token, from its raw logits. It needs one reading of the text.
package struct TextPredictability: Sendable, Hashable, Codable {
    /// A token of the text.
    package struct Token: Sendable, Hashable, Codable {
        /// The characters that are complete with it; empty if it is only the beginning of one.
        package var text: String
        /// The text of the token that is likeliest there.
        package var likeliest: String
        /// Its figures.
        package var figures: TokenPredictability

        /// Creates a token.
        package init(text: String, likeliest: String, figures: TokenPredictability) {
            (self.text, self.likeliest, self.figures) = (text, likeliest, figures)
        }
    }

    /// The text of the first token, if it has no figures because the model puts nothing before a text.
    package var beginning: String
    /// The tokens that have figures.
    package var tokens: [Token]
    /// What can be said of the token that would follow the text; nil if the text has no tokens.
    package var following: TokenExpectation?
    /// True if only the beginning of the text fitted.
    package var isCut: Bool
    /// True if expected values are those of another model, the reference.
    package var hasReference: Bool

    /// Creates the figures of a text.
    package init(
        beginning: String = "", tokens: [Token], following: TokenExpectation?, isCut: Bool = false,
        hasReference: Bool = false
    ) {
        self.beginning = beginning
        self.tokens = tokens
        self.following = following
        self.isCut = isCut
        self.hasReference = hasReference
    }
}
