import Lanes

/// A model that measured texts, as reports name it.
package struct TextModelUse: Sendable, Hashable, Codable {
    /// `embedding`, `surprisal` or `support`.
    package var use: String
    /// The name of the model.
    package var model: String
    /// How the embedding is made: `mean`, `first` or `last` if the model says so, else `states`, the mean of its last
    /// hidden states. Nil for surprisal.
    package var pooling: TextPooling?
    /// The largest number of tokens of a text that it reads.
    package var longest: Int
    /// Number of texts of which it read only the beginning.
    package var cut = 0
    /// Number of texts that it measured.
    package var texts = 0

    /// Creates the entry of a model that hasn't measured anything yet.
    package init(_ use: ModelUse, model: String, pooling: TextPooling?, longest: Int) {
        self.use = use.rawValue
        self.model = model
        self.pooling = use == .embedding ? pooling : nil
        self.longest = longest
    }

    /// A sentence that says which model measured, and how.
    package var sentence: String {
        var sentence: String
        switch pooling {
        case nil where use == ModelUse.support.rawValue:
            sentence = "Whether samples support sentences is read from the probabilities of \(model)'s Yes and No"
        case nil: sentence = "Surprisal and perplexity are computed with \(model), for each text alone"
        case .states?:
            sentence =
                "Cosines compare the mean of \(model)'s last hidden states, because it has no embedding of its own"
        case let own?: sentence = "Cosines compare \(model)'s own embeddings (\(own.words))"
        }
        if cut > 0, use == ModelUse.support.rawValue {
            sentence += "; \(cut) of \(texts) comparisons weren't made, because they don't fit into its context"
        } else if cut > 0 {
            sentence += "; only the first \(longest) tokens of \(cut) of \(texts) texts were measured"
        }
        return sentence + "."
    }
}

extension TextPooling {
    fileprivate var words: String {
        switch self {
        case .mean, .states: "the mean of its hidden states"
        case .first: "its first hidden state"
        case .last: "its last hidden state"
        }
    }
}
