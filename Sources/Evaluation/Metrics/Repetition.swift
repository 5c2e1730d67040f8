/// How much of a text says the same again; no right answer needed. Words are runs of letters, marks and numbers in lower
/// case, ideographs and kana one by one.
public enum Repetition {
    /// distinct-n (Li et al. 2016): different n-grams of words as a share of all, from 0 to 1; 1 where there are none. Divided by
    /// the n-grams, not by the words as in the paper, so that 1 means that none occurs twice.
    public static func distinct(_ output: String, order: Int) -> Double { distinct([output], order: order) }

    /// The same over several outputs together, such as the samples of one lane; no n-gram reaches from one into the next.
    public static func distinct(_ outputs: [String], order: Int) -> Double {
        let counts = NGramCounts(outputs.map(Words.split), upTo: order).counts[order - 1]
        let total = counts.reduce(0) { $0 + $1.reduce(0, +) }
        // Each number stands for an n-gram that occurs at least once.
        return total == 0 ? 1 : Double(counts[0].count) / Double(total)
    }

    /// The share of 4-grams of words that occurred before in the same text, from 0 (none) to nearly 1 (seq-rep-4 of Welleck
    /// et al. 2020, "Neural text generation with unlikelihood training").
    public static func score(_ output: String) -> Double { 1 - distinct(output, order: 4) }
}
