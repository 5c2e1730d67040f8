/// ROUGE-L (Lin 2004): the longest common subsequence of words, as the F-measure of the package rouge-score without stemming.
struct RougeL: Metric {
    let name = "rouge-l"
    let meaning = "the longest common subsequence of words, 0 to 1, as rouge-score computes it"
    let comparesWithAnswers = true

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        Self.score(output.text, expected: output.references)
    }

    /// What counts as a word.
    enum Tokens: Sendable {
        /// As rouge-score: runs of a-z and 0-9 in lower case. All else is dropped, so a text in Korean scores 0.
        case rougeScore
        /// Words of any script: runs of letters, marks and numbers; ideographs and kana one by one.
        case words
    }

    /// Returns the score from 0 to 1, the largest over the right answers. It is 0 if there are none or if either text
    /// has no words.
    static func score(_ output: String, expected: [String], tokens: Tokens = .rougeScore) -> Double {
        let output = words(output, tokens)
        return expected.map { expected in
            let expected = words(expected, tokens)
            let symbols = Symbols([output, expected])
            let shared = BitParallel.longestCommonSubsequence(
                symbols.sequences[0], symbols.sequences[1], symbols: symbols.count)
            return FMeasure.of(shared: shared, output: output.count, expected: expected.count)
        }.max() ?? 0
    }

    private static func words(_ text: String, _ tokens: Tokens) -> [String] {
        switch tokens {
        case .words: return Words.split(text)
        case .rougeScore:
            return text.lowercased().utf8
                .split { !(UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0) }
                .map { String(Substring($0)) }
        }
    }
}
