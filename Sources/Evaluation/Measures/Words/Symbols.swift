/// Sequences of anything, with a small whole number for each element, so that comparing and counting are quick.
struct Symbols {
    /// The sequences; equal elements have equal numbers, from 0.
    private(set) var sequences: [[Int]] = []
    /// The number of different elements.
    private(set) var count = 0

    init<Element: Hashable>(_ sequences: [[Element]]) {
        var numbers: [Element: Int] = [:]
        self.sequences = sequences.map { sequence in
            sequence.map { element in
                if let number = numbers[element] { return number }
                numbers[element] = numbers.count
                return numbers.count - 1
            }
        }
        count = numbers.count
    }
}

/// How often each n-gram occurs in each of several sequences.
struct NGramCounts {
    /// Counts at [n - 1][sequence][number of the n-gram]. An n-gram has the same number in all sequences.
    private(set) var counts: [[[Int]]] = []

    init<Element: Hashable>(_ sequences: [[Element]], upTo order: Int) {
        let symbols = Symbols(sequences)
        var grams = symbols.sequences
        var known = symbols.count
        for n in 1...order {
            if n > 1 {
                // An n-gram is an (n-1)-gram and one more symbol.
                let longer = Symbols(
                    grams.indices.map { sequence in
                        grams[sequence].indices.dropLast().map {
                            Pair(first: grams[sequence][$0], second: symbols.sequences[sequence][$0 + n - 1])
                        }
                    })
                grams = longer.sequences
                known = longer.count
            }
            counts.append(
                grams.map { sequence in
                    var counts = [Int](repeating: 0, count: known)
                    for gram in sequence { counts[gram] += 1 }
                    return counts
                })
        }
    }

    private struct Pair: Hashable {
        let first: Int
        let second: Int
    }
}
