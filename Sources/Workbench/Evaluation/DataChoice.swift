/// Which cases the lanes are tried on.
public struct DataChoice: Sendable, Hashable {
    /// The file; nil is the prompt's own test data.
    public var path: String?
    /// Most cases; nil is all.
    public var limit: Int?

    /// Cases of a file, or of the prompt itself.
    public init(path: String?, limit: Int? = nil) {
        self.path = path
        self.limit = limit
    }
}

/// A data set that can be chosen.
public struct DataEntry: Sendable, Hashable {
    /// What it is called.
    public var name: String
    /// Its file; nil for the prompt's own test data.
    public var path: String?
    /// Where it is from, in a word or two.
    public var origin: String

    /// A data set.
    public init(name: String, path: String?, origin: String) {
        self.name = name
        self.path = path
        self.origin = origin
    }
}

/// What a data set holds for a prompt.
public struct DataFacts: Sendable, Hashable {
    /// How many cases.
    public var cases: Int
    /// What else is to be known, in sentences: what so many cases can show, what was assumed, what was left out.
    public var sentences: [String]

    /// Facts about a data set.
    public init(cases: Int, sentences: [String]) {
        self.cases = cases
        self.sentences = sentences
    }
}

/// Why a data set can't be used.
public struct DataProblem: Error, Sendable, Hashable {
    /// In a sentence or two.
    public var sentence: String

    /// A problem.
    public init(sentence: String) {
        self.sentence = sentence
    }
}
