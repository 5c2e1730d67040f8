/// How many characters must change to make the right answer of the output.
struct EditDistance: Metric {
    /// True for the similarity, false for the distance.
    let isShare: Bool
    let comparesWithAnswers = true

    var name: String { isShare ? "edit-similarity" : "edit-distance" }

    var meaning: String {
        isShare
            ? "1 minus the edit distance divided by the length of the longer text, 0 to 1"
            : "the number of characters to change to get the right answer"
    }

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        isShare
            ? Self.similarity(output.text, expected: output.references)
            : output.references.map { Double(Self.distance(output.text, $0)) }.min()
    }

    /// Returns the number of insertions, deletions and replacements that turn one text into the other (Levenshtein
    /// 1966), in characters as people see them: 한 is one in either of Unicode's forms, and so is a flag.
    ///
    /// Takes n·m/64 steps for texts of n and m characters, not counting what they begin and end with alike: two of
    /// 20,000 take a fraction of a second, two of a million some minutes.
    static func distance(_ output: String, _ expected: String) -> Int {
        let symbols = Symbols([Array(output), Array(expected)])
        var first = symbols.sequences[0][...]
        var second = symbols.sequences[1][...]
        while let a = first.first, a == second.first {
            first.removeFirst()
            second.removeFirst()
        }
        while let a = first.last, a == second.last {
            first.removeLast()
            second.removeLast()
        }
        return BitParallel.editDistance(Array(first), Array(second), symbols: symbols.count)
    }

    /// Returns 1 less the distance as a share of the longer text, from 0 (nothing alike) to 1 (equal). The largest
    /// value over the right answers counts; 0 if there are none.
    static func similarity(_ output: String, expected: [String]) -> Double {
        expected.map { expected in
            let longer = max(output.count, expected.count)
            return longer == 0 ? 1 : 1 - Double(distance(output, expected)) / Double(longer)
        }.max() ?? 0
    }
}
