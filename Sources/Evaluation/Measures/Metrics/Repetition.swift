/// The share of a text that repeats what came before; it needs no right answer. Words are runs of letters, marks and
/// numbers in lower case; ideographs and kana count one by one.
struct Repetition: Metric {
    let name = "repetition"
    let meaning = "the share of four-word sequences that occurred before in the output, 0 to 1"
    let comparesWithAnswers = false

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        Self.score(output.text)
    }

    /// Returns distinct-n (Li et al. 2016): the number of different n-grams of words as a share of all n-grams, from 0
    /// to 1; 1 if there are none. The paper divides by the number of words; dividing by n-grams makes 1 mean that none
    /// occurs twice.
    static func distinct(_ output: String, order: Int) -> Double { distinct([output], order: order) }

    /// Returns distinct-n over several outputs together, such as the samples of one lane. No n-gram reaches from one
    /// output into the next.
    static func distinct(_ outputs: [String], order: Int) -> Double {
        let counts = NGramCounts(outputs.map(Words.split), upTo: order).counts[order - 1]
        let total = counts.reduce(0) { $0 + $1.reduce(0, +) }
        // Each number stands for an n-gram that occurs at least once.
        return total == 0 ? 1 : Double(counts[0].count) / Double(total)
    }

    /// Returns the share of 4-grams of words that occurred before in the same text, from 0 (none) to nearly 1
    /// (seq-rep-4 of Welleck et al. 2020, "Neural text generation with unlikelihood training").
    static func score(_ output: String) -> Double { 1 - distinct(output, order: 4) }
}

/// How varied the words of a text are: distinct-n.
struct DistinctNGrams: Metric {
    /// Number of words of an n-gram.
    let order: Int
    let comparesWithAnswers = false

    var name: String { "distinct-\(order)" }

    var meaning: String {
        "the number of different \(order == 1 ? "words" : "\(order)-word sequences") divided by all, 0 to 1"
    }

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        Repetition.distinct(output.text, order: order)
    }
}
