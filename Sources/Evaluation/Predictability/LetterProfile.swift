/// How often pairs of letters occur in texts. Texts of another language, and code, have other pairs.
package struct LetterProfile: Sendable, Hashable {
    private struct Pair: Hashable {
        var first: UInt32
        var second: UInt32
    }

    private var counts: [Pair: Double] = [:]

    /// Counts the pairs of a text, in lower case. All that is no letter counts as one blank.
    package init(_ text: String) {
        let blank = UInt32(0x20)
        var before = blank
        for scalar in text.lowercased().unicodeScalars {
            let letter = scalar.properties.isAlphabetic ? scalar.value : blank
            if letter != blank || before != blank { counts[Pair(first: before, second: letter), default: 0] += 1 }
            before = letter
        }
    }

    /// Adds the pairs of another text.
    package mutating func add(_ other: LetterProfile) {
        counts.merge(other.counts) { $0 + $1 }
    }

    /// Takes the pairs of another text away, which was added.
    package mutating func remove(_ other: LetterProfile) {
        for (pair, count) in other.counts { counts[pair, default: 0] -= count }
    }

    /// Returns the cosine of the two profiles: 1 if pairs are equally frequent, 0 if none is common or there are none.
    package func likeness(to other: LetterProfile) -> Double {
        let (fewer, more) = counts.count < other.counts.count ? (counts, other.counts) : (other.counts, counts)
        let product = fewer.reduce(0) { $0 + $1.value * (more[$1.key] ?? 0) }
        func length(_ counts: [Pair: Double]) -> Double { counts.values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        let lengths = length(counts) * length(other.counts)
        return lengths > 0 ? product / lengths : 0
    }
}
