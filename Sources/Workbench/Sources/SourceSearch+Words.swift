import Prompting

extension SourceSearch {
    /// How passages are found, in a few words.
    var words: String {
        switch self {
        case .none: "no sources"
        case .bm25: "by words"
        case .embeddings: "by meaning"
        case .both: "by words and meaning"
        }
    }

    /// A sentence about a lane that finds its passages so.
    var laneSentence: String {
        switch self {
        case .none: "This lane gets no passages of the sources."
        case .bm25: "This lane gets passages that are found by words."
        case .embeddings: "This lane gets passages that are found by meaning."
        case .both: "This lane gets passages that are found by words and meaning."
        }
    }

    /// The way after this one; after the last one comes the first.
    var next: SourceSearch {
        let all = SourceSearch.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}
