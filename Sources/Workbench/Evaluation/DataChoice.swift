/// Which cases the lanes are tried on.
package struct DataChoice: Sendable, Hashable {
    /// The file; nil is the prompt's own test data.
    package var path: String?
    /// Most cases; nil is all.
    package var limit: Int?

    /// Cases of a file, or of the prompt itself.
    package init(path: String?, limit: Int? = nil) {
        self.path = path
        self.limit = limit
    }
}

/// A data set that can be chosen.
package struct DataEntry: Sendable, Hashable {
    /// What it is called.
    package var name: String
    /// Its file; nil for the prompt's own test data.
    package var path: String?
    /// Where it is from, in a word or two.
    package var origin: String

    /// A data set.
    package init(name: String, path: String?, origin: String) {
        self.name = name
        self.path = path
        self.origin = origin
    }
}

/// What a data set holds for a prompt.
package struct DataFacts: Sendable, Hashable {
    /// How many cases.
    package var cases: Int
    /// What else is to be known, in sentences: what so many cases can show, what was assumed, what was left out.
    package var sentences: [String]

    /// Facts about a data set.
    package init(cases: Int, sentences: [String]) {
        self.cases = cases
        self.sentences = sentences
    }
}

/// Why a data set can't be used.
package struct DataProblem: Error, Sendable, Hashable {
    /// In a sentence or two.
    package var sentence: String

    /// A problem.
    package init(sentence: String) {
        self.sentence = sentence
    }
}
