import Foundation

/// The weight of words in passages (Robertson & Zaragoza 2009), with Lucene's form of the words' rarity, which is never negative:
/// a folder may have only a few passages, and in the older form a word that half of them have weighs nothing.
package struct BM25: Sendable, Hashable {
    /// How soon more occurrences of a word stop to count, `k1`.
    package var saturation = 1.5
    /// How much a long passage counts less, from 0 to 1, `b`.
    package var lengthShare = 0.75

    /// Creates the usual weights.
    package init() {}

    /// Returns how rare a word is that `count` of so many passages have: ln(1 + (N - n + ½) / (n + ½)).
    package static func rarity(of count: Int, among total: Int) -> Double {
        log(1 + (Double(total - count) + 0.5) / (Double(count) + 0.5))
    }

    /// Returns the weight of a word in a passage, without its rarity: f (k1 + 1) / (f + k1 (1 - b + b l / average)).
    package func weight(frequency: Int, length: Int, averageLength: Double) -> Double {
        let frequency = Double(frequency)
        let size = averageLength > 0 ? Double(length) / averageLength : 1
        return frequency * (saturation + 1) / (frequency + saturation * (1 - lengthShare + lengthShare * size))
    }

    /// Returns the score of a passage: the sum of the weights of a query's words, each times its rarity.
    ///
    /// - Parameters:
    ///   - frequencies: For each word how often the passage has it.
    ///   - rarities: For each word its rarity.
    ///   - length: The number of words in the passage.
    ///   - averageLength: The average number of words of all passages.
    /// - Returns: The score; 0 if the passage has none of the words.
    package func score(
        _ frequencies: [Int], rarities: [Double], length: Int, averageLength: Double
    ) -> Double {
        zip(frequencies, rarities).reduce(0) { sum, word in
            sum + word.1 * weight(frequency: word.0, length: length, averageLength: averageLength)
        }
    }
}
