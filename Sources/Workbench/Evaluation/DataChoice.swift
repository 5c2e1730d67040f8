/// The choice of the cases for an evaluation.
package struct DataChoice: Sendable, Hashable {
    /// The path of a file; nil is the prompt's own test data.
    package var path: String?
    /// The largest number of cases; nil is all.
    package var limit: Int?

    /// Creates a choice.
    package init(path: String?, limit: Int? = nil) {
        self.path = path
        self.limit = limit
    }
}

/// A data set that can be chosen.
package struct DataEntry: Sendable, Hashable {
    /// The name in the list.
    package var name: String
    /// The path of its file; nil for the prompt's own test data.
    package var path: String?
    /// A word or two about where it comes from.
    package var origin: String

    /// Creates an entry.
    package init(name: String, path: String?, origin: String) {
        self.name = name
        self.path = path
        self.origin = origin
    }
}

/// The content of a data set, for a prompt.
package struct DataFacts: Sendable, Hashable {
    /// The number of cases.
    package var cases: Int
    /// Sentences: what this many cases can show, what was assumed, what was left out.
    package var sentences: [String]

    /// Creates facts.
    package init(cases: Int, sentences: [String]) {
        self.cases = cases
        self.sentences = sentences
    }
}

/// Why a data set can't be used.
package struct DataProblem: Error, Sendable, Hashable {
    /// One or two sentences.
    package var sentence: String

    /// Creates a problem.
    package init(sentence: String) {
        self.sentence = sentence
    }
}
