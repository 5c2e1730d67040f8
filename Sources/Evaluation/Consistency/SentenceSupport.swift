import JSONText

/// How well further samples support one sentence of an output.
package struct SentenceSupport: Sendable, Hashable, Codable {
    /// The sentence.
    package var text: String
    /// The mean of minus the logarithm of its words' shares; see ``UnigramSupport``.
    package var surprisal: Double?
    /// The largest of them, that of the word that the samples support least.
    package var largestSurprisal: Double?
    /// The mean probability that a sample supports it, as a model says; nil if none was asked.
    package var support: Double?

    /// Creates the support of a sentence.
    package init(text: String, surprisal: Double? = nil, largestSurprisal: Double? = nil, support: Double? = nil) {
        self.text = text
        self.surprisal = surprisal
        self.largestSurprisal = largestSurprisal
        self.support = support
    }
}

/// How well further samples support an output, sentence by sentence.
package struct OutputSupport: Sendable, Hashable, Codable {
    /// The case's id.
    package var id: String
    /// The lane's name.
    package var lane: String
    /// The number of further samples.
    package var samples: Int
    /// The number of different texts among them. If it is small, the samples say little.
    package var distinct: Int
    /// The sentences of the output.
    package var sentences: [SentenceSupport]

    /// Creates the support of an output.
    package init(id: String, lane: String, samples: Int, distinct: Int, sentences: [SentenceSupport]) {
        self.id = id
        self.lane = lane
        self.samples = samples
        self.distinct = distinct
        self.sentences = sentences
    }
}

extension OutputSupport {
    /// Measures how well further samples support an output.
    ///
    /// - Parameters:
    ///   - id: The case's id.
    ///   - lane: The lane's name.
    ///   - output: The output.
    ///   - samples: The further samples.
    ///   - found: What a model said to ``questions(output:samples:)``; a sentence has no support before it has said anything.
    package init(id: String, lane: String, output: String, samples: [String], found: Findings) {
        self.init(
            id: id, lane: lane, samples: samples.count, distinct: Set(samples.map(ExactText.init)).count,
            sentences: Consistency(way: .question).sentences(of: Self.measured(output, samples), found))
    }

    /// Returns what a model must be asked: whether each sample supports each sentence.
    package static func questions(output: String, samples: [String]) -> [SupportQuestion] {
        Consistency(way: .question).needs(measured(output, samples)).supporting
    }

    private static func measured(_ output: String, _ samples: [String]) -> MeasuredOutput {
        var measured = MeasuredOutput(output)
        measured.samples = samples
        return measured
    }
}
